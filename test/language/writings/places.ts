import type { Range } from '../../../src/language/api.ts';

/** A place in a text, and where that is in the task definition or service that the text is about. */
interface Place extends Range {
  readonly path: string;
}

/** A text that is being written, and where in it everything is. */
export class Places {
  text = '';
  readonly #places: Place[] = [];

  write(text: string): void {
    this.text += text;
  }

  /** What is written by a function is what has these paths. That of a name ends with a colon. */
  mark(paths: readonly string[], write: () => void): void {
    const start = this.text.length;
    write();
    const end = start + this.text.slice(start).trimEnd().length;
    this.#places.push(...paths.map((path) => ({ path, start, end })));
  }

  /** The paths of a range; where it is that of nothing, those of all that begins there. */
  at({ start, end: untrimmed }: Range): readonly string[] {
    const end = start + this.text.slice(start, untrimmed).trimEnd().length;
    const starting = this.#places.filter((place) => place.start === start);
    const same = starting.filter((place) => place.end === end);
    return (same.length > 0 ? same : starting).map(({ path }) => path);
  }
}
