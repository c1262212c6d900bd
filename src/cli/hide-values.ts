/** What stands before the text of a string that may be a secret: of a variable, or the token of a log driver. */
const BEFORE =
  /"(?:value|splunk-token)"\s*[:=]\s*"|(?<![\w.$-])(["']?)(?:value|splunk-token)\1[ \t]*([:=])[ \t]*(["']?)/gi;

/** In place of each character, so that all others stay in their columns. */
const HIDDEN = '•';

/**
 * A text to be shown, of which nobody learns what the environment variables say: more people read the output of CI than
 * the files. What `describe-task-definition` prints may not be in a file at all. Of YAML, what goes on in further lines
 * stays: no finding is on these.
 */
export function hideValues(text: string): string {
  const parts: string[] = [];
  let done = 0;
  for (const { index, 0: before, 2: sign, 3: quote } of text.matchAll(BEFORE)) {
    const start = index + before.length;
    if (start < done) {
      continue;
    }
    const end = quote === '' ? endOfPlain(text, start, sign) : endOfString(text, start, quote ?? '"');
    parts.push(text.slice(done, start), HIDDEN.repeat(end - start));
    done = end;
  }
  return parts.join('') + text.slice(done);
}

/** Where its closing quote is, or the end of the line that lacks one. */
function endOfString(text: string, start: number, quote: string): number {
  for (let at = start; at < text.length; at++) {
    const character = text[at];
    // Two of them in a string are one of its characters in YAML.
    if (character === quote && quote === "'" && text[at + 1] === quote) {
      at++;
      continue;
    }
    if (character === quote || character === '\n' || character === '\r') {
      return at;
    }
    // A line does not go on after a backslash.
    if (character === '\\' && quote === '"' && text[at + 1] !== '\n' && text[at + 1] !== '\r') {
      at++;
    }
  }
  return text.length;
}

/** Where a string of YAML without quotes ends. What is no string in YAML or HCL, such as a reference, is no secret. */
function endOfPlain(text: string, start: number, sign: string | undefined): number {
  const [plain = ''] =
    sign === ':' && !/[!&*[{|>#\r\n]/.test(text[start] ?? '\n')
      ? (/^[^\r\n]*/.exec(text.slice(start, start + MOST_PLAIN)) ?? [])
      : [];
  return start + plain.length;
}

/** So much of a line at most is looked at, in characters; what is shown of one is less. */
const MOST_PLAIN = 10_000;
