/**
 * Words that others wrote, such as a container, an agent, AWS or the name of a file, are data: shown, they must not
 * become a link, an icon, a line of their own or an order to a terminal, nor look like other words than they are. All
 * of them pass here: as the values of a sentence (`english` and `inWords`), and once more where `src/vscode` shows one.
 */

/** Characters (code points) of a value in a sentence; what is longer is cut. */
export const LONGEST_VALUE = 300;
/** Characters (code points) of all that is said at once, as in a notification. */
export const LONGEST_MESSAGE = 1000;
/** Characters (code points) of a message of several lines, as the agent writes into a terminal. */
export const LONGEST_NOTE = 4000;

const LINE_BREAK = /\r\n|[\n\r\v\f\u0085\u2028\u2029]/g;
/**
 * What steers a terminal or the direction of writing, is not seen at all, breaks lines, or is half a character. Not the
 * joiners and variation selectors, of which emoji, Persian and Japanese words are made, nor the signs that Arabic
 * writes around its numbers.
 */
const MISLEADING =
  /(?!\p{Join_Control}|\p{Variation_Selector}|[\u0600-\u0605\u06dd\u070f\u0890\u0891\u08e2])[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu;

/** Words on one line, cut after so many characters, that mean nothing to VS Code, a terminal or a log. */
export function sanitize(words: string | number, longest = LONGEST_VALUE): string {
  return defuse(
    cut(typeof words === 'number' ? String(words) : words, longest)
      .replace(LINE_BREAK, ' ')
      .replaceAll('\t', ' '),
  );
}

/** Like {@link sanitize}, for a place that shows several lines; they end with a line feed. */
export function sanitizeLines(words: string, longest = LONGEST_NOTE): string {
  return cut(words, longest).replace(LINE_BREAK, '\n').split('\n').map(defuse).join('\n');
}

/** What none of these is in: most texts, for which the question whether a character is one of them takes long. */
const PLAIN = /^[\n\x20-\x7e]*$/;

/** The text, each misleading character as one that shows that something is there, and is as wide. */
export function revealed(text: string): string {
  return PLAIN.test(text) && !text.includes('\n') ? text : text.replace(MISLEADING, picture);
}

/** A text of several lines for an editor, which takes no words for a link or an icon; they end with a line feed. */
export function revealedLines(text: string): string {
  return PLAIN.test(text) ? text : text.replace(LINE_BREAK, '\n').split('\n').map(revealedBesideTabs).join('\n');
}

/** JSON that says the same, whose misleading characters are written as `\uXXXX`: all of them are in strings. */
export function escapeJson(json: string): string {
  return PLAIN.test(json)
    ? json
    : json.replace(MISLEADING, (character) =>
        character === '\n'
          ? character
          : Array.from(
              { length: character.length },
              (_, at) => `\\u${character.charCodeAt(at).toString(16).padStart(4, '0')}`,
            ).join(''),
      );
}

/** At most so many characters (code points), with "…" for the others. It looks at no more of the text than that. */
export function cut(text: string, longest: number): string {
  if (text.length <= longest) {
    return text;
  }
  // A character is at most two code units.
  const characters = Array.from(text.slice(0, 2 * longest + 2));
  return characters.length <= longest ? text : `${characters.slice(0, longest - 1).join('')}…`;
}

/**
 * `[label](command:…)` is a link in VS Code's messages and prompts, and one in SARIF; `$(name)` is an icon in its
 * labels. Either is none with a space in it.
 */
function defuse(line: string): string {
  return revealed(line)
    .replaceAll('](', '] (')
    .replace(/\$\((?=[\w~-]+\))/g, '$ (');
}

function revealedBesideTabs(line: string): string {
  return line.split('\t').map(revealed).join('\t');
}

/** Control characters have signs that picture them. */
function picture(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  const sign = code < 0x20 ? String.fromCodePoint(0x2400 + code) : code === 0x7f ? '␡' : '\ufffd';
  return character.length === 1 ? sign : sign + '\ufffd';
}
