import { createHmac, randomBytes } from 'node:crypto';
import { AwsError } from './error.ts';
import type { Parameters } from './parameters.ts';

export interface Page<Item> {
  readonly items: readonly Item[];
  readonly nextToken: string | undefined;
}

/** The largest page of almost every list. */
const LARGEST = 100;

/** How a service names what a list is given, and what it answers where that is not valid. */
export interface PageNames {
  readonly size: string;
  readonly token: string;
  readonly error: string;
  /** The sizes that a page may have; 1 to 100 unless given. */
  readonly least?: number;
  readonly largest?: number;
}

const OF_ECS: PageNames = { size: 'maxResults', token: 'nextToken', error: 'InvalidParameterException' };

/**
 * Cuts lists into pages. A token is opaque and signed, and counts only for the list that it was given for: the same
 * operation with the same filters, on the same simulator.
 */
export class Pages {
  readonly #key = randomBytes(32);
  readonly #names: PageNames;

  constructor(names = OF_ECS) {
    this.#names = names;
  }

  /**
   * Reads the size and the token of a list; throws where one is not valid. However many are asked for, a page has no
   * more than `most`.
   */
  cut<Item>(
    operation: string,
    parameters: Parameters,
    items: readonly Item[],
    usualSize = LARGEST,
    most = Infinity,
  ): Page<Item> {
    const names = this.#names;
    const { least = 1, largest = LARGEST } = names;
    const given = parameters.number(names.size);
    if (given !== undefined && (given < least || given > largest)) {
      throw new AwsError(names.error, `${names.size} must be between ${least} and ${largest}.`);
    }
    const size = Math.min(given ?? usualSize, most);
    const filters = Object.entries(parameters.values).filter(([name]) => name !== names.size && name !== names.token);
    const list = JSON.stringify([operation, filters.sort()]);
    const token = parameters.text(names.token);
    const start = token === undefined ? 0 : this.#read(token, list);
    const end = start + size;
    return { items: items.slice(start, end), nextToken: end < items.length ? this.#write(end, list) : undefined };
  }

  #write(offset: number, list: string): string {
    return Buffer.from(`${offset}.${this.#sign(offset, list)}`).toString('base64');
  }

  #read(token: string, list: string): number {
    const [offset = '', signature] = Buffer.from(token, 'base64').toString().split('.');
    if (signature !== this.#sign(Number(offset), list)) {
      throw new AwsError(this.#names.error, 'Invalid token.');
    }
    return Number(offset);
  }

  #sign(offset: number, list: string): string {
    return createHmac('sha256', this.#key).update(`${offset} ${list}`).digest('hex');
  }
}
