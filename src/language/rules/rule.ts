import type { Text } from '../../text.ts';
import type { Change } from '../syntax/value.ts';

/** `group/name`. The group is the folder, the name the file, of the rule, its page and its fixtures. */
export type RuleId = `${'exec' | 'task' | 'policy' | 'service' | 'cluster'}/${string}`;

/** A fix as a rule describes it: what should become of the document, after which the violation is gone. */
export interface Remedy {
  readonly title: Text;
  /** Whether it is right in all cases, so that nobody has to be asked. */
  readonly safe: boolean;
  changes(): readonly Change[];
}
