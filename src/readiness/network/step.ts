import { sentence, type Text } from '../../text.ts';
import type { Fact } from '../model/fact.ts';
import type { Mend } from '../model/mend.ts';
import type { Hop, NetworkPath } from '../model/network-path.ts';

/** A hop, and what is said of the whole path where this hop decides about it. */
export interface Step {
  readonly hop: Hop;
  /** Of a hop that does not pass. */
  readonly sentence?: Text;
  readonly mends?: readonly Mend[];
  /** Of a warning: whether the path works all the same. Else it may fail. */
  readonly works?: boolean;
  /** The IAM action that would have told more. */
  readonly permission?: string | undefined;
}

type Kind = Hop['kind'];

export function passes(kind: Kind, name: string, remark: Text): Step {
  return { hop: { kind, name, state: 'pass', remark } };
}

/** A hop that does not pass: what it does in a few words, and what that means for the path. */
export function stops(
  state: 'fail' | 'warn' | 'unknown',
  hop: Pick<Hop, 'kind' | 'name' | 'remark'>,
  words: Text,
  mends: readonly Mend[] = [],
): Step {
  return { hop: { ...hop, state }, sentence: words, mends };
}

/** A hop that nothing can be said of, because a fact is not known. */
export function untold(
  kind: Kind,
  name: string,
  { why, permission }: Extract<Fact<unknown>, { state: 'unknown' }>,
  about: Text,
): Step {
  const remark = sentence('Could not be told {0}', why);
  return { hop: { kind, name, state: 'unknown', remark }, sentence: about, permission };
}

/** In place of the name of a hop of which no name is known. */
const NOT_KNOWN = '?';

/** The path that these steps make, up to the first that is broken. `well` is said where all of them pass. */
export function pathOf(service: string, steps: readonly Step[], well: Text): NetworkPath {
  const broken = steps.findIndex(({ hop }) => hop.state === 'fail');
  const shown = broken < 0 ? steps : steps.slice(0, broken + 1);
  const deciding =
    steps[broken] ??
    shown.find(({ hop }) => hop.state === 'unknown') ??
    shown.find(({ hop, works }) => hop.state === 'warn' && works !== true) ??
    shown.find(({ hop }) => hop.state === 'warn');
  return {
    service,
    state: deciding?.hop.state ?? 'pass',
    mayFail: deciding?.hop.state === 'warn' && deciding.works !== true,
    sentence: deciding?.sentence ?? well,
    hops: shown.map(({ hop }) => (hop.name === '' ? { ...hop, name: NOT_KNOWN } : hop)),
    mends: deciding?.mends ?? [],
    permissions: [...new Set(shown.flatMap(({ permission }) => permission ?? []))],
  };
}
