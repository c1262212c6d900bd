import type { Text } from '../../text.ts';

/** Something that AWS was asked for. */
export type Fact<Value> =
  | { readonly state: 'known'; readonly value: Value }
  /** It could not be found out: the call was not allowed or failed, or what it needs is itself unknown. */
  | {
      readonly state: 'unknown';
      /** Why, as a clause: `because you are not allowed ec2:DescribeSubnets`. */
      readonly why: Text;
      /** The IAM action that was refused; undefined where something else was the matter. */
      readonly permission: string | undefined;
    };
