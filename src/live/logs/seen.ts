import type { LogEvent } from '../../aws/api/logs.ts';

/** Events that are remembered, more than are read again; the oldest give way. */
const MOST_SEEN = 30_000;

/**
 * Tells new events from those that came before. What is read by pages has ids, and is read again and again; what Live
 * Tail brings has none, and may be read by pages too, before or after. The same line twice in a millisecond is two.
 */
export class Seen {
  /** Ids of what was read. */
  readonly #ids = new Counts();
  /** How many more events of this content came from one side than from the other. */
  readonly #tailed = new Counts();
  readonly #read = new Counts();

  /** Whether an event was read by pages and handed on. It takes no note of the event. */
  knows(event: LogEvent): boolean {
    return this.#ids.of(event.id ?? contentOf(event)) > 0;
  }

  /** Whether an event that was read by pages is new. It is known from now on, so it has to be handed on. */
  read(event: LogEvent): boolean {
    const content = contentOf(event);
    const id = event.id ?? content;
    if (this.#ids.of(id) > 0) {
      return false;
    }
    this.#ids.set(id, 1);
    const tailed = this.#tailed.of(content);
    if (tailed > 0) {
      this.#tailed.set(content, tailed - 1);
      return false;
    }
    this.#read.set(content, this.#read.of(content) + 1);
    return true;
  }

  /** Whether an event that Live Tail has brought is new. */
  tailed(event: LogEvent): boolean {
    const content = contentOf(event);
    const read = this.#read.of(content);
    if (read > 0) {
      this.#read.set(content, read - 1);
      return false;
    }
    this.#tailed.set(content, this.#tailed.of(content) + 1);
    return true;
  }
}

/**
 * Counts by key. It forgets by halves: to take the oldest keys out of a large map one by one takes longer and longer.
 */
class Counts {
  #newer = new Map<string, number>();
  #older = new Map<string, number>();

  of(key: string): number {
    return this.#newer.get(key) ?? this.#older.get(key) ?? 0;
  }

  set(key: string, count: number): void {
    this.#newer.set(key, count);
    if (this.#newer.size >= MOST_SEEN / 2) {
      this.#older = this.#newer;
      this.#newer = new Map();
    }
  }
}

/** Of a long message, its length and its beginning. */
const COMPARED = 200;

function contentOf({ stream, time, message }: LogEvent): string {
  return `${stream}\n${time}\n${message.length}\n${message.slice(0, COMPARED)}`;
}
