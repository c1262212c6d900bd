/**
 * Where in a control sequence the text is: https://ecma-international.org/publications-and-standards/standards/ecma-48/
 */
type State =
  | 'text'
  /** After a carriage return, which has ended the line. */
  | 'return'
  | 'escape'
  /** After an escape that chooses something, such as a character set. */
  | 'choice'
  | 'sequence'
  /** In a text for the terminal itself, such as a title or a picture. */
  | 'string';

const BELL = 0x07;
const TAB = 0x09;
const LINE_FEED = 0x0a;
const RETURN = 0x0d;
const CANCEL = 0x18;
const SUBSTITUTE = 0x1a;
const ESCAPE = 0x1b;
const DELETE = 0x7f;
/** The one character that stands for an escape and `[`. */
const SEQUENCE = 0x9b;
const STRING_END = 0x9c;
/** Those that stand for an escape and one of `P X ] ^ _`. */
const STRINGS: readonly number[] = [0x90, 0x98, 0x9d, 0x9e, 0x9f];
const LAST_CONTROL = 0x9f;

/**
 * Takes the colors, and all else that only a terminal understands, out of text that comes in pieces. What overwrites a
 * line, as a progress bar does, begins a new one. Nothing is held back, and each character is looked at once: output
 * may go on for ever. A sequence that has no end hides no more than its line.
 */
export class PlainText {
  readonly #write: (text: string) => void;
  #state: State = 'text';
  #endsLine = true;

  constructor(write: (text: string) => void) {
    this.#write = write;
  }

  write(text: string): void {
    let plain = '';
    /** Where the characters begin that are kept but not yet in `plain`. */
    let start = 0;
    for (let at = 0; at < text.length; at += 1) {
      const code = text.charCodeAt(at);
      const state = this.#state;
      this.#state = after(state, code);
      if (!isKept(state, code)) {
        plain += text.slice(start, at);
        start = at + 1;
        if (code === RETURN) {
          plain += '\n';
        }
      }
    }
    this.#pass(plain + text.slice(start));
  }

  /** Ends the last line. */
  end(): void {
    if (!this.#endsLine) {
      this.#pass('\n');
    }
  }

  #pass(plain: string): void {
    if (plain !== '') {
      this.#endsLine = plain.endsWith('\n');
      this.#write(plain);
    }
  }
}

function isKept(state: State, code: number): boolean {
  if (code === LINE_FEED) {
    return state !== 'return';
  }
  return (
    (state === 'text' || state === 'return') && (code >= 0x20 || code === TAB) && (code < DELETE || code > LAST_CONTROL)
  );
}

function after(state: State, code: number): State {
  switch (code) {
    case ESCAPE:
      return 'escape';
    case RETURN:
      return 'return';
    case LINE_FEED:
    case CANCEL:
    case SUBSTITUTE:
      return 'text';
  }
  switch (state) {
    case 'text':
    case 'return':
      return code === SEQUENCE ? 'sequence' : STRINGS.includes(code) ? 'string' : 'text';
    case 'escape':
      return code === 0x5b ? 'sequence' : isStringStart(code) ? 'string' : isChoice(code) ? 'choice' : 'text';
    case 'choice':
      return isChoice(code) ? 'choice' : 'text';
    case 'sequence':
      return code >= 0x40 ? 'text' : 'sequence';
    case 'string':
      return code === BELL || code === STRING_END ? 'text' : 'string';
  }
}

/** `P X ] ^ _` after an escape. */
function isStringStart(code: number): boolean {
  return STRINGS.includes(code + 0x40);
}

/** A space to `/`. */
function isChoice(code: number): boolean {
  return code >= 0x20 && code <= 0x2f;
}
