import type { Text } from '../../text.ts';
import type { CheckId, Judgement } from './check.ts';
import type { Place } from './facts.ts';
import type { NetworkPath } from './network-path.ts';

/** Why a container can, or cannot, be exec'd into. */
export interface Report {
  readonly place: Place;
  /** `ready` where no check fails; `not-ready` where one does; `could-not-tell` where what matters is not known. */
  readonly verdict: 'ready' | 'not-ready' | 'could-not-tell';
  /**
   * The sentence of the first check that fails, else of the first that warns, else that all is well as far as could be
   * told.
   */
  readonly sentence: Text;
  /** In order of `CHECK_IDS`. */
  readonly checks: readonly Judged[];
  /** Ways to the services that a session needs; empty where the network is not known. */
  readonly paths: readonly NetworkPath[];
  /** When AWS was asked. */
  readonly at: Date;
  /** Calls that were made to AWS for it. */
  readonly calls: number;
}

/** A check and what it found. */
export interface Judged extends Judgement {
  readonly id: CheckId;
  readonly title: Text;
}
