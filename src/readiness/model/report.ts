import type { Text } from '../../text.ts';
import type { CheckId, Judgement } from './check.ts';
import type { Place } from './facts.ts';
import type { NetworkPath } from './network-path.ts';

/** Why a container can, or cannot, be exec'd into. */
export interface Report {
  readonly place: Place;
  /**
   * `not-ready` where a check fails; `could-not-tell` where exec may fail for what one warns of, or what matters is not
   * known; else `ready`.
   */
  readonly verdict: 'ready' | 'not-ready' | 'could-not-tell';
  /**
   * The sentence of the first check that fails, else of the first that warns of what exec may fail for, else that some
   * have no answer, else of the first other warning, else that all is well as far as AWS tells.
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

/** How far a report is: all of its checks in their order, each with its state once it is judged. */
export type Progress = readonly Judging[];

export interface Judging {
  readonly id: CheckId;
  readonly title: Text;
  /** Undefined while AWS has not answered what it needs. */
  readonly state: Judged['state'] | undefined;
}

/** A check and what it found. */
export interface Judged extends Judgement {
  readonly id: CheckId;
  readonly title: Text;
}
