import type { Clock } from '../clock.ts';

/** Notes in a minute. A frame of unknown type is worth one, but whoever sends them may send thousands in a second. */
export const MOST_NOTES = 300;
const MINUTE = 60_000;

/** Passes notes on to a log, and of too many in a minute says how many there were. */
export function limitedLog(clock: Clock, log: (line: string) => void): (line: string) => void {
  let since = clock.now();
  let notes = 0;
  return (line) => {
    if (clock.now() - since >= MINUTE) {
      if (notes > MOST_NOTES) {
        log(`${notes - MOST_NOTES} more notes in a minute are left out`);
      }
      since = clock.now();
      notes = 0;
    }
    notes++;
    if (notes <= MOST_NOTES) {
      log(line);
    }
  };
}
