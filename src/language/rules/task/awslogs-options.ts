import { sentence } from '../../../text.ts';
import { Spelling } from '../../documents/closest.ts';
import type { Container } from '../../documents/container.ts';
import { rename, set } from '../../syntax/change.ts';
import { hasPlaceholder } from '../../syntax/placeholder.ts';
import type { Value } from '../../syntax/value.ts';
import { defineRule, type Messages, type Report as ReportOf } from '../define-rule.ts';
import { writtenName } from '../name-of.ts';
import type { Remedy } from '../rule.ts';

const OPTIONS: ReadonlySet<string> = new Set([
  'awslogs-create-group',
  'awslogs-datetime-format',
  // Of Docker 25; whether ECS lets it through is not known.
  'awslogs-format',
  'awslogs-group',
  'awslogs-multiline-pattern',
  'awslogs-region',
  'awslogs-stream-prefix',
  'max-buffer-size',
  'mode',
]);

const REQUIRED = ['awslogs-group', 'awslogs-region'];
const REQUIRED_ON_FARGATE = [...REQUIRED, 'awslogs-stream-prefix'];

const messages = {
  // Where the task is not known to run on Fargate, it is not known either whether ECS insists.
  missing: { severity: 'warning', text: 'The log driver "awslogs" needs the option "{option}".' },
  missingOnFargate: { severity: 'error', text: 'The log driver "awslogs" needs the option "{option}" on Fargate.' },
  // The list of names may be older than ECS: that is why these are not errors.
  mistypedOption: {
    severity: 'warning',
    text: 'The log driver "awslogs" does not have the option "{option}". Did you mean "{meant}"?',
  },
  unknownOption: { severity: 'warning', text: 'The log driver "awslogs" does not have the option "{option}".' },
} as const satisfies Messages;

type Report = ReportOf<typeof messages>;

/**
 * "Log driver awslogs requires options: awslogs-region, awslogs-group" and "Fargate requires log configuration options
 * to include awslogs-stream-prefix to support log driver awslogs": RegisterTaskDefinition's answers.
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/using_awslogs.html
 */
export const awslogsOptions = defineRule({
  id: 'task/awslogs-options',
  on: 'task-definition',
  speaksOf: ['logConfiguration'],
  messages,
  alsoReportedBy: ['cfn-lint E3046'],
  check({ taskDefinition, platform, report }) {
    const { isOnFargate } = platform;
    const spelling = new Spelling();
    for (const container of taskDefinition.containers) {
      const configuration = container.get('logConfiguration');
      const driver = configuration.get('logDriver');
      if (!driver.is('awslogs')) {
        continue;
      }
      const options = configuration.get('options');
      checkNames(options.children, spelling, report);
      for (const name of isOnFargate ? REQUIRED_ON_FARGATE : REQUIRED) {
        if (options.kind !== 'object' || options.get(name).isAbsent) {
          checkRequired(container, driver, name, isOnFargate, report);
        }
      }
    }
  },
});

function checkNames(options: readonly Value[], spelling: Spelling, report: Report): void {
  for (const option of options) {
    const { key, parent } = option;
    if (key === undefined || OPTIONS.has(key.name) || hasPlaceholder(key.name)) {
      continue;
    }
    const near = spelling.meant(key.name, OPTIONS);
    if (near === undefined) {
      report({ at: key, message: 'unknownOption', values: { option: writtenName(key) } });
      continue;
    }
    report({
      at: key,
      message: 'mistypedOption',
      values: { option: writtenName(key), meant: near },
      fixes:
        parent?.has(near) === true
          ? []
          : [{ title: sentence('Rename it to {0}', near), safe: false, changes: () => [rename(option, near)] }],
    });
  }
}

function checkRequired(container: Container, driver: Value, name: string, isOnFargate: boolean, report: Report): void {
  if (!container.get('logConfiguration', 'options', name).isAbsent) {
    return;
  }
  const setPrefix: Remedy = {
    title: sentence('Set {0} to "{1}"', name, 'ecs'),
    safe: false,
    changes: () => [set(container.value, ['logConfiguration', 'options', name], 'ecs')],
  };
  report({
    at: driver,
    message: isOnFargate ? 'missingOnFargate' : 'missing',
    values: { option: name },
    fixes: name === 'awslogs-stream-prefix' ? [setPrefix] : [],
  });
}
