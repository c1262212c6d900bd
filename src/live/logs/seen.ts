import type { LogEvent } from '../../aws/api/logs.ts';

/** Events that are remembered, more than are read again; the oldest give way. */
const MOST_SEEN = 30_000;

/**
 * Tells new events from those that came before. What is read by pages has ids, and is read again and again; what Live
 * Tail brings has none, and may be read by pages too, before or after. The same line twice in a millisecond is two.
 */
export class Seen {
  readonly #ids = new Set<string>();
  /** How many more events of this content came from one side than from the other. */
  readonly #tailed = new Counts();
  readonly #read = new Counts();

  /** Whether an event that was read by pages is new. */
  read(event: LogEvent): boolean {
    const id = event.id ?? contentOf(event);
    if (this.#ids.has(id)) {
      return false;
    }
    this.#ids.add(id);
    forgetOldest(this.#ids);
    const content = contentOf(event);
    if (this.#tailed.take(content)) {
      return false;
    }
    this.#read.add(content);
    return true;
  }

  /** Whether an event that Live Tail has brought is new. */
  tailed(event: LogEvent): boolean {
    const content = contentOf(event);
    if (this.#read.take(content)) {
      return false;
    }
    this.#tailed.add(content);
    return true;
  }
}

class Counts {
  readonly #counts = new Map<string, number>();

  add(key: string): void {
    this.#counts.set(key, (this.#counts.get(key) ?? 0) + 1);
    forgetOldest(this.#counts);
  }

  /** Whether there was one. */
  take(key: string): boolean {
    const count = this.#counts.get(key) ?? 0;
    if (count > 1) {
      this.#counts.set(key, count - 1);
    } else {
      this.#counts.delete(key);
    }
    return count > 0;
  }
}

/** Maps and sets hand out their keys in the order in which these were added. */
function forgetOldest(known: { readonly size: number; keys(): Iterator<string>; delete(key: string): boolean }): void {
  const oldest = known.size > MOST_SEEN ? known.keys().next() : undefined;
  if (oldest?.done === false) {
    known.delete(oldest.value);
  }
}

/** Of a long message, its length and its beginning. */
const COMPARED = 200;

function contentOf({ stream, time, message }: LogEvent): string {
  return `${stream}\n${time}\n${message.length}\n${message.slice(0, COMPARED)}`;
}
