import { type LogEvent, type LogPage, type Logs, MOST_STREAMS } from '../../aws/api/logs.ts';
import { batches } from '../../batches.ts';
import { isProblem } from '../../problem.ts';
import { Seen } from './seen.ts';

/** Events that one look brings; of more, the newest. */
const MOST_EVENTS = 10_000;
/** Pages that it takes; many of them may be empty. */
const MOST_PAGES = 30;
/** Questions with which streams are looked for that did not exist when they were last asked for. */
const MOST_PROBES = 6;
/** Milliseconds between two such searches. */
const PROBE_EVERY = 5_000;

export interface GroupPlace {
  readonly region: string;
  readonly group: string;
}

export interface ReadOptions {
  /** Milliseconds since 1970. */
  readonly from: number;
  readonly pattern: string | undefined;
  readonly now: number;
  readonly signal: AbortSignal;
}

export interface ReadResult {
  /** Events that are not known yet; those of one stream and time in their order. */
  readonly events: readonly LogEvent[];
  /** How many were read, known ones too. */
  readonly read: number;
  /** Whether there were more than are read at once, so that older ones are left out. */
  readonly isCut: boolean;
}

/**
 * Reads the new events of some streams of one group. A stream that does not exist fails a question for many: such
 * streams are found by halving, and asked for apart until they exist.
 */
export class GroupReader {
  readonly place: GroupPlace;
  /** Whom to ask from now on. */
  logs: Pick<Logs, 'events'>;
  readonly #seen: Seen;
  #existing = new Set<string>();
  #missing = new Set<string>();
  #probeAt = 0;

  constructor(logs: Pick<Logs, 'events'>, place: GroupPlace, seen: Seen) {
    this.logs = logs;
    this.place = place;
    this.#seen = seen;
  }

  /** Those that are read from now on. */
  set streams(names: ReadonlySet<string>) {
    this.#existing = new Set([...this.#existing].filter((name) => names.has(name)));
    const added = [...names].filter((name) => !this.#existing.has(name) && !this.#missing.has(name));
    this.#missing = new Set([...this.#missing].filter((name) => names.has(name)).concat(added));
    if (added.length > 0) {
      this.#probeAt = 0;
    }
  }

  /** Names of streams that are known to exist. */
  get existing(): ReadonlySet<string> {
    return this.#existing;
  }

  get isWaiting(): boolean {
    return this.#missing.size > 0;
  }

  /** How many questions a look takes at least. */
  get calls(): number {
    return Math.ceil(this.#existing.size / MOST_STREAMS);
  }

  /**
   * New events since a time. They become known only to who hands them on: where a later question fails, all of them
   * are read again. Rejects with a `Problem`, or with the signal's reason.
   */
  async read(options: ReadOptions): Promise<ReadResult> {
    const results: ReadResult[] = [];
    for (const streams of batches([...this.#existing], MOST_STREAMS)) {
      try {
        results.push(await this.#pages(streams, options));
      } catch (error) {
        if (!isMissing(error)) {
          throw error;
        }
        // One was deleted, as a group is that is made anew.
        streams.forEach((name) => {
          this.#existing.delete(name);
          this.#missing.add(name);
        });
        this.#probeAt = 0;
      }
    }
    if (options.now >= this.#probeAt) {
      results.push(...(await this.probe(options)));
    }
    return {
      // The newest came first.
      events: results.flatMap(({ events }) => events.toReversed()),
      read: results.reduce((sum, { read }) => sum + read, 0),
      isCut: results.some(({ isCut }) => isCut),
    };
  }

  /** Looks whether streams that did not exist do so now, and reads those. */
  async probe(options: ReadOptions): Promise<readonly ReadResult[]> {
    const results: ReadResult[] = [];
    const waiting = [...batches([...this.#missing], MOST_STREAMS)];
    for (let probes = 0; probes < MOST_PROBES; probes += 1) {
      const streams = waiting.shift();
      if (streams === undefined) {
        break;
      }
      try {
        results.push(await this.#pages(streams, options));
        streams.forEach((name) => {
          this.#missing.delete(name);
          this.#existing.add(name);
        });
      } catch (error) {
        if (!isMissing(error)) {
          throw error;
        }
        if (streams.length > 1) {
          const half = Math.ceil(streams.length / 2);
          waiting.push(streams.slice(0, half), streams.slice(half));
        }
      }
    }
    // What was not asked for comes first the next time.
    const left = waiting.flat();
    this.#missing = new Set([...left.filter((name) => this.#missing.has(name)), ...this.#missing]);
    this.#probeAt = options.now + PROBE_EVERY;
    return results;
  }

  async #pages(streams: readonly string[], { from, pattern, signal }: ReadOptions): Promise<ReadResult> {
    const events: LogEvent[] = [];
    const here = new Seen();
    const tokens = new Set<string>();
    let token: string | undefined;
    let read = 0;
    do {
      const page: LogPage = await this.logs.events({ ...this.place, streams, from, pattern, token }, signal);
      const fresh = page.events.filter((event) => !this.#seen.knows(event) && here.read(event));
      events.push(...fresh);
      read += page.events.length;
      // The newest come first: where all are known, the others are as well.
      token = page.token;
      if (token === undefined || tokens.has(token) || (page.events.length > 0 && fresh.length === 0)) {
        return { events, read, isCut: false };
      }
      tokens.add(token);
    } while (events.length < MOST_EVENTS && tokens.size < MOST_PAGES);
    return { events, read, isCut: true };
  }
}

function isMissing(error: unknown): boolean {
  return isProblem(error) && error.code === 'log-stream-not-found';
}
