import type { Text } from '../../text.ts';

/** Something that AWS was asked for. */
export type Fact<Value> = Known<Value> | Unknown;

export interface Known<Value> {
  readonly state: 'known';
  readonly value: Value;
}

/** It could not be found out: the call was not allowed or failed, or what it needs is itself unknown. */
export interface Unknown {
  readonly state: 'unknown';
  /** Why, as a clause: `because you are not allowed ec2:DescribeSubnets`. */
  readonly why: Text;
  /** The IAM action that was refused; undefined where something else was the matter. */
  readonly permission: string | undefined;
}

export function known<Value>(value: Value): Known<Value> {
  return { state: 'known', value };
}

export function unknown(why: Text, permission?: string): Unknown {
  return { state: 'unknown', why, permission };
}

/** What follows from a fact; where that is unknown, so is this, for the same reason. */
export async function following<Value, Next>(
  fact: Promise<Fact<Value>>,
  next: (value: Value) => Fact<Next> | Promise<Fact<Next>>,
): Promise<Fact<Next>> {
  const found = await fact;
  return found.state === 'known' ? next(found.value) : found;
}
