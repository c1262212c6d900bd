import type { Text } from '../../text.ts';
import type { FactName, Facts, Place } from './facts.ts';
import type { Mend } from './mend.ts';

/** All checks, in the order in which they are judged: the first that fails is what the report says first. */
export const CHECK_IDS = [
  'task-running',
  'exec-enabled',
  'exec-agent',
  'platform',
  'task-definition',
  'task-role',
  'role-trust',
  'role-permissions',
  'network-path',
  'kms-key',
  'cloudwatch-log',
  's3-log',
  'image-can-log',
  'caller-exec',
  'caller-channel',
  'sessions-left',
  'deployment-under-way',
  'runtime-environment',
] as const;

export type CheckId = (typeof CHECK_IDS)[number];

/** What a check finds. */
export interface Judgement {
  /** `not-needed` where it is about something that this container does without, such as a key. */
  readonly state: 'pass' | 'fail' | 'warn' | 'unknown' | 'not-needed';
  /** Of a warning: whether exec may fail for this reason. Other warnings are about what works, though not as meant. */
  readonly mayFail?: boolean;
  /** What is so, or what is wrong, in one sentence. */
  readonly sentence: Text;
  /** What shows it: the fields that AWS told, and their values. */
  readonly evidence: readonly Evidence[];
  /** What helps, the best first. */
  readonly mends: readonly Mend[];
  /** IAM actions that would have told more. */
  readonly permissions: readonly string[];
}

/** One thing that AWS told. No secret, and no value of an environment variable, is ever among them. */
export interface Evidence {
  readonly label: Text;
  readonly value: Text | string;
}

/** One reason why a container can, or cannot, be exec'd into. Pure: the same facts give the same judgement. */
export interface Check<Need extends FactName = FactName> {
  readonly id: CheckId;
  /** A few words that name what it looks at. They stand above any state, and so claim none. */
  readonly title: Text;
  /** The facts that it looks at. */
  readonly needs: readonly Need[];
  judge(facts: Facts<Need>, place: Place): Judgement;
}
