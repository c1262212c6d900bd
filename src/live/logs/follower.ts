import type { Gateway } from '../../aws/api/gateway.ts';
import { type LogEvent, MOST_STREAMS } from '../../aws/api/logs.ts';
import { isProblem, Problem } from '../../problem.ts';
import type { ProblemCode } from '../../problem-code.ts';
import { sentence, type Text } from '../../text.ts';
import { type GroupPlace, GroupReader, type ReadOptions, type ReadResult } from './group-reader.ts';
import type { LogLine } from './line.ts';
import { type Attention, Pace } from './pace.ts';
import { groupArn } from './place.ts';
import { Seen } from './seen.ts';
import { LogSources, type LogSubject } from './sources.ts';

/** Whom to ask. */
export type LogQuestions = Pick<Gateway, 'clusters' | 'taskDefinitions' | 'logs'>;

export interface FollowerOptions {
  readonly subject: LogSubject;
  /** A filter pattern of CloudWatch Logs, where AWS is to filter. */
  readonly pattern: string | undefined;
  /** Rejects with a `Problem`. */
  readonly questions: () => Promise<LogQuestions>;
  /** Puts questions that no user waits for. */
  readonly unasked: <T>(question: () => Promise<T>) => Promise<T>;
  /** How closely somebody looks now. */
  readonly attention: () => Attention;
  /** Whether Live Tail may be used, which costs money. */
  readonly mayTail: () => boolean;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Resolves after so many milliseconds, or as soon as the attention has changed; rejects with the signal's reason. */
  readonly wait: (milliseconds: number, signal: AbortSignal) => Promise<void>;
  /** Takes new lines, those of one look in their order; resolves when it can take more. */
  readonly onLines: (lines: readonly LogLine[]) => Promise<void>;
  /** What there was to show at first is shown; called at each run. */
  readonly onFollowing: () => void;
  /** Takes a sentence about what goes on. */
  readonly onNote: (note: Text) => void;
}

/** Milliseconds of the past that are shown at first. */
const PAST = 10 * 60_000;
/** The same of a task that has stopped: ECS tells of such a task for an hour. */
const PAST_OF_STOPPED = 90 * 60_000;
/** Milliseconds that each look goes back before the newest line: CloudWatch Logs hears of lines late. */
const OVERLAP = 60_000;
/** What is read again at most of what is known; where there is more of it, each look goes back less. */
const MOST_AGAIN = 2_000;
const LEAST_OVERLAP = 10_000;
/** Milliseconds between two questions which tasks there are. */
const TASKS_EVERY: Readonly<Record<Attention, number>> = { close: 15_000, aside: 30_000, away: 60_000 };
/** Milliseconds between two words that Live Tail shows a sample. */
const SAMPLED_EVERY = 60_000;
/** What passes by itself. */
const PASSING: ReadonlySet<ProblemCode> = new Set(['throttled', 'no-network', 'no-answer', 'aws-server']);
/** What is wrong with one log group, so that others can be read all the same. */
const OF_GROUP: ReadonlySet<ProblemCode> = new Set(['access-denied', 'log-class', 'log-group-not-found']);
/** Where there is no Live Tail: by partition of an ARN (CloudWatch Logs user guide, "Live Tail"). */
const WITHOUT_TAIL: ReadonlySet<string> = new Set(['aws-cn', 'aws-us-gov']);

/**
 * Follows logs: what was written in the last ten minutes, and then what comes. It asks every few seconds, or listens to
 * Live Tail where it may. What was shown is not shown again, also when it is run again after a failure or a pause.
 */
export class LogFollower {
  readonly #options: FollowerOptions;
  readonly #sources: LogSources;
  readonly #seen = new Seen();
  readonly #pace = new Pace();
  readonly #readers = new Map<string, GroupReader>();
  /** Those of them whose group cannot be read, which was said. They are asked again when this is run again. */
  readonly #unreadable = new Set<GroupReader>();
  /** Time of the newest line. */
  #newest: number | undefined;
  #overlap = OVERLAP;
  #tasksAt = -Infinity;
  /** What has become of tasks, to be said after the next look: each of them begins and ends once. */
  readonly #ends: Text[] = [];
  #hasLooked = false;
  #isFailing = false;
  #isWithoutTail = false;
  #sampledAt = -Infinity;

  constructor(options: FollowerOptions) {
    this.#options = options;
    this.#sources = new LogSources(options.subject, options.now);
  }

  /**
   * Resolves when no more lines will come, of a task that has stopped. Rejects with a `Problem` that does not pass by
   * itself, or with the signal's reason. It can be run again then.
   */
  async run(signal: AbortSignal): Promise<void> {
    const { attention, wait, onNote, onFollowing, unasked } = this.#options;
    // Somebody waits for the first look.
    let isAsked = true;
    this.#unreadable.clear();
    for (;;) {
      try {
        await (isAsked ? this.#once(signal) : unasked(() => this.#once(signal)));
        if (isAsked) {
          isAsked = false;
          onFollowing();
        }
        await unasked(async () => this.#tail(await this.#options.questions(), signal));
      } catch (error) {
        signal.throwIfAborted();
        if (!isProblem(error) || !PASSING.has(error.code)) {
          throw error;
        }
        if (!this.#isFailing) {
          this.#isFailing = true;
          onNote(sentence('{0} It is tried again.', error.sentence));
        }
        this.#pace.failed();
      }
      // Where the last look has failed, there may be lines that it did not bring.
      if (this.#sources.isOver && !this.#isFailing) {
        return;
      }
      const calls = this.#readable.reduce((sum, reader) => sum + reader.calls, 0);
      await wait(this.#pace.pause(attention(), calls), signal);
    }
  }

  async #once(signal: AbortSignal): Promise<void> {
    const questions = await this.#options.questions();
    await this.#refreshWhenDue(questions, signal);
    await this.#look(questions, signal);
    if (this.#isFailing) {
      this.#isFailing = false;
      this.#options.onNote(sentence('AWS answers again.'));
    }
  }

  /** Asks for the tasks where that is due; resolves with whether it was. */
  async #refreshWhenDue(questions: LogQuestions, signal: AbortSignal): Promise<boolean> {
    const { now, attention, onNote } = this.#options;
    if (now() - this.#tasksAt < TASKS_EVERY[attention()]) {
      return false;
    }
    const notes = await this.#sources.refresh(questions, signal);
    this.#tasksAt = now();
    const places = this.#sources.groups;
    if (places.length === 0 && this.#sources.elsewhere.length > 0) {
      throw new Problem('logs-elsewhere', together(this.#sources.elsewhere));
    }
    for (const { region, group, streams } of places) {
      const key = `${region}/${group}`;
      const reader = this.#readers.get(key) ?? new GroupReader(questions.logs, { region, group }, this.#seen);
      reader.streams = streams;
      this.#readers.set(key, reader);
    }
    if (!this.#hasLooked) {
      this.#sources.elsewhere.forEach(onNote);
    }
    // What a task wrote last comes before the word that it has stopped.
    this.#ends.push(...notes);
    if (notes.length > 0) {
      await this.#look(questions, signal);
    }
    return true;
  }

  async #look(questions: LogQuestions, signal: AbortSignal): Promise<void> {
    const { pattern, now, onNote } = this.#options;
    const from = this.#from();
    const results: (readonly [GroupPlace, readonly LogEvent[]])[] = [];
    let read = 0;
    let isCut = false;
    for (const reader of this.#readable) {
      reader.logs = questions.logs;
      const result = await this.#read(reader, { from, pattern, now: now(), signal });
      if (result === undefined) {
        continue;
      }
      read += result.read;
      isCut ||= result.isCut;
      results.push([reader.place, result.events]);
    }
    // They are known only now that all questions are answered: where one fails, the next look reads all of them again.
    const lines = results.flatMap(([place, events]) =>
      this.#linesOf(
        place,
        events.filter((event) => this.#seen.read(event)),
      ),
    );
    this.#overlap = Math.max(LEAST_OVERLAP, Math.min(OVERLAP, (OVERLAP * MOST_AGAIN) / Math.max(1, read)));
    if (isCut) {
      onNote(sentence('There are more lines than can be shown. Older ones are left out here.'));
    }
    await this.#show(lines);
    this.#pace.came(lines.length);
    if (!this.#hasLooked) {
      this.#hasLooked = true;
      this.#sayNothingYet(lines.length);
    }
    this.#ends.splice(0).forEach(onNote);
  }

  /** Undefined where this group cannot be read, but another can. Rejects with why, where there is no other. */
  async #read(reader: GroupReader, options: ReadOptions): Promise<ReadResult | undefined> {
    try {
      return await reader.read(options);
    } catch (error) {
      if (!isProblem(error) || !OF_GROUP.has(error.code) || this.#readable.length === 1) {
        throw error;
      }
      this.#unreadable.add(reader);
      this.#options.onNote(sentence('Log group "{0}" is left out: {1}', reader.place.group, error.sentence));
      return undefined;
    }
  }

  get #readable(): readonly GroupReader[] {
    return [...this.#readers.values()].filter((reader) => !this.#unreadable.has(reader));
  }

  #sayNothingYet(lines: number): void {
    const { subject, onNote } = this.#options;
    if (lines > 0) {
      return;
    }
    const readers = this.#readable;
    const [reader] = readers;
    const isWaiting = readers.every((each) => each.existing.size === 0);
    if (subject.kind === 'task' && this.#isStopped) {
      onNote(sentence('It has not left any lines.'));
    } else if (isWaiting) {
      onNote(
        reader === undefined
          ? sentence('No task has started yet. Waiting for its first line…')
          : sentence('Nothing was written to log group "{0}" yet. Waiting for the first line…', reader.place.group),
      );
    } else {
      onNote(sentence('Nothing was written in the last {0} minutes. Waiting for the next line…', PAST / 60_000));
    }
  }

  get #isStopped(): boolean {
    const { subject } = this.#options;
    return subject.kind === 'task' && subject.task.lastStatus === 'STOPPED';
  }

  /** Since when events are read. */
  #from(): number {
    const { now } = this.#options;
    // One container's clock may be ahead of all others.
    return this.#newest === undefined
      ? now() - (this.#isStopped ? PAST_OF_STOPPED : PAST)
      : Math.min(this.#newest, now()) - this.#overlap;
  }

  /** Listens to Live Tail where it may, until the session ends, or other streams are to be listened to. */
  async #tail(questions: LogQuestions, signal: AbortSignal): Promise<void> {
    const { now, mayTail, onNote } = this.#options;
    const reader = mayTail() && !this.#isWithoutTail && !this.#isStopped ? this.#onlyReader() : undefined;
    if (reader === undefined) {
      return;
    }
    const streams = [...reader.existing];
    const { place } = reader;
    const arn = groupArn(this.#sources.anyTask ?? '', place.region, place.group);
    const asked = { ...place, streams, groupArn: arn, pattern: this.#options.pattern };
    let isOpen = false;
    try {
      for await (const { events, sampled } of questions.logs.liveTail(asked, signal)) {
        if (!isOpen) {
          isOpen = true;
          onNote(sentence('Live Tail is on. AWS charges for each minute of it.'));
          await this.#look(questions, signal);
        }
        await this.#show(
          this.#linesOf(
            place,
            events.filter((event) => this.#seen.tailed(event)),
          ),
        );
        if (sampled && now() - this.#sampledAt > SAMPLED_EVERY) {
          onNote(sentence('Sampled: more than 500 lines came in a second, and CloudWatch Logs shows 500 of them.'));
          this.#sampledAt = now();
        }
        if (!mayTail() || this.#sources.isOver) {
          return;
        }
        const isDue = await this.#refreshWhenDue(questions, signal);
        if (isDue && reader.isWaiting) {
          await this.#look(questions, signal);
        }
        if (reader.existing.size !== streams.length || streams.some((stream) => !reader.existing.has(stream))) {
          return;
        }
      }
    } catch (error) {
      signal.throwIfAborted();
      if (!isProblem(error) || PASSING.has(error.code)) {
        throw error;
      }
      this.#isWithoutTail = true;
      onNote(sentence('{0} Without Live Tail, new lines are asked for every few seconds.', error.sentence));
    }
  }

  /** Live Tail listens to chosen streams of one group only. Says so where there are others. */
  #onlyReader(): GroupReader | undefined {
    const readers = this.#readable;
    const [reader] = readers;
    const partition = this.#sources.anyTask?.split(':')[1] ?? '';
    const reason = WITHOUT_TAIL.has(partition)
      ? sentence('There is no Live Tail in this region. New lines are asked for every few seconds.')
      : readers.length > 1 || (reader?.existing.size ?? 0) > MOST_STREAMS
        ? sentence('Live Tail takes one log group and {0} containers. New lines are asked for instead.', MOST_STREAMS)
        : undefined;
    if (reason !== undefined) {
      this.#isWithoutTail = true;
      this.#options.onNote(reason);
      return undefined;
    }
    return reader === undefined || reader.existing.size === 0 ? undefined : reader;
  }

  #linesOf(place: GroupPlace, events: readonly LogEvent[]): readonly LogLine[] {
    return events.flatMap((event) => this.#sources.lineOf(place, event) ?? []);
  }

  async #show(lines: readonly LogLine[]): Promise<void> {
    if (lines.length === 0) {
      return;
    }
    const sorted = lines.toSorted((a, b) => a.time - b.time);
    this.#newest = Math.max(this.#newest ?? 0, sorted.at(-1)?.time ?? 0);
    // Of a task that has stopped, the last ten minutes are what it wrote before its end.
    const shown = this.#isStopped ? sorted.filter(({ time }) => time > (this.#newest ?? 0) - PAST) : sorted;
    await this.#options.onLines(shown);
  }
}

function together(sentences: readonly Text[]): Text {
  return sentences.reduce((all, next) => sentence('{0} {1}', all, next));
}
