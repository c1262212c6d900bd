import type { ActionPattern } from './action-pattern.ts';
import type { Statement } from './statement.ts';

/** An action in a policy: the pattern that covers it, and the statement that it stands in. */
export interface Grant {
  readonly statement: Statement;
  readonly pattern: ActionPattern;
}

/** A grant, and how many stand before it. */
interface Placed extends Grant {
  readonly place: number;
}

const NONE: readonly Placed[] = [];

/** What the statements of a policy allow: those that name an action are found without a look at all the others. */
export class Grants {
  readonly #named = new Map<string, Placed[]>();
  readonly #patterns: Placed[] = [];
  readonly #known = new Map<string, readonly Grant[]>();

  constructor(statements: readonly Statement[]) {
    let place = 0;
    for (const statement of statements) {
      if (!statement.isAllow) {
        continue;
      }
      for (const pattern of statement.actions) {
        this.#add({ statement, pattern, place: place++ });
      }
    }
  }

  /** What allows an action, whose name is in small letters, in the order of the policy. */
  of(action: string): readonly Grant[] {
    const known = this.#known.get(action);
    if (known !== undefined) {
      return known;
    }
    const named = this.#named.get(action) ?? NONE;
    const matching = this.#patterns.filter(({ pattern }) => pattern.covers(action));
    const all =
      matching.length === 0 ? named : [...named, ...matching].toSorted((one, other) => one.place - other.place);
    this.#known.set(action, all);
    return all;
  }

  #add(grant: Placed): void {
    const { text, isPattern } = grant.pattern;
    if (text === undefined) {
      return;
    }
    if (isPattern) {
      this.#patterns.push(grant);
      return;
    }
    const same = this.#named.get(text);
    if (same === undefined) {
      this.#named.set(text, [grant]);
    } else {
      same.push(grant);
    }
  }
}
