import { sentence } from '../../../text.ts';
import { type Cycle, cyclesIn, namesOf } from '../../documents/cycles.ts';
import { dependenciesOf, type Dependency } from '../../documents/dependencies.ts';
import { remove } from '../../syntax/change.ts';
import { defineRule, type Messages, type Report as ReportOf } from '../define-rule.ts';

const messages = {
  cycle: { severity: 'error', text: 'These containers wait for each other: {containers}.' },
  longCycle: { severity: 'error', text: '{count} containers wait for each other: {containers} … "{last}".' },
} as const satisfies Messages;

type Report = ReportOf<typeof messages>;

/**
 * Containers that wait for each other never start, and ECS refuses them.
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDependency.html
 */
export const dependencyCycle = defineRule({
  id: 'task/dependency-cycle',
  on: 'task-definition',
  speaksOf: ['dependsOn'],
  messages,
  check({ taskDefinition, report }) {
    const { containers } = taskDefinition;
    for (const cycle of cyclesIn(containers, (container) => dependenciesOf(taskDefinition, container))) {
      reportCycle(cycle, report);
    }
  },
});

function reportCycle(cycle: Cycle<Dependency>, report: Report): void {
  const { first, length, last } = cycle;
  const at = last.value.get('containerName');
  const containers = namesOf(cycle);
  const fixes = [
    {
      title: sentence('Do not wait for "{0}" here', last.target.label),
      safe: false,
      changes: () => [remove(last.value)],
    },
  ];
  if (length > first.length) {
    const values = { count: length, containers, last: last.container.label };
    report({ at, message: 'longCycle', values, fixes });
  } else {
    report({ at, message: 'cycle', values: { containers }, fixes });
  }
}
