import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { Finding, OpenText } from '../language/api.ts';
import { replaceFile } from '../replace-file.ts';
import { type Counts, type KnownFindings, readBaseline, writeBaseline } from './baseline-file.ts';
import type { Checkout } from './checkout.ts';
import { inWords } from './in-words.ts';
import { readText, reportedPath } from './read-text.ts';
import { STDIN_NAME } from './targets.ts';

/** Hexadecimal digits of a hash: enough that no two places of a file share them. */
const DIGITS = 16;

const NONE: Counts = new Map();

/** Where a baseline is, and whether it is to be written. */
interface BaselineOptions {
  /** As it is named. */
  readonly named: string;
  readonly folder: string;
  readonly checkout: Checkout;
  readonly isUpdated: boolean;
}

/**
 * A file with the findings that are known, so that only new ones are reported. It knows them by their rule and message
 * and a hash of the names that lead to their place, so that it holds whatever line they move to, and nothing of what
 * the files say.
 */
export class Baseline {
  readonly #options: BaselineOptions;
  readonly #file: string;
  /** What is in the file, by path from its folder. */
  readonly #known: KnownFindings;
  /** What there is now in the files that have been looked at. */
  readonly #found = new Map<string, Counts>();

  /** Throws an Error with a sentence where it cannot be read, or is not there and not to be written. */
  constructor(options: BaselineOptions) {
    this.#options = options;
    this.#file = resolve(options.folder, options.named);
    this.#known = this.#read();
  }

  /**
   * Of the findings in a file, those that are to be reported: of one that is known so many times, those after that.
   * While the baseline is written, none that it can hold.
   */
  unknown(path: string, findings: readonly Finding[], text: Pick<OpenText, 'namesAt'>): readonly Finding[] {
    const key = this.#keyOf(path);
    const known = this.#known.get(key) ?? NONE;
    const counts = new Map<string, number>();
    this.#found.set(key, counts);
    return findings.filter((finding) => {
      if (!canBeKnown(finding)) {
        return true;
      }
      const print = fingerprint(finding, text);
      const count = (counts.get(print) ?? 0) + 1;
      counts.set(print, count);
      return !this.#options.isUpdated && count > (known.get(print) ?? 0);
    });
  }

  /** A file that is not checked has none of the findings that are known. */
  passOver(path: string): void {
    this.#found.set(this.#keyOf(path), NONE);
  }

  /** Writes the file, if that is asked for; and says what has become of it, if there is something to say. */
  finish(): readonly string[] {
    if (this.#options.isUpdated) {
      return [this.#update()];
    }
    const gone = sum([...this.#known].flatMap(([path, counts]) => [...counts].map(this.#missing(path))));
    const what = gone === 1 ? '1 finding is' : `${gone} findings are`;
    return gone === 0
      ? []
      : [
          `${what} in the baseline ${this.#options.named}, and no longer in the files: update it with --update-baseline.`,
        ];
  }

  #read(): KnownFindings {
    const { named, folder, checkout, isUpdated } = this.#options;
    if (!existsSync(this.#file)) {
      if (isUpdated) {
        return new Map();
      }
      throw new Error(`There is no baseline ${named}. To write it, add --update-baseline.`);
    }
    const known = readBaseline(readText(this.#file, folder, checkout)?.text);
    if (known === undefined) {
      throw new Error(`${named} is not a baseline. Name another file, or delete it and add --update-baseline.`);
    }
    return known;
  }

  #update(): string {
    const { named } = this.#options;
    const kept = [...this.#known].filter(([path]) => !this.#found.has(path) && this.#isThere(path));
    const all = [...kept, ...this.#found];
    try {
      replaceFile(this.#file, Buffer.from(writeBaseline(new Map(all))));
    } catch (error) {
      throw new Error(`${named} cannot be written: ${inWords(error)}`, { cause: error });
    }
    const total = sum(all.flatMap(([, counts]) => [...counts.values()]));
    return `The baseline ${named} now has ${total === 1 ? '1 finding' : `${total} findings`}.`;
  }

  /** How often what is known of a file is no longer in it. Of a file that was not looked at, that is not known. */
  #missing(path: string): (entry: readonly [print: string, count: number]) => number {
    const found = this.#found.get(path) ?? (this.#isThere(path) ? undefined : NONE);
    return ([print, count]) => (found === undefined ? 0 : Math.max(0, count - (found.get(print) ?? 0)));
  }

  #isThere(path: string): boolean {
    return path === STDIN_NAME || existsSync(resolve(dirname(this.#file), path));
  }

  #keyOf(path: string): string {
    return path === STDIN_NAME ? path : reportedPath(resolve(this.#options.folder, path), dirname(this.#file));
  }
}

/** What is wrong with a configuration, or hides other findings, is always to be reported. */
function canBeKnown({ rule }: Finding): boolean {
  return !rule.startsWith('config/') && rule !== 'task/not-json';
}

function fingerprint({ rule, messageId, range }: Finding, text: Pick<OpenText, 'namesAt'>): string {
  const names = JSON.stringify(text.namesAt(range.start));
  return `${rule} ${messageId} ${createHash('sha256').update(names).digest('hex').slice(0, DIGITS)}`;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}
