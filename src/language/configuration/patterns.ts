import { sentence } from '../../text.ts';
import type { Remedy } from '../rules/rule.ts';
import { replace } from '../syntax/change.ts';
import type { Value } from '../syntax/value.ts';
import { Glob, type GlobMistake, LONGEST_GLOB } from './glob.ts';
import type { Report } from './messages.ts';

/** So many globs of a configuration are read. */
export const MOST_GLOBS = 500;

/** A glob of a list; one with `!` before it takes paths out again. */
export interface Pattern {
  readonly glob: Glob;
  readonly isNegated: boolean;
}

/** Whether a list of globs names a path: the last one that matches decides. */
export function names(patterns: readonly Pattern[], path: string): boolean {
  return patterns.findLast(({ glob }) => glob.matches(path))?.isNegated === false;
}

/** Reads the lists of globs in one configuration, and reports what is wrong in them. */
export class PatternReader {
  readonly #report: Report;
  #count = 0;

  constructor(report: Report) {
    this.#report = report;
  }

  /** The list under a property; without what is wrong in it. */
  read(list: Value, name: string): readonly Pattern[] {
    if (list.kind !== 'array') {
      if (!list.isAbsent && !list.isUnknown) {
        this.#report({ at: list, message: 'notAList', values: { name }, fixes: wrap(list) });
      }
      return [];
    }
    return list.children.flatMap((value) => this.#readOne(value));
  }

  #readOne(value: Value): readonly Pattern[] {
    // What looks like a placeholder elsewhere may be in a glob.
    const { scalar } = value;
    if (typeof scalar !== 'string') {
      this.#report({ at: value, message: 'notAGlob' });
      return [];
    }
    if (++this.#count > MOST_GLOBS) {
      if (this.#count === MOST_GLOBS + 1) {
        this.#report({ at: value, message: 'tooManyGlobs', values: { count: MOST_GLOBS } });
      }
      return [];
    }
    const isNegated = scalar.startsWith('!');
    const glob = Glob.read(isNegated ? scalar.slice(1) : scalar);
    if (glob instanceof Glob) {
      return [{ glob, isNegated }];
    }
    this.#reportMistake(value, scalar, glob);
    return [];
  }

  #reportMistake(value: Value, glob: string, mistake: GlobMistake): void {
    switch (mistake) {
      case 'empty':
        this.#report({ at: value, message: 'notAGlob' });
        break;
      case 'tooLong':
        this.#report({ at: value, message: 'longGlob', values: { count: LONGEST_GLOB } });
        break;
      case 'outside':
        this.#report({ at: value, message: 'globOutside' });
        break;
      case 'backslash':
        this.#report({ at: value, message: 'backslash', fixes: withSlashes(value, glob) });
    }
  }
}

function wrap(value: Value): readonly Remedy[] {
  const { scalar } = value;
  return typeof scalar === 'string'
    ? [{ title: sentence('Put it into a list'), safe: false, changes: () => [replace(value, [scalar])] }]
    : [];
}

function withSlashes(value: Value, glob: string): readonly Remedy[] {
  const slashed = glob.replace(/\\+/g, '/');
  return [{ title: sentence('Change it to "{0}"', slashed), safe: false, changes: () => [replace(value, slashed)] }];
}
