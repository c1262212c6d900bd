/** Milliseconds within which two clicks are one double click, as Windows and GTK have it. */
const WITHIN = 500;

/**
 * Tells a double click from two single ones. VS Code tells of each click on a row, and a single one must only select:
 * https://code.visualstudio.com/api/ux-guidelines/views says that rows are no buttons.
 */
export class DoubleClick {
  readonly #now: () => number;
  #last: { readonly id: string; readonly at: number } | undefined;

  /** `now` is a clock in milliseconds. */
  constructor(now: () => number) {
    this.#now = now;
  }

  /** A row was clicked, by its id. Whether that makes a double click. */
  click(id: string): boolean {
    const at = this.#now();
    const isDouble = this.#last?.id === id && at - this.#last.at <= WITHIN;
    this.#last = isDouble ? undefined : { id, at };
    return isDouble;
  }

  /** What comes next is a first click. */
  forget(): void {
    this.#last = undefined;
  }
}
