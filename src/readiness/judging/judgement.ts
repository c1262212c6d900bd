import { sentence, type Text } from '../../text.ts';
import type { Evidence, Judgement } from '../model/check.ts';
import type { Fact } from '../model/fact.ts';
import type { Mend } from '../model/mend.ts';

type UnknownFact = Extract<Fact<unknown>, { state: 'unknown' }>;

/** What goes with a judgement; all of it may be left out. */
interface Rest {
  /** Of a warning: whether exec may fail for this reason. */
  readonly mayFail?: boolean | undefined;
  readonly evidence?: readonly Evidence[];
  readonly mends?: readonly Mend[];
  readonly permissions?: readonly string[];
}

/** A judgement, with what goes with it. */
export function judged(state: Judgement['state'], words: Text, rest: Rest = {}): Judgement {
  return {
    state,
    ...(state === 'warn' && { mayFail: rest.mayFail === true }),
    sentence: words,
    evidence: rest.evidence ?? [],
    mends: rest.mends ?? [],
    permissions: rest.permissions ?? [],
  };
}

/** Not known, because something that AWS was asked for is not; the first says why, and all say what to ask for. */
export function couldNotTell([first, ...others]: readonly [UnknownFact, ...UnknownFact[]], rest: Rest = {}): Judgement {
  const refused = [first, ...others].flatMap(({ permission }) => permission ?? []);
  return judged('unknown', sentence('Could not tell, {0}.', first.why), {
    ...rest,
    permissions: [...new Set([...refused, ...(rest.permissions ?? [])])],
  });
}

/** Not known, for a reason of another kind, a clause: `because …`. */
export function unclear(why: Text, rest: Rest = {}): Judgement {
  return judged('unknown', sentence('Could not tell, {0}.', why), rest);
}

/** It is known that the task is gone: whatever is asked about it has no answer. */
export function taskIsGone(): Judgement {
  return unclear(sentence('because ECS no longer knows the task'));
}

/** One piece of evidence; none where AWS says nothing. Times are in UTC, to the second. */
export function evidence(label: Text, value: Text | string | number | boolean | Date | undefined): readonly Evidence[] {
  if (value === undefined || value === '') {
    return [];
  }
  return [{ label, value: typeof value === 'object' ? inWords(value) : String(value) }];
}

function inWords(value: Text | Date): Text | string {
  if (!(value instanceof Date)) {
    return value;
  }
  return Number.isNaN(value.getTime()) ? '?' : `${value.toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}

/** Several names, one after the other. */
export function listed(names: readonly string[]): string {
  return names.join(', ');
}
