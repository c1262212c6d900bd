import { createHmac, randomBytes } from 'node:crypto';
import { AwsError } from '../aws/error.ts';
import type { Parameters } from '../aws/parameters.ts';

export interface Page<Item> {
  readonly items: readonly Item[];
  readonly nextToken: string | undefined;
}

/** The largest page of every ECS list. */
const LARGEST = 100;

/**
 * Cuts lists into pages. A token is opaque and signed, and counts only for the list that it was given for: the same
 * operation with the same filters, on the same simulator.
 */
export class Pages {
  readonly #key = randomBytes(32);

  /** Reads `maxResults` and `nextToken`; throws `InvalidParameterException` where one is not valid. */
  cut<Item>(operation: string, parameters: Parameters, items: readonly Item[], usualSize = LARGEST): Page<Item> {
    const size = parameters.number('maxResults') ?? usualSize;
    if (size < 1 || size > LARGEST) {
      throw invalid(`maxResults must be between 1 and ${LARGEST}.`);
    }
    const { maxResults: _size, nextToken: _token, ...filters } = parameters.values;
    const list = JSON.stringify([operation, Object.entries(filters).sort()]);
    const token = parameters.text('nextToken');
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
      throw invalid('Invalid token.');
    }
    return Number(offset);
  }

  #sign(offset: number, list: string): string {
    return createHmac('sha256', this.#key).update(`${offset} ${list}`).digest('hex');
  }
}

function invalid(message: string): AwsError {
  return new AwsError('InvalidParameterException', message);
}
