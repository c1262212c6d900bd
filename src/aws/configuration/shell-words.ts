/**
 * Splits a text into words as a POSIX shell does, without its expansions (Python's `shlex.split`, with which the AWS
 * CLI reads headers and command lines). Undefined where a quote is not closed.
 */
export function shellWords(line: string): readonly string[] | undefined {
  const words: string[] = [];
  let word: string | undefined;
  let quote: string | undefined;
  for (let index = 0; index < line.length; index += 1) {
    const character = line.charAt(index);
    const next = line.charAt(index + 1);
    if (character === quote) {
      quote = undefined;
    } else if (quote === "'") {
      word = (word ?? '') + character;
    } else if (character === '\\' && (quote === undefined || next === '"' || next === '\\')) {
      if (next === '') {
        return undefined;
      }
      word = (word ?? '') + next;
      index += 1;
    } else if (quote === undefined && (character === '"' || character === "'")) {
      quote = character;
      word ??= '';
    } else if (quote === undefined && /[ \t\r\n]/.test(character)) {
      if (word !== undefined) {
        words.push(word);
      }
      word = undefined;
    } else {
      word = (word ?? '') + character;
    }
  }
  if (quote !== undefined) {
    return undefined;
  }
  return word === undefined ? words : [...words, word];
}
