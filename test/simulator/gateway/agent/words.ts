/** A command line with a quote that is not closed, or a backslash at its end. */
export class WordsError extends Error {
  override readonly name = 'WordsError';
}

/**
 * Splits a command line into words as the agent does, which uses the Go package google/shlex: quotes and
 * backslashes as in a shell (but in double quotes a backslash goes before any character), `#` begins a comment,
 * and nothing is expanded. Throws a {@link WordsError}.
 */
export function splitWords(line: string): string[] {
  const words: string[] = [];
  let word: string | undefined;
  let quote: '"' | "'" | undefined;
  for (let at = 0; at < line.length; at += 1) {
    const char = line.charAt(at);
    if (char === '\\' && quote !== "'") {
      at += 1;
      if (at === line.length) {
        throw new WordsError('EOF found after escape character');
      }
      word = (word ?? '') + line.charAt(at);
    } else if (char === quote) {
      quote = undefined;
    } else if (quote !== undefined) {
      word = (word ?? '') + char;
    } else if (char === '"' || char === "'") {
      quote = char;
      word ??= '';
    } else if (/[ \t\r\n]/.test(char)) {
      if (word !== undefined) {
        words.push(word);
      }
      word = undefined;
    } else if (char === '#' && word === undefined) {
      const end = line.indexOf('\n', at);
      at = end === -1 ? line.length : end;
    } else {
      word = (word ?? '') + char;
    }
  }
  if (quote !== undefined) {
    throw new WordsError('EOF found when expecting closing quote');
  }
  if (word !== undefined) {
    words.push(word);
  }
  return words;
}
