import { later } from './clock.ts';

/** Milliseconds after which somebody who waits for AWS should hear that it goes on. */
const SLOW = 3_000;

/** Calls once, when AWS has not answered for long enough to be worth a word. What it returns prevents that. */
export function whenSlow(tell: () => void): () => void {
  return later(SLOW, tell);
}
