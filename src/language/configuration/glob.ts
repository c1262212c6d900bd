import { type GlobToken, type Test, tokensOf } from './glob-tokens.ts';

/** Longer globs, in UTF-16 code units, are not read. */
export const LONGEST_GLOB = 256;

/** A character that would mean something, and does not. */
const ESCAPED = /\\[\\*?[\]{},!]/g;

/** Why a string is not a glob that is read. */
export type GlobMistake = 'empty' | 'tooLong' | 'outside' | 'backslash';

/** A state: where a character that passes the test leads to, and where it goes on without one. */
interface State {
  readonly test: Test | undefined;
  to: number;
  readonly free: readonly number[];
}

/** The state in which all of a glob has been seen. */
const END = 0;

/**
 * A glob for relative paths with slashes. `*` and `?` stand for what is in one name, `**` for any folders, `[a-c]` and
 * `[!a]` for one character, `{a,b}` for one of these; a backslash takes its meaning from what follows. A name that
 * begins with a dot is like any other, and case counts, so that a glob means the same on every system. One that matches
 * a folder matches all that is in it.
 *
 * It never goes back in a path: it follows all ways at once, so that the work is at most the length of the glob times
 * that of the path, whatever they are.
 */
export class Glob {
  readonly #states: readonly State[];
  readonly #start: number;

  private constructor(states: readonly State[], start: number) {
    this.#states = states;
    this.#start = start;
  }

  /** Reads a glob, or says why it cannot. */
  static read(glob: string): Glob | GlobMistake {
    if (glob.length > LONGEST_GLOB) {
      return 'tooLong';
    }
    const relative = glob.replace(/^(\.?\/)+/, '').replace(/\/+$/, '');
    if (relative === '' || relative === '.') {
      return 'empty';
    }
    if (relative.replace(ESCAPED, '').includes('\\')) {
      return 'backslash';
    }
    if (relative.split('/').includes('..')) {
      return 'outside';
    }
    const states: State[] = [{ test: undefined, to: END, free: [] }];
    return new Glob(states, compile(tokensOf(relative), states));
  }

  /** Whether it matches a path, or a folder on the way there. */
  matches(path: string): boolean {
    const walk = new Walk(this.#states);
    let active = walk.from([this.#start]);
    for (const character of path) {
      if (character === '/' && active.includes(END)) {
        return true;
      }
      active = walk.from(walk.after(active, character));
      if (active.length === 0) {
        return false;
      }
    }
    return active.includes(END);
  }
}

/** The glob for one path. */
export function globFor(path: string): string {
  return path.replace(/[\\*?[\]{}]|^!/g, '\\$&');
}

/** All ways through the states of a glob at once. */
class Walk {
  readonly #states: readonly State[];
  /** The step at which a state was last reached. */
  readonly #reached: Uint32Array;
  #step = 0;

  constructor(states: readonly State[]) {
    this.#states = states;
    this.#reached = new Uint32Array(states.length);
  }

  /** Those states, and all that are reached from them without a character; each once. */
  from(starts: readonly number[]): readonly number[] {
    this.#step++;
    const found: number[] = [];
    const left = [...starts];
    for (let index = left.pop(); index !== undefined; index = left.pop()) {
      if (this.#reached[index] !== this.#step) {
        this.#reached[index] = this.#step;
        found.push(index);
        left.push(...(this.#states[index]?.free ?? []));
      }
    }
    return found;
  }

  /** Where a character leads to. */
  after(active: readonly number[], character: string): readonly number[] {
    const next: number[] = [];
    for (const index of active) {
      const state = this.#states[index];
      if (state?.test !== undefined && passes(character, state.test)) {
        next.push(state.to);
      }
    }
    return next;
  }
}

function passes(character: string, test: Test): boolean {
  switch (test.kind) {
    case 'any':
      return true;
    case 'name':
      return character !== '/';
    case 'character':
      return character === test.character;
    case 'class': {
      const code = character.codePointAt(0) ?? 0;
      return character !== '/' && test.ranges.some(([first, last]) => first <= code && code <= last) !== test.isNegated;
    }
  }
}

/** Braces that are being compiled from their end: what follows them, and where their alternatives so far begin. */
interface Braces {
  readonly next: number;
  readonly alternatives: number[];
}

/** Adds the states of a glob, from its end to its start, and returns the first. */
function compile(tokens: readonly GlobToken[], states: State[]): number {
  const add = (state: State): number => states.push(state) - 1;
  const step = (test: Test, to: number): number => add({ test, to, free: [] });
  const fork = (free: readonly number[]): number => add({ test: undefined, to: END, free });
  const loop = (test: Test, next: number): number => {
    const state: State = { test, to: END, free: [next] };
    return (state.to = add(state));
  };
  const around: Braces[] = [];
  let next = END;
  for (const token of tokens.toReversed()) {
    switch (token.kind) {
      case 'one':
        next = step(token.test, next);
        break;
      case 'many':
        next = loop({ kind: 'name' }, next);
        break;
      case 'folders':
        next = fork([next, loop({ kind: 'any' }, step({ kind: 'character', character: '/' }, next))]);
        break;
      case 'below':
        next = step({ kind: 'any' }, loop({ kind: 'any' }, next));
        break;
      case 'close':
        around.push({ next, alternatives: [] });
        break;
      case 'comma':
        around.at(-1)?.alternatives.push(next);
        next = around.at(-1)?.next ?? END;
        break;
      case 'open':
        next = fork([next, ...(around.pop()?.alternatives ?? [])]);
    }
  }
  return next;
}
