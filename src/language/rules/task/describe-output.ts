import { sentence } from '../../../text.ts';
import { hoist, move } from '../../syntax/change.ts';
import type { Change, Value } from '../../syntax/value.ts';
import { defineRule } from '../define-rule.ts';
import type { Remedy } from '../rule.ts';

/** What AWS answers beside the task definition: the AWS CLI, boto3, and the SDK for JavaScript. */
const BESIDE: ReadonlySet<string> = new Set(['taskDefinition', 'tags', 'ResponseMetadata', '$metadata']);

/**
 * `register-task-definition` takes what `describe-task-definition` prints in "taskDefinition", but not the object
 * around it; nor does AWS's GitHub Action: "Invalid task definition format: containerDefinitions section is not present
 * or is not an array". Some tools read it as it is.
 * Source: https://github.com/aws-actions/amazon-ecs-render-task-definition/issues/193
 */
export const describeOutput = defineRule({
  id: 'task/describe-output',
  on: 'task-definition',
  messages: {
    wrapped: {
      severity: 'information',
      text: 'The AWS CLI registers what is in "taskDefinition", but does not accept the object around it.',
    },
  },
  check({ taskDefinition: { value, origin }, report }) {
    const { key, parent } = value;
    if (origin !== 'described' || key === undefined || parent === undefined) {
      return;
    }
    if (parent.children.every((child) => child.key !== undefined && BESIDE.has(child.key.name))) {
      report({ at: key, message: 'wrapped', fixes: unwrap(value, parent) });
    }
  },
});

/** Its tags stand beside a described task definition, and inside of one that is registered. ECS refuses no tags. */
function unwrap(value: Value, parent: Value): readonly Remedy[] {
  const tags = parent.get('tags');
  const isTagged = tags.children.length > 0;
  if (isTagged && value.has('tags')) {
    return [];
  }
  const changes = (): readonly Change[] =>
    isTagged ? [hoist(parent, value), move(tags, value, ['tags'])] : [hoist(parent, value)];
  return [{ title: sentence('Keep only the task definition'), safe: false, changes }];
}
