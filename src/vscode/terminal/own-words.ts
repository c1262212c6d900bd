const ITALICS = '\x1b[3m';
const RED = '\x1b[31m';
const PLAIN = '\x1b[0m';

/**
 * Words of ours in a terminal, beside the output of a program: in italics, because dim ones are too faint to read in
 * the light theme (2.67:1). `columns` is undefined while the terminal's width is not known.
 */
export function ownWords(words: string, columns: number | undefined): string {
  return `${ITALICS}${wrapped(words, columns)}${PLAIN}`;
}

/** What is wrong, in a terminal. */
export function errorWords(words: string, columns: number | undefined): string {
  return `${RED}${wrapped(words, columns)}${PLAIN}`;
}

/**
 * Breaks lines between words, with a terminal's line ends; a terminal by itself breaks them in the middle of one. A
 * word that is longer than a line stays whole.
 */
export function wrapped(words: string, columns: number | undefined): string {
  const width = columns ?? Infinity;
  return words
    .split('\n')
    .map((line) => {
      let length = 0;
      return line
        .split(' ')
        .map((word, index) => {
          const isFirst = index === 0;
          const fits = length + 1 + word.length <= width;
          length = isFirst || !fits ? word.length : length + 1 + word.length;
          return isFirst ? word : `${fits ? ' ' : '\r\n'}${word}`;
        })
        .join('');
    })
    .join('\r\n');
}
