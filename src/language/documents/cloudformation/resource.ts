import type { Choose } from '../../notation/notation.ts';
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
  /** The condition under which it is made, where there is one. */
  readonly condition: string | undefined;
}

/** A resource, as it is where some conditions hold. */
export interface ResourceInCase extends Resource {
  /** What its conditions choose, as far as they are known. */
  readonly choose: Choose;
}
