import { createHmac, randomBytes } from 'node:crypto';
import { invalid } from './input.ts';

/** Where in an answer the next page begins. */
export interface Place {
  readonly position: number;
  /** Pages before it. */
  readonly page: number;
  /** When the first page was asked for: what came later is in none of them. */
  readonly asOf: number;
}

/** Tokens of the service: opaque, signed, and good only for the question that they were given for. */
export class LogTokens {
  readonly #key = randomBytes(32);

  write(question: object, place: Place): string {
    const words = JSON.stringify(place);
    return Buffer.from(`${words}\n${this.#sign(words, question)}`).toString('base64url');
  }

  /** The first place where there is no token. Throws as the service does where it is not one of these. */
  read(question: object, token: string | undefined): Place {
    if (token === undefined) {
      return { position: 0, page: 0, asOf: Date.now() };
    }
    const [words = '', signature] = Buffer.from(token, 'base64url').toString().split('\n');
    if (signature !== this.#sign(words, question)) {
      throw invalid('The specified nextToken is invalid.');
    }
    return JSON.parse(words) as Place;
  }

  #sign(words: string, question: object): string {
    return createHmac('sha256', this.#key)
      .update(`${words} ${JSON.stringify(question)}`)
      .digest('hex');
  }
}
