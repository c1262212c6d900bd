import type { Problem } from '../../problem.ts';
import type { ProblemCode } from '../../problem-code.ts';
import { whenSlow } from '../patience.ts';

/** Codes of problems that pass: they say nothing about what there is. */
const PASSING: readonly ProblemCode[] = ['no-network', 'no-answer', 'throttled', 'aws-server'];

export interface LiveListParts<T> {
  /** Asks for the pages. What it throws once its signal has aborted does not count. */
  readonly pages: (signal: AbortSignal) => AsyncIterable<readonly T[]>;
  readonly toProblem: (error: unknown) => Problem;
  /** The order of what is shown, as for `Array.sort`; that of the answers where it is left out. */
  readonly order?: (a: T, b: T) => number;
  /** The list is worth showing again. Never called within `ask`. */
  readonly changed: () => void;
  /** Calls once when a page takes long; returns what prevents that. {@link whenSlow} unless given. */
  readonly whenOverdue?: (run: () => void) => () => void;
}

/**
 * A list that is asked of AWS in pages, and anew when it may have changed. It can be shown at any time: until a new
 * answer is whole, that is the last one; also where AWS could not be asked this time. A first answer is shown from its
 * first page on, whenever it has doubled, and when it is complete; so showing it all along costs no more than twice
 * showing it once, however long it gets.
 */
export class LiveList<T> {
  /** Outdated: to be asked anew when it is next looked at. */
  isStale = false;
  readonly #parts: LiveListParts<T>;
  #items: readonly T[] = [];
  /** What a first answer has brought so far; not all of it may have been worth showing yet. */
  #found: readonly T[] = [];
  #question: Question | undefined;
  #problem: Problem | undefined;
  #isKnown = false;
  #telling: NodeJS.Immediate | undefined;

  constructor(parts: LiveListParts<T>) {
    this.#parts = parts;
  }

  get items(): readonly T[] {
    return this.#items;
  }

  /** Whether there is something to show, be it that there is nothing. */
  get isKnown(): boolean {
    return this.#isKnown;
  }

  /** Why the last answer is not whole. */
  get problem(): Problem | undefined {
    return this.#problem;
  }

  /** Whether AWS is being asked: at the first time, anew, or, longer than anybody likes to wait, in vain so far. */
  get asking(): 'no' | 'first' | 'again' | 'overdue' {
    if (this.#question === undefined) {
      return 'no';
    }
    return this.#question.isOverdue ? 'overdue' : this.#question.isFirst ? 'first' : 'again';
  }

  /** Asks anew, in place of a question that is still open. Resolves when that is answered, or given up. */
  ask(): Promise<void> {
    this.#end();
    this.isStale = false;
    const question = new Question(!this.#isKnown || (this.#items.length === 0 && this.#problem !== undefined));
    this.#question = question;
    this.#expect(question);
    void this.#load(question);
    return question.over;
  }

  /** Gives up a question that is open, and tells the reason in place of the answer. What is here stays. */
  cancel(reason: Problem): void {
    if (this.#question !== undefined) {
      if (this.#question.isFirst) {
        this.#items = this.#inOrder(this.#found);
      }
      this.#end();
      this.#problem = reason;
      this.#isKnown = true;
      this.#tell();
    }
  }

  /** Asks and tells no more. */
  stop(): void {
    this.#end();
    clearImmediate(this.#telling);
  }

  async #load(question: Question): Promise<void> {
    const { signal } = question.abort;
    const found: T[] = [];
    if (question.isFirst) {
      this.#found = found;
    }
    let told = 0;
    let problem: Problem | undefined;
    try {
      for await (const page of this.#parts.pages(signal)) {
        if (signal.aborted) {
          return;
        }
        for (const item of page) {
          found.push(item);
        }
        this.#expect(question);
        if (question.isFirst) {
          this.#problem = undefined;
          this.#isKnown = true;
          if (found.length >= 2 * told) {
            told = found.length;
            this.#items = this.#inOrder(found);
            this.#tell();
          }
        }
      }
    } catch (error) {
      problem = signal.aborted ? undefined : this.#parts.toProblem(error);
    }
    if (!signal.aborted) {
      this.#end();
      const stays = !question.isFirst && problem !== undefined && PASSING.includes(problem.code);
      this.#items = stays ? this.#items : this.#inOrder(found);
      this.#problem = problem;
      this.#isKnown = true;
      this.#tell();
    }
  }

  #inOrder(found: readonly T[]): readonly T[] {
    const { order } = this.#parts;
    return order === undefined ? found.slice() : found.toSorted(order);
  }

  /** From now on the next page is waited for. */
  #expect(question: Question): void {
    const { whenOverdue = whenSlow } = this.#parts;
    question.isOverdue = false;
    question.stopTimer();
    question.stopTimer = whenOverdue(() => {
      question.isOverdue = true;
      this.#tell();
    });
  }

  #end(): void {
    this.#question?.end();
    this.#question = undefined;
  }

  /**
   * Tells of what is here once all that is under way has run: a page that turns out to be the last is told of as such.
   */
  #tell(): void {
    this.#telling ??= setImmediate(() => {
      this.#telling = undefined;
      this.#parts.changed();
    });
  }
}

/** A question that is open. */
class Question {
  readonly abort = new AbortController();
  /** Resolves when it is answered or given up, however long what was asked goes on. */
  readonly over: Promise<void>;
  /** Whether there is nothing yet to show in its place. */
  readonly isFirst: boolean;
  isOverdue = false;
  stopTimer = (): void => undefined;

  #settle: () => void = () => undefined;

  constructor(isFirst: boolean) {
    this.isFirst = isFirst;
    this.over = new Promise((resolve) => {
      this.#settle = resolve;
    });
  }

  end(): void {
    this.stopTimer();
    this.abort.abort();
    this.#settle();
  }
}
