import * as vscode from 'vscode';
import type { Container, Task } from '../../aws/api/tasks.ts';
import type { ContainerPlace } from '../../live/container.ts';
import type { Progress, Report } from '../../readiness/model/report.ts';
import type { Text } from '../../text.ts';
import { Owner } from '../disposable.ts';

/** What makes reports and writes them; a bundle of its own. */
export interface Readiness {
  /** Asks AWS about a container, and judges it. `hear` is told how far it is. Rejects with a `Problem`. */
  readonly makeReport: (
    place: ContainerPlace,
    options: { readonly signal: AbortSignal; readonly hear: (progress: Progress) => void },
  ) => Promise<Report>;
  readonly toMarkdown: (report: Report, say: (text: Text) => string) => string;
  readonly toJson: (report: Report) => string;
}

/** Containers whose last report is remembered; the oldest gives way. */
const MOST_REPORTS = 50;
/** Milliseconds for which a report that was made of a failure is shown without asking again. */
const FRESH = 30_000;

export interface DeskOptions {
  readonly load: () => Promise<Readiness>;
  /** Milliseconds from any beginning. */
  readonly now: () => number;
}

interface Kept {
  readonly report: Report;
  /** Milliseconds, where it was made of a failure and has not been shown yet. */
  madeAt: number | undefined;
  /** How the container looked when the tree showed it first with this report. */
  looks: string | undefined;
}

/** Makes the reports on containers, and remembers the last one of each. */
export class ReportDesk extends Owner {
  readonly #options: DeskOptions;
  /** By place, the oldest first. */
  readonly #kept = new Map<string, Kept>();
  #readiness: Promise<Readiness> | undefined;
  readonly #made = this.own(new vscode.EventEmitter<ContainerPlace>());

  /** There is another report on a container. */
  readonly onDidMake = this.#made.event;

  constructor(options: DeskOptions) {
    super();
    this.#options = options;
  }

  async make(place: ContainerPlace, signal: AbortSignal, hear: (progress: Progress) => void): Promise<Report> {
    const { makeReport } = await this.#load();
    const report = await makeReport(place, { signal, hear });
    signal.throwIfAborted();
    const key = keyOf(place);
    this.#kept.delete(key);
    this.#kept.set(key, { report, madeAt: undefined, looks: undefined });
    for (const oldest of [...this.#kept.keys()].slice(0, -MOST_REPORTS)) {
      this.#kept.delete(oldest);
    }
    this.#made.fire(place);
    return report;
  }

  /** What stands in the way, in one sentence; undefined where nothing is known to. For who has met a failure. */
  async verdict(place: ContainerPlace, signal: AbortSignal): Promise<Text | undefined> {
    const { verdict, sentence, checks } = await this.make(place, signal, () => undefined);
    const kept = this.#kept.get(keyOf(place));
    if (kept !== undefined) {
      kept.madeAt = this.#options.now();
    }
    // After a failure, what exec may fail for is the best that is known.
    const isKnown =
      verdict === 'not-ready' || checks.some(({ state, mayFail }) => state === 'warn' && mayFail === true);
    return isKnown ? sentence : undefined;
  }

  /** The report that has just been made of a failure, once: who asks again wants to know what is so now. */
  takeFresh(place: ContainerPlace): Report | undefined {
    const kept = this.#kept.get(keyOf(place));
    const madeAt = kept?.madeAt;
    if (kept === undefined || madeAt === undefined) {
      return undefined;
    }
    kept.madeAt = undefined;
    return this.#options.now() - madeAt < FRESH ? kept.report : undefined;
  }

  /** What the last report on a container says first, until the container looks otherwise than it did then. */
  said(place: ContainerPlace, task: Task, container: Container): Pick<Report, 'verdict' | 'sentence'> | undefined {
    const key = keyOf(place);
    const kept = this.#kept.get(key);
    if (kept === undefined) {
      return undefined;
    }
    const looks = looksOf(task, container);
    kept.looks ??= looks;
    if (kept.looks !== looks) {
      this.#kept.delete(key);
      return undefined;
    }
    return kept.report;
  }

  #load(): Promise<Readiness> {
    return (this.#readiness ??= this.#options.load());
  }

  /** As text for a shell, an issue or a chat. */
  async markdown(report: Report, say: (text: Text) => string): Promise<string> {
    return (await this.#load()).toMarkdown(report, say);
  }

  async json(report: Report): Promise<string> {
    return (await this.#load()).toJson(report);
  }
}

/** Tells a container from all others. */
export function keyOf({ connection, clusterArn, taskArn, container }: ContainerPlace): string {
  return JSON.stringify([connection.key, clusterArn, taskArn, container]);
}

/** What of a container changes when its readiness may have. */
function looksOf({ lastStatus, desiredStatus, execEnabled }: Task, container: Container): string {
  return JSON.stringify([lastStatus, desiredStatus, execEnabled, container.lastStatus, container.execAgent]);
}
