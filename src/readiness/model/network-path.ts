import type { Text } from '../../text.ts';
import type { Mend } from './mend.ts';

/** The way from a task to one service of AWS, hop by hop: what is drawn, and said in words. */
export interface NetworkPath {
  /** `ssmmessages`, `kms`, `logs` or `s3`. */
  readonly service: string;
  /**
   * `warn` where it works, though not as it seems to be meant, or `mayFail`; `unknown` where it could not be told.
   */
  readonly state: 'pass' | 'fail' | 'warn' | 'unknown';
  readonly mayFail?: boolean;
  /** What is so, or what is wrong, in one sentence. */
  readonly sentence: Text;
  /** From the task to the service. Those behind a broken one are left out. */
  readonly hops: readonly Hop[];
  /** What helps, the best first. */
  readonly mends: readonly Mend[];
  /** IAM actions that would have told more. */
  readonly permissions: readonly string[];
}

export interface Hop {
  readonly kind:
    | 'task'
    | 'interface'
    | 'security-group'
    | 'subnet'
    | 'acl'
    | 'route-table'
    | 'gateway'
    | 'endpoint'
    | 'endpoint-security-group'
    | 'endpoint-acl'
    | 'endpoint-policy'
    | 'dns'
    | 'service';
  /** An ID or a name, as AWS gives it; `?` where it is not known. */
  readonly name: string;
  readonly state: 'pass' | 'fail' | 'warn' | 'unknown';
  /** What this hop lets through, or why it does not, in a few words. */
  readonly remark: Text;
}
