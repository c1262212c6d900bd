import type { Problem } from '../../problem.ts';
import type { SessionEnd } from '../api.ts';
import type { StartCommand } from '../commands/api.ts';
import { endedEarly } from '../commands/problems.ts';
import { quote } from '../commands/quote.ts';
import { dismiss } from '../commands/stay.ts';
import { stopScript } from '../commands/stop.ts';
import type { Session } from '../shell/api.ts';
import { garbled } from './facts.ts';

type Item = { readonly message: string } | { readonly data: Uint8Array };

/** ASCII's record separator. Scripts put it around what they say, and it is in no encoding of data. */
const SEPARATOR = 0x1e;
/** The message before data. */
const DATA_FOLLOW = 'data';
/** Bytes of data that wait here; then the container has to. */
const MOST_WAITING = 1024 * 1024;
/** What a piece of data costs besides its bytes, however small it is. */
const COST_OF_PIECE = 128;
/** Bytes of a message. The longest has a few lines of complaints with a path in each. */
const LONGEST_MESSAGE = 256 * 1024;
/** Messages that nobody has taken yet. A script says one or two and waits for an answer. */
const MOST_MESSAGES = 8;
/** Lets a script go on that waits for it. */
const GO = '.go';

/**
 * A shell script in a container, to which this side talks in lines, and which answers in messages with data between
 * them.
 */
export class Conversation {
  readonly #signal: AbortSignal;
  readonly #items: Item[] = [];
  #session: Session | undefined;
  #waiting = 0;
  #wantsData = false;
  /** There is no room for more input. */
  #isFull = false;
  #end: SessionEnd | undefined;
  /** Why nothing is taken any more. */
  #broken: Problem | undefined;
  /** A message that has begun, in pieces; undefined between messages. */
  #begun: Uint8Array[] | undefined;
  #begunLength = 0;
  #wake: (() => void) | undefined;

  /** Starts a script for `sh` with its parameters. */
  static async start(
    script: string,
    parameters: readonly string[],
    start: StartCommand,
    signal: AbortSignal,
  ): Promise<Conversation> {
    const conversation = new Conversation(signal);
    const line = ['/bin/sh -c', quote(script), 'sh', ...parameters.map(quote)].join(' ');
    const wake = (): void => conversation.#wake?.();
    const onDrain = (): void => {
      conversation.#isFull = false;
      wake();
    };
    const session = await start(line, { onOutput: (bytes) => conversation.#take(bytes), onDrain });
    conversation.#session = session;
    if (conversation.#broken !== undefined) {
      session.close();
    }
    signal.addEventListener('abort', wake, { once: true });
    void session.ended.then((end) => {
      conversation.#end = end;
      signal.removeEventListener('abort', wake);
      wake();
    });
    return conversation;
  }

  private constructor(signal: AbortSignal) {
    this.#signal = signal;
  }

  /** The next thing that the script says. Rejects with a `Problem` when it ends before. */
  async message(): Promise<string> {
    for (;;) {
      const item = await this.#next();
      if ('message' in item) {
        return item.message;
      }
    }
  }

  /**
   * Lets the script go on, takes the message that data follow, and then these until the next message, which is left for
   * {@link message}.
   */
  async *data(): AsyncGenerator<Uint8Array> {
    await this.go();
    for (let isBegun = false; ;) {
      const item = await this.#next();
      if ('data' in item) {
        yield item.data;
      } else if (isBegun) {
        this.#items.unshift(item);
        return;
      } else {
        isBegun = true;
      }
    }
  }

  /** Lets the script go on. */
  async go(): Promise<void> {
    await this.write(`${GO}\n`);
  }

  /** Writes input, and resolves when there is room for more. Answers false when the script has spoken meanwhile. */
  async write(input: string): Promise<boolean> {
    this.#isFull = this.#session?.write(input) === false;
    while (this.#isFull && this.#items.length === 0 && this.#end === undefined) {
      this.#throwIfOver();
      await this.#woken();
    }
    this.#throwIfOver();
    return this.#items.length === 0 && this.#end === undefined;
  }

  /** Bytes of input that wait here. */
  get queued(): number {
    return this.#session?.queued ?? 0;
  }

  /**
   * Lets a script end whose last message has come, and interrupts one that is not done, so that it can tidy up.
   * Resolves when it is over.
   */
  async close(isDone: boolean): Promise<void> {
    if (this.#session !== undefined) {
      await (isDone ? dismiss(this.#session) : stopScript(this.#session));
    }
  }

  async #next(): Promise<Item> {
    for (;;) {
      this.#throwIfOver();
      const item = this.#items.shift();
      if (item !== undefined) {
        this.#count('data' in item ? -item.data.length - COST_OF_PIECE : 0);
        return item;
      }
      if (this.#end !== undefined) {
        throw endedEarly(this.#end);
      }
      await this.#woken();
    }
  }

  #throwIfOver(): void {
    this.#signal.throwIfAborted();
    if (this.#broken !== undefined) {
      throw this.#broken;
    }
  }

  #woken(): Promise<void> {
    return new Promise((resolve) => {
      this.#wake = resolve;
    });
  }

  #take(bytes: Uint8Array): void {
    for (let rest = bytes; rest.length > 0 && this.#broken === undefined;) {
      const separator = rest.indexOf(SEPARATOR);
      const part = separator < 0 ? rest : rest.subarray(0, separator);
      if (this.#begun !== undefined) {
        this.#addToMessage(this.#begun, part);
      } else if (this.#wantsData && part.length > 0) {
        this.#items.push({ data: part });
        this.#count(part.length + COST_OF_PIECE);
      }
      if (separator < 0) {
        break;
      }
      this.#turn();
      rest = rest.subarray(separator + 1);
    }
    this.#wake?.();
  }

  #addToMessage(begun: Uint8Array[], part: Uint8Array): void {
    this.#begunLength += part.length;
    if (this.#begunLength > LONGEST_MESSAGE) {
      this.#break();
    } else {
      begun.push(part);
    }
  }

  /** What speaks there is not the script, or has gone mad: nothing of it is kept any more. */
  #break(): void {
    this.#broken = garbled();
    this.#begun = undefined;
    this.#items.length = 0;
    this.#session?.close();
  }

  /** A message begins or ends. */
  #turn(): void {
    if (this.#broken !== undefined) {
      return;
    }
    if (this.#begun === undefined) {
      this.#begun = [];
      this.#begunLength = 0;
    } else {
      const message = Buffer.concat(this.#begun).toString();
      this.#items.push({ message });
      this.#begun = undefined;
      // What comes at any other time is what a terminal repeats of the input, where there is no stty.
      this.#wantsData = message === DATA_FOLLOW;
      if (this.#items.filter((item) => 'message' in item).length > MOST_MESSAGES) {
        this.#break();
      }
    }
  }

  #count(change: number): void {
    const wasFull = this.#waiting > MOST_WAITING;
    this.#waiting += change;
    const isFull = this.#waiting > MOST_WAITING;
    if (isFull && !wasFull) {
      this.#session?.pause();
    } else if (wasFull && !isFull) {
      this.#session?.resume();
    }
  }
}
