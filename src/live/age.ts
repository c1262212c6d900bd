import { sentence, type Text } from '../text.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/**
 * How long ago something was, in its largest unit. `now` is in milliseconds; what is said to be in the future, by a
 * clock that is ahead of this one, is now.
 */
export function age(since: Date, now: number): Text {
  const milliseconds = Math.max(0, now - since.getTime());
  if (milliseconds < MINUTE) {
    return sentence('{0} s', Math.floor(milliseconds / SECOND));
  }
  if (milliseconds < HOUR) {
    return sentence('{0} min', Math.floor(milliseconds / MINUTE));
  }
  if (milliseconds < 2 * DAY) {
    return sentence('{0} h', Math.floor(milliseconds / HOUR));
  }
  return sentence('{0} days', Math.floor(milliseconds / DAY));
}
