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

/** A line with its time, task and container in front; further lines of the same event stand below its first. */
export function keep({ time, taskId, container, message }: LogLine, { withTask, withContainer }: LineStyle): KeptLine {
  const clock = timeOf(time);
  const id = withTask ? `${taskId.slice(0, TASK_ID)} ` : '';
  const name = withContainer ? `${sanitize(container).slice(0, CONTAINER).padEnd(CONTAINER)} ` : '';
  const indent = ' '.repeat(clock.length + 1 + id.length + name.length);
  const parts = shownParts(message);
  const front = `${TIME}${clock}${RESET} ${id === '' ? '' : `\x1b[${colorOf(taskId)}m${id}${RESET}`}${name}`;
  return {
    shown: parts.map((part, at) => `${at === 0 ? front : indent}${part}\r\n`).join(''),
    text: parts.map((part, at) => `${at === 0 ? `${clock} ${id}${name}` : indent}${withoutColors(part)}\n`).join(''),
  };
}

/** The time of day here, to the millisecond. */
export function timeOf(time: number): string {
  const date = new Date(time);
  const two = (value: number): string => String(value).padStart(2, '0');
  const day = [date.getHours(), date.getMinutes(), date.getSeconds()].map(two).join(':');
  return `${day}.${String(date.getMilliseconds()).padStart(3, '0')}`;
}

function colorOf(taskId: string): number {
  const number = Array.from(taskId).reduce((sum, character) => (sum * 31 + character.charCodeAt(0)) % 9973, 7);
  return COLORS[number % COLORS.length] ?? 36;
}
