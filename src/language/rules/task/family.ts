import { isLegalName, legalName, LONGEST_NAME } from '../../documents/legal-name.ts';
import type { TaskDefinition } from '../../documents/task-definition.ts';
import type { Value } from '../../syntax/value.ts';
import { changeTo } from '../change-to.ts';
import { defineRule, type Messages, type Report as ReportOf } from '../define-rule.ts';

/** Who has written all of these has written the whole task definition, and not what a script completes. */
const WHOLE = ['requiresCompatibilities', 'networkMode', 'cpu', 'memory', 'executionRoleArn'];

const messages = {
  missing: {
    severity: 'information',
    text: 'The task definition does not have a family. Add one here, or give one when you register it.',
  },
  empty: { severity: 'error', text: 'The family must not be empty.' },
  tooLong: { severity: 'error', text: 'The family has {count} characters. ECS allows at most {most}.' },
  illegal: {
    severity: 'error',
    text: 'Family "{family}" is not valid: it can have only letters, digits, hyphens and underscores.',
  },
} as const satisfies Messages;
type Report = ReportOf<typeof messages>;

/**
 * "Up to 255 letters (uppercase and lowercase), numbers, underscores, and hyphens are allowed."
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RegisterTaskDefinition.html
 */
export const family = defineRule({
  id: 'task/family',
  on: 'task-definition',
  messages,
  check({ taskDefinition, report }) {
    const name = taskDefinition.value.get('family');
    if (name.isAbsent) {
      checkMissing(taskDefinition, name, report);
    } else if (name.string !== undefined && !isLegalName(name.string)) {
      checkIllegal(name, name.string, report);
    }
  },
});

function checkMissing(taskDefinition: TaskDefinition, name: Value, report: Report): void {
  // A template needs none: what deploys it makes one up. What ECS has described has one.
  if (taskDefinition.origin !== 'input') {
    return;
  }
  const { value, containers, isWhole } = taskDefinition;
  const seemsWhole = WHOLE.every((property) => value.has(property)) && !containers.some(({ isFragment }) => isFragment);
  const place = isWhole ? name : seemsWhole ? value.get('containerDefinitions').key : undefined;
  if (place !== undefined) {
    report({ at: place, message: 'missing' });
  }
}

function checkIllegal(at: Value, name: string, report: Report): void {
  if (name === '') {
    report({ at, message: 'empty' });
  } else if (name.length > LONGEST_NAME) {
    report({ at, message: 'tooLong', values: { count: name.length, most: LONGEST_NAME } });
  } else {
    const legal = legalName(name);
    report({
      at,
      message: 'illegal',
      values: { family: name },
      fixes: legal === undefined ? [] : [changeTo(at, legal)],
    });
  }
}
