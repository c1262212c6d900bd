import { sentence, type Text } from '../../text.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** How long ago something was, in its largest unit alone: a row need not be drawn anew each minute. */
export function age(since: Date, now: Date): Text {
  // Clocks differ.
  return span(Math.max(0, now.getTime() - since.getTime()));
}

/** A time, given in milliseconds, in its largest unit. */
export function span(milliseconds: number): Text {
  if (milliseconds < MINUTE) {
    return sentence('under 1 min');
  }
  if (milliseconds < HOUR) {
    return sentence('{0} min', Math.floor(milliseconds / MINUTE));
  }
  if (milliseconds < DAY) {
    return sentence('{0} h', Math.floor(milliseconds / HOUR));
  }
  const days = Math.floor(milliseconds / DAY);
  return days === 1 ? sentence('1 day') : sentence('{0} days', days);
}
