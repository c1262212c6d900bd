/** What stands before the text of a string that may be a secret: of a variable, or the token of a log driver. */
const BEFORE = /"(?:value|splunk-token)"\s*:\s*"/gi;

/** In place of each character, so that all others stay in their columns. */
const HIDDEN = '•';

/**
 * A text to be shown, of which nobody learns what the environment variables say: more people read the output of CI than
 * the files. What `describe-task-definition` prints may not be in a file at all.
 */
export function hideValues(text: string): string {
  const parts: string[] = [];
  let done = 0;
  for (const { index, 0: before } of text.matchAll(BEFORE)) {
    const start = index + before.length;
    if (start > done) {
      const end = endOfString(text, start);
      parts.push(text.slice(done, start), HIDDEN.repeat(end - start));
      done = end;
    }
  }
  return parts.join('') + text.slice(done);
}

/** Where its closing quote is, or the end of the line that lacks one. */
function endOfString(text: string, start: number): number {
  for (let at = start; at < text.length; at++) {
    const character = text[at];
    if (character === '"' || character === '\n' || character === '\r') {
      return at;
    }
    // A line does not go on after a backslash.
    if (character === '\\' && text[at + 1] !== '\n' && text[at + 1] !== '\r') {
      at++;
    }
  }
  return text.length;
}
