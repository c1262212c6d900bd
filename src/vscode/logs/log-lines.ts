import type { LogLine } from '../../live/logs/line.ts';
import { sanitize } from '../../sanitize.ts';
import { shownParts, withoutColors } from './log-text.ts';

/** What stands before each line. */
export interface LineStyle {
  /** Whether lines of several tasks, or of several containers of one, are to be told apart. */
  readonly withTask: boolean;
  readonly withContainer: boolean;
}

/** Characters of a task's id before a line. */
const TASK_ID = 8;
/** Characters of a container's name before a line, which is cut or filled up to them. */
const CONTAINER = 16;
/** Characters of the time and the blank after it. */
const CLOCK = 13;
/** Colours that tell tasks apart: all that themes keep readable, but red, which is for what is wrong. */
const COLORS = [36, 33, 35, 32, 34, 96, 93, 95, 92, 94];
const TIME = '\x1b[90m';
const RESET = '\x1b[0m';

/** A line as it is kept and shown. */
export interface KeptLine {
  /** For a terminal, with line ends. */
  readonly shown: string;
  /** For an editor, and for words to be looked for, with a line feed at its end. */
  readonly text: string;
}

/** What is the same before all lines of a container. */
interface Front {
  readonly shown: string;
  readonly text: string;
  /** As many blanks, with those of the time. */
  readonly indent: string;
}

/** Containers whose front is remembered. */
const MOST_FRONTS = 1_000;

/** Makes lines with their time, task and container in front. */
export class LineFormat {
  readonly #style: LineStyle;
  readonly #fronts = new Map<string, Front>();

  constructor(style: LineStyle) {
    this.#style = style;
  }

  /** Further lines of the same event stand below its first. */
  keep({ time, taskId, container, message }: LogLine): KeptLine {
    const clock = timeOf(time);
    const front = this.#frontOf(taskId, container);
    const [first = '', ...others] = shownParts(message);
    const below = others.map((part) => `${front.indent}${part}`);
    return {
      shown: `${[`${TIME}${clock}${RESET} ${front.shown}${first}`, ...below].join('\r\n')}\r\n`,
      text: `${[`${clock} ${front.text}${first}`, ...below].map(withoutColors).join('\n')}\n`,
    };
  }

  #frontOf(taskId: string, container: string): Front {
    const key = `${taskId} ${container}`;
    const known = this.#fronts.get(key);
    if (known !== undefined) {
      return known;
    }
    const { withTask, withContainer } = this.#style;
    const id = withTask ? `${taskId.slice(0, TASK_ID)} ` : '';
    const name = withContainer ? `${sanitize(container).slice(0, CONTAINER).padEnd(CONTAINER)} ` : '';
    const front = {
      shown: `${id === '' ? '' : `\x1b[${colorOf(taskId)}m${id}${RESET}`}${name}`,
      text: `${id}${name}`,
      indent: ' '.repeat(CLOCK + id.length + name.length),
    };
    if (this.#fronts.size >= MOST_FRONTS) {
      this.#fronts.clear();
    }
    this.#fronts.set(key, front);
    return front;
  }
}

/** The time of day here, to the millisecond. */
export function timeOf(time: number): string {
  const date = new Date(time);
  const two = (value: number): string => (value < 10 ? `0${value}` : String(value));
  const day = `${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`;
  return `${day}.${String(date.getMilliseconds()).padStart(3, '0')}`;
}

function colorOf(taskId: string): number {
  const number = Array.from(taskId).reduce((sum, character) => (sum * 31 + character.charCodeAt(0)) % 9973, 7);
  return COLORS[number % COLORS.length] ?? 36;
}
