import type { ArnsPage, Described } from '../../aws/api/clusters.ts';
import type { Problem } from '../../problem.ts';
import type { ProblemCode } from '../../problem-code.ts';
import { whenSlow } from '../patience.ts';

/** How many rows a list shows at first, and how many more each time: a full page of AWS. */
export const SCREENFUL = 100;
/** How many rows a list shows at most. Nobody reads more, and all of them go to VS Code's window. */
export const MOST_ROWS = 2_000;
/** Pages that are asked for one screenful, where what is wanted has to be looked for among others. */
const MOST_PAGES = 5;

/** Problems that say that what the list is of does not exist any more. */
const GONE: readonly ProblemCode[] = ['cluster-not-found', 'service-not-found'];

export interface LiveListParts<T> {
  /** Asks for the names of all that there is. What it throws once its signal has aborted does not count. */
  readonly names: (signal: AbortSignal) => AsyncIterable<ArnsPage>;
  readonly describe: (arns: readonly string[], signal: AbortSignal) => Promise<Described<T>>;
  /**
   * The order of names, as for `Array.sort`: all are asked for, and then those described that are shown. Where it is
   * left out, names are asked for only until enough is shown.
   */
  readonly order?: (a: string, b: string) => number;
  /** The order of those that one page brings, where the list has none of its own. */
  readonly orderInPage?: (a: T, b: T) => number;
  /** Which names are shown; all unless given. */
  readonly matches?: (arn: string) => boolean;
  /** Whether anybody looks at it: until then, names are enough. Unless given, somebody does. */
  readonly isShown?: () => boolean;
  /** Which of those that are described are shown; all unless given. */
  readonly isWanted?: (item: T) => boolean;
  readonly toProblem: (error: unknown) => Problem;
  /** The list is worth showing again. Never called within `ask`. */
  readonly changed: () => void;
  /** Calls once when an answer takes long; returns what prevents that. {@link whenSlow} unless given. */
  readonly whenOverdue?: (run: () => void) => () => void;
  /** The time, as of `Date.now`, which it is unless given. */
  readonly now?: () => number;
}

/** A list that is suspended between two pages. */
interface Rest {
  readonly pages: AsyncIterator<ArnsPage>;
  readonly abort: AbortController;
}

/** A line of a list. */
export interface ListRow<T> {
  readonly arn: string;
  /** Undefined before AWS has described it. */
  readonly item: T | undefined;
  /** Why AWS could not, in its word: `MISSING`. */
  readonly failure: string | undefined;
}

/**
 * A list that is asked of AWS, and anew when it may have changed: names in full pages, and descriptions of those that
 * are shown. It can be shown at any time: until a new answer is whole, that is the last one; also where AWS could not
 * be asked this time. A first answer is shown by name from its first page on, whenever it has doubled, and when it is
 * complete; so showing it all along costs no more than twice showing it once, however long it gets.
 */
export class LiveList<T extends { readonly arn: string }> {
  /** Outdated: to be asked anew when it is next looked at. */
  isStale = false;
  readonly #parts: LiveListParts<T>;
  #arns: readonly string[] = [];
  #here: ReadonlySet<string> = new Set();
  #items = new Map<string, T>();
  #failures = new Map<string, string>();
  #rows: readonly ListRow<T>[] | undefined;
  #shownArns: ReadonlySet<string> | undefined;
  #limit = SCREENFUL;
  /** How many names match, where all are known. */
  #matching: number | undefined;
  /** What has not been asked for yet of a list without an order. */
  #rest: Rest | undefined;
  /** Whether there was more when what is shown was asked for. */
  #hasRest = false;
  #version = 0;
  #looked = 0;
  #question: Question | undefined;
  #problem: Problem | undefined;
  #isKnown = false;
  #asOf = 0;
  #telling: NodeJS.Immediate | undefined;

  constructor(parts: LiveListParts<T>) {
    this.#parts = parts;
  }

  /** What is shown. */
  get rows(): readonly ListRow<T>[] {
    return (this.#rows ??= this.#shown().map((arn) => ({
      arn,
      item: this.#items.get(arn),
      failure: this.#failures.get(arn),
    })));
  }

  /** How many names there are, as far as they are known. */
  get size(): number {
    return this.#arns.length;
  }

  /** Whether this is one of the rows. */
  shows(arn: string): boolean {
    return (this.#shownArns ??= new Set(this.#shown())).has(arn);
  }

  /** Whether this is one of the names. */
  has(arn: string): boolean {
    return this.#here.has(arn);
  }

  /** How many names do not match. */
  get hidden(): number {
    return this.#parts.order === undefined ? 0 : this.#arns.length - this.#matchCount();
  }

  /** Whether there is more to show than is shown. */
  get hasMore(): boolean {
    return this.#parts.order === undefined ? this.#hasRest : this.left !== 0;
  }

  /** How much more, where that is known. */
  get left(): number | undefined {
    return this.#parts.order === undefined ? undefined : this.#matchCount() - this.rows.length;
  }

  /** How many have been looked at to find what is shown. */
  get looked(): number {
    return this.#looked;
  }

  /** Another number whenever AWS has said something else. */
  get version(): number {
    return this.#version;
  }

  /** Whether there is something to show, be it that there is nothing. */
  get isKnown(): boolean {
    return this.#isKnown;
  }

  /** Whether a name that matches is known. */
  get hasMatch(): boolean {
    return this.#matchCount() > 0;
  }

  /** Why the last answer is not whole. */
  get problem(): Problem | undefined {
    return this.#problem;
  }

  /** When what is shown was true, as of `Date.now`. */
  get asOf(): number {
    return this.#asOf;
  }

  /**
   * Whether AWS is being asked: at the first time, anew, for more, or, longer than anybody likes to wait, in vain so
   * far.
   */
  get asking(): 'no' | 'first' | 'again' | 'more' | 'overdue' {
    if (this.#question === undefined) {
      return 'no';
    }
    return this.#question.isOverdue ? 'overdue' : this.#question.kind;
  }

  /**
   * Asks anew, in place of a question that is still open. Resolves when that is answered, or given up. Those that have
   * just been described need not be described again. What no user waits for does not say that it takes long.
   */
  ask({ isFresh = false, isUnasked = false } = {}): Promise<void> {
    this.isStale = false;
    const isFirst = !this.#isKnown || (this.#arns.length === 0 && this.#problem !== undefined);
    return this.#put(isFirst ? 'first' : 'again', (question) => this.#load(question, isFresh), isUnasked);
  }

  /** Shows another screenful. Resolves when it is there. */
  async more(): Promise<void> {
    this.#limit = Math.min(MOST_ROWS, this.rows.length + SCREENFUL);
    this.#forgetRows();
    this.#tell();
    if (this.#parts.order === undefined && this.#question === undefined) {
      await this.#put('more', (question) => this.#loadPages(question));
    }
    await this.fill();
  }

  /** What matches has changed. Resolves when what is shown now is described. */
  async refilter(): Promise<void> {
    this.#forgetRows();
    this.#tell();
    await this.fill();
  }

  /** Has described what is shown and is not yet; nothing where that is being done. */
  async fill(): Promise<void> {
    this.#forgetRows();
    if (this.#question === undefined && this.#missing().length > 0) {
      await this.#put('more', (question) => this.#describeRest(question));
    }
  }

  /**
   * Takes over what somebody else has asked of those that are shown. What AWS does not know any more is shown as such.
   */
  apply({ items, failures }: Described<T>): void {
    if (this.#question === undefined) {
      this.#take({ items, failures });
      this.#settle(undefined);
      this.#tell();
    }
  }

  /** Somebody else has asked in vain: what is shown stays. */
  fail(problem: Problem): void {
    if (this.#question === undefined) {
      this.#problem = problem;
      this.#tell();
    }
  }

  /** Gives up a question that is open, and tells the reason in place of the answer. What is here stays. */
  cancel(reason: Problem): void {
    if (this.#question !== undefined) {
      this.#end();
      this.#problem = reason;
      this.#isKnown = true;
      this.#tell();
    }
  }

  /** Asks no more, as nobody looks at it; it is stale if it was being asked. */
  pause(): void {
    this.isStale ||= this.#question !== undefined;
    this.#end();
  }

  /** Asks and tells no more. */
  stop(): void {
    this.#end();
    this.#close();
    clearImmediate(this.#telling);
  }

  /** Puts a question. What it rejects with is told; nothing of what it does after its end counts. */
  #put(kind: Question['kind'], run: (question: Question) => Promise<void>, isUnasked = false): Promise<void> {
    this.#end();
    const question = new Question(kind, isUnasked);
    this.#question = question;
    this.#expect(question);
    run(question).then(
      () => this.#conclude(question, undefined),
      (error: unknown) => {
        if (!question.isOver()) {
          this.#conclude(question, this.#parts.toProblem(error));
        }
      },
    );
    return question.over;
  }

  #conclude(question: Question, problem: Problem | undefined): void {
    if (!question.isOver()) {
      question.answer();
      this.#question = undefined;
      if (problem !== undefined && GONE.includes(problem.code)) {
        this.#replace([]);
      }
      this.#settle(problem);
      this.#tell();
    }
  }

  async #load(question: Question, isFresh: boolean): Promise<void> {
    if (this.#parts.order === undefined) {
      await this.#loadPages(question, isFresh);
    } else {
      await this.#loadWhole(question, this.#parts.order, isFresh);
    }
  }

  /** All names, then what is shown of them. */
  async #loadWhole(question: Question, order: (a: string, b: string) => number, isFresh: boolean): Promise<void> {
    const found: string[] = [];
    let told = 0;
    for await (const { arns } of this.#parts.names(question.signal)) {
      if (question.isOver()) {
        return;
      }
      found.push(...arns);
      this.#expect(question);
      if (question.kind === 'first' && arns.length > 0 && found.length >= 2 * told) {
        told = found.length;
        this.#replace(found.toSorted(order));
        this.#problem = undefined;
        this.#isKnown = true;
        this.#tell();
      }
    }
    if (question.isOver()) {
      return;
    }
    const arns = found.toSorted(order);
    const shown = this.#isShown() ? this.#firstOf(arns).filter((arn) => !(isFresh && this.#items.has(arn))) : [];
    if (question.kind === 'first') {
      this.#replace(arns);
      this.#isKnown = true;
    } else {
      const described = shown.length === 0 ? undefined : await this.#parts.describe(shown, question.signal);
      if (question.isOver()) {
        return;
      }
      this.#replace(arns);
      this.#take(described ?? { items: [], failures: new Map() });
    }
    await this.#describeRest(question);
  }

  /** As many pages as it takes to have enough to show, from the first one on, or after those that are shown. */
  async #loadPages(question: Question, isFresh = false): Promise<void> {
    const isAnew = question.kind !== 'more';
    const rest = isAnew ? this.#begin() : this.#rest;
    const arns = isAnew ? [] : [...this.#arns];
    let looked = isAnew ? 0 : this.#looked;
    // A list that is suspended outlives a question about it, but not one that was given up in its middle.
    question.signal.addEventListener('abort', () => this.#close());
    const { isWanted = () => true, orderInPage = () => 0 } = this.#parts;
    for (let page = 0; this.#rest !== undefined && arns.length < this.#limit && page < this.#mostPages(); page += 1) {
      const next = await rest?.pages.next();
      if (question.isOver() || next === undefined) {
        return;
      }
      const names = next.done === true ? [] : next.value.arns;
      const known = isFresh ? names.flatMap((arn) => this.#items.get(arn) ?? []) : [];
      const unknown = isFresh ? names.filter((arn) => !this.#items.has(arn)) : names;
      const described = unknown.length === 0 ? undefined : await this.#parts.describe(unknown, question.signal);
      if (question.isOver()) {
        return;
      }
      const items = [...known, ...(described?.items ?? [])].filter(isWanted).toSorted(orderInPage);
      this.#take({ items, failures: new Map() });
      arns.push(...items.map(({ arn }) => arn));
      looked += names.length;
      this.#expect(question);
      const isLast = next.done === true || !next.value.hasMore;
      if (isLast) {
        this.#close();
      }
      if (question.kind !== 'again' && items.length > 0) {
        this.#looked = looked;
        this.#hasRest = !isLast;
        this.#replace(arns);
        this.#isKnown = true;
        this.#problem = undefined;
        this.#tell();
      }
    }
    this.#looked = looked;
    this.#hasRest = this.#rest !== undefined;
    this.#replace(arns);
  }

  #mostPages(): number {
    return MOST_PAGES + this.#limit / SCREENFUL;
  }

  #begin(): Rest {
    this.#close();
    const abort = new AbortController();
    this.#rest = { pages: this.#parts.names(abort.signal)[Symbol.asyncIterator](), abort };
    return this.#rest;
  }

  #close(): void {
    this.#rest?.abort.abort();
    this.#rest = undefined;
  }

  /** What is shown, and has no description yet: also what has come to be shown in the meantime. */
  async #describeRest(question: Question): Promise<void> {
    for (let missing = this.#missing(); missing.length > 0; missing = this.#missing()) {
      const described = await this.#parts.describe(missing, question.signal);
      if (question.isOver()) {
        return;
      }
      this.#take(described);
      // Else it would be asked for again, for ever.
      missing
        .filter((arn) => !this.#items.has(arn) && !this.#failures.has(arn))
        .forEach((arn) => this.#failures.set(arn, 'MISSING'));
      this.#tell();
    }
  }

  /** Other names: what is known of those that are not among them is forgotten. */
  #replace(arns: readonly string[]): void {
    const here = new Set(arns);
    if (here.size !== this.#here.size || arns.some((arn) => !this.#here.has(arn))) {
      this.#version += 1;
    }
    this.#arns = [...arns];
    this.#here = here;
    for (const known of [this.#items, this.#failures]) {
      [...known.keys()].filter((arn) => !here.has(arn)).forEach((arn) => known.delete(arn));
    }
    this.#forgetRows();
  }

  #take({ items, failures }: Described<T>): void {
    for (const item of items) {
      if (JSON.stringify(item) !== JSON.stringify(this.#items.get(item.arn))) {
        this.#version += 1;
      }
      this.#items.set(item.arn, item);
      this.#failures.delete(item.arn);
    }
    for (const [arn, reason] of failures) {
      this.#failures.set(arn, reason);
    }
    this.#forgetRows();
  }

  #settle(problem: Problem | undefined): void {
    this.#problem = problem;
    this.#isKnown = true;
    if (problem === undefined) {
      this.#asOf = (this.#parts.now ?? Date.now)();
    }
  }

  /** Those of these names that are shown, be they described or not. */
  #firstOf(arns: readonly string[]): readonly string[] {
    const { matches } = this.#parts;
    return (matches === undefined ? arns : arns.filter(matches)).slice(0, this.#limit);
  }

  #shown(): readonly string[] {
    return this.#parts.order === undefined ? this.#arns : this.#firstOf(this.#arns);
  }

  #missing(): readonly string[] {
    return this.#isShown()
      ? this.rows.filter(({ item, failure }) => item === undefined && failure === undefined).map(({ arn }) => arn)
      : [];
  }

  #isShown(): boolean {
    return this.#parts.isShown?.() ?? true;
  }

  #matchCount(): number {
    const { matches } = this.#parts;
    return (this.#matching ??= matches === undefined ? this.#arns.length : this.#arns.filter(matches).length);
  }

  #forgetRows(): void {
    this.#rows = undefined;
    this.#shownArns = undefined;
    this.#matching = undefined;
  }

  /** From now on the next answer is waited for. */
  #expect(question: Question): void {
    const { whenOverdue = whenSlow } = this.#parts;
    question.isOverdue = false;
    question.stopTimer();
    if (question.isUnasked) {
      return;
    }
    question.stopTimer = whenOverdue(() => {
      question.isOverdue = true;
      this.#tell();
    });
  }

  /** Gives up the question that is open. */
  #end(): void {
    this.#question?.giveUp();
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
  /** Whether there is nothing yet to show in its place, or only what is new is asked. */
  readonly kind: 'first' | 'again' | 'more';
  /** Whether no user waits for the answer. */
  readonly isUnasked: boolean;
  /** Resolves when it is answered or given up, however long what was asked goes on. */
  readonly over: Promise<void>;
  #isOver = false;
  isOverdue = false;
  stopTimer = (): void => undefined;
  readonly #abort = new AbortController();
  #resolve: () => void = () => undefined;

  constructor(kind: Question['kind'], isUnasked: boolean) {
    this.kind = kind;
    this.isUnasked = isUnasked;
    this.over = new Promise((resolve) => {
      this.#resolve = resolve;
    });
  }

  /** Aborts where it is given up. */
  get signal(): AbortSignal {
    return this.#abort.signal;
  }

  isOver(): boolean {
    return this.#isOver;
  }

  answer(): void {
    this.stopTimer();
    this.#isOver = true;
    this.#resolve();
  }

  giveUp(): void {
    this.answer();
    this.#abort.abort();
  }
}
