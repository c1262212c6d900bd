import type { Value } from '../../syntax/value.ts';

/** A resource of a template. */
export interface Resource {
  /** Its name in the template. */
  readonly address: string;
  /** As `AWS::ECS::Service`. */
  readonly type: string;
  readonly properties: Value;
  /** Whether nothing else can add to it. */
  readonly isWhole: boolean;
}
