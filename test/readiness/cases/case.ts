import type { Judgement } from '../../../src/readiness/model/check.ts';
import type { Facts } from '../../../src/readiness/model/facts.ts';
import type { Mend } from '../../../src/readiness/model/mend.ts';

/** What a check is to find where these facts differ from those of a container that is ready. */
export interface Case {
  readonly name: string;
  readonly facts?: Partial<Facts>;
  readonly state: Judgement['state'];
  /** Of a warning: whether exec may fail for it. */
  readonly mayFail?: boolean;
  readonly says: RegExp;
  /** Their kinds, all of them in order; none where nothing is said. */
  readonly mends?: readonly Mend['kind'][];
  /** Values by label, of which there may be more. */
  readonly evidence?: Readonly<Record<string, string>>;
  /** What some of the evidence says. */
  readonly means?: RegExp;
  readonly permissions?: readonly string[];
  /** What must stand in the mends, written as JSON. */
  readonly mending?: RegExp;
}

export interface Cases {
  /** States that the check never has, each with the reason. */
  readonly never: Partial<Record<Judgement['state'], string>>;
  readonly list: readonly Case[];
}
