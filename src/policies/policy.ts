import type { Text } from '../text.ts';

/** The policies that ECS Exec needs, and those that guard it. */
export const POLICY_IDS = ['task-role', 'browse', 'exec', 'ports', 'guard-sessions', 'guard-launches'] as const;

export type PolicyId = (typeof POLICY_IDS)[number];

/** What a policy may name that is not known where it is made. Each form writes it in its own way. */
export type Hole = 'partition' | 'region' | 'account' | 'cluster' | 'key';

/** A text with holes in it: its parts stand one behind the other. */
export type Written = readonly (string | { readonly hole: Hole })[];

/** A policy, in whichever form it will be written. */
export interface Policy {
  readonly id: PolicyId;
  /** What somebody with it may do, or may not, in a few words. */
  readonly title: Text;
  /** What there is to know before it is used; undefined for most. */
  readonly remark: Text | undefined;
  readonly statements: readonly Statement[];
}

export interface Statement {
  /** Letters and digits; unlike that of any other statement of any of the policies. */
  readonly sid: string;
  readonly effect: 'Allow' | 'Deny';
  readonly actions: readonly string[];
  readonly resources: readonly Written[];
  readonly conditions: readonly Condition[];
}

export interface Condition {
  readonly operator: 'StringEquals' | 'StringLike' | 'ArnEquals';
  readonly key: string;
  readonly values: readonly Written[];
}
