/**
 * How long a row has to stand at its place before Enter may choose it, in milliseconds. VS Code says at which place a
 * row was chosen: in an older list, that was another row.
 */
const SETTLED = 100;
/**
 * How long after a picker has appeared Enter counts though no key was pressed in it, in milliseconds. What is typed
 * before it appears goes elsewhere, and only the Enter would come here.
 */
const UNTOUCHED = 1_000;

/** Decides whether Enter in a picker is meant for what stands there: only what has been on the screen can be chosen. */
export class EnterGuard {
  readonly #now: () => number;
  readonly #shownAt: number;
  #isTouched = false;
  #keys: readonly string[] = [];
  /** Since when what is at a place is there. */
  #since: readonly number[] = [];

  /** The picker appears now, of a clock in milliseconds. */
  constructor(now: () => number) {
    this.#now = now;
    this.#shownAt = now();
  }

  /** These rows are there now, by keys that tell one from another. */
  draw(keys: readonly string[]): void {
    const now = this.#now();
    this.#since = keys.map((key, place) => (this.#keys[place] === key ? (this.#since[place] ?? now) : now));
    this.#keys = keys;
  }

  /** The user has typed. */
  touch(): void {
    this.#isTouched = true;
  }

  /** The user has gone to the row at this place. Going to the first cannot be told from VS Code's own doing. */
  goTo(place: number): void {
    this.#isTouched ||= place > 0;
  }

  /** Whether Enter, or a click, on the row at this place counts. */
  counts(place: number): boolean {
    const since = this.#since[place];
    const now = this.#now();
    return since !== undefined && now - since >= SETTLED && (this.#isTouched || now - this.#shownAt >= UNTOUCHED);
  }
}
