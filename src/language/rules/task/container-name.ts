import { sentence } from '../../../text.ts';
import { isLegalName, legalName, LONGEST_NAME } from '../../documents/legal-name.ts';
import type { TaskDefinition } from '../../documents/task-definition.ts';
import type { Value } from '../../syntax/value.ts';
import { defineRule, type Messages, type Report as ReportOf } from '../define-rule.ts';
import { renameEverywhere } from '../rename-everywhere.ts';
import type { Remedy } from '../rule.ts';

const messages = {
  empty: { severity: 'error', text: 'A container needs a name.' },
  illegal: {
    severity: 'error',
    text: 'The container name "{name}" can only have letters, digits, hyphens and underscores.',
  },
  tooLong: {
    severity: 'error',
    text: 'The name of a container can have at most {longest} characters. This one has {length}.',
  },
} as const satisfies Messages;

type Report = ReportOf<typeof messages>;

/**
 * "Up to 255 letters (uppercase and lowercase), numbers, underscores, and hyphens are allowed."
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html
 */
export const containerName = defineRule({
  id: 'task/container-name',
  on: 'task-definition',
  messages,
  check({ taskDefinition, report }) {
    for (const { value } of taskDefinition.containers) {
      const at = value.get('name');
      const name = at.string;
      if (name === undefined || isLegalName(name)) {
        continue;
      }
      reportName(at, name, remedies(taskDefinition, at, name), report);
    }
  },
});

function reportName(at: Value, name: string, fixes: readonly Remedy[], report: Report): void {
  if (name === '') {
    report({ at, message: 'empty' });
  } else if (name.length > LONGEST_NAME) {
    report({ at, message: 'tooLong', values: { longest: LONGEST_NAME, length: name.length } });
  } else {
    report({ at, message: 'illegal', values: { name }, fixes });
  }
}

function remedies(taskDefinition: TaskDefinition, at: Value, name: string): readonly Remedy[] {
  const legal = legalName(name);
  if (legal === undefined || taskDefinition.containerNamed(legal) !== undefined) {
    return [];
  }
  return [
    {
      title: sentence('Rename it to "{0}" wherever the file names it', legal),
      safe: false,
      changes: () => renameEverywhere(taskDefinition, 'container', at, name, legal),
    },
  ];
}
