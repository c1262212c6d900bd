import type { Text } from '../../text.ts';
import type { Preset, Range, Severity } from '../api.ts';
import type { TaskDefinition } from '../documents/task-definition.ts';
import type { Change } from '../syntax/value.ts';

/** `group/name`. The group is the folder, the name the file, of the rule, its page and its fixtures. */
export type RuleId = `${'exec' | 'task'}/${string}`;

/** One requirement of ECS, or of ECS Exec, written once for all who ask: the editor, the readiness check, CI. */
export interface OldRule {
  readonly id: RuleId;
  /** How bad its findings are, where the rule does not say otherwise of one. */
  readonly severity: Severity;
  /**
   * Reports each place where the task definition does not meet the requirement, as the workspace's policy sees it.
   * Must not throw, whatever is in it.
   */
  check(taskDefinition: TaskDefinition, report: Report, preset: Preset): void;
}

export type Report = (violation: Violation) => void;

/** What a rule says of one place. */
export interface Violation {
  /** The shortest place that shows what is meant. */
  readonly at: Range;
  /** One sentence. */
  readonly message: Text;
  readonly severity?: Severity;
  /** Ways to mend it, the best first. */
  readonly fixes?: readonly Remedy[];
}

/** A fix as a rule describes it: what should become of the document, after which the violation is gone. */
export interface Remedy {
  readonly title: Text;
  /** Whether it is right in all cases, so that nobody has to be asked. */
  readonly safe: boolean;
  changes(): readonly Change[];
}
