import { sentence } from '../../../text.ts';
import { Spelling } from '../../documents/closest.ts';
import type { Container } from '../../documents/container.ts';
import { lacksLogOption } from '../../documents/log-options.ts';
import { rename, set } from '../../syntax/change.ts';
import { hasPlaceholder } from '../../syntax/placeholder.ts';
import type { Value } from '../../syntax/value.ts';
import { defineRule, type Messages, type Report as ReportOf } from '../define-rule.ts';
import { writtenName } from '../name-of.ts';
import { removeIt } from '../remove-it.ts';
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
const PREFIX = 'awslogs-stream-prefix';
const CREATE_GROUP = 'awslogs-create-group';

const messages = {
  missing: {
    severity: 'error',
    text: 'The log driver "awslogs" of container "{container}" needs the option "{option}".',
  },
  missingOnFargate: {
    severity: 'error',
    text: 'On Fargate, the log driver "awslogs" of container "{container}" needs the option "{option}".',
  },
  mistypedOption: {
    severity: 'error',
    text: 'The log driver "awslogs" does not have the option "{option}". Did you mean "{meant}"?',
  },
  unknownOption: {
    severity: 'error',
    text: 'The log driver "awslogs" of container "{container}" does not have the option "{option}".',
  },
  createGroup: { severity: 'error', text: 'ECS does not accept "{value}" for the option "{option}". Leave it out.' },
} as const satisfies Messages;

type Report = ReportOf<typeof messages>;

/**
 * RegisterTaskDefinition's answers: "Log driver awslogs requires options: awslogs-region, awslogs-group"
 * (https://github.com/klothoplatform/klotho/issues/892), "Fargate requires log configuration options to include
 * awslogs-stream-prefix to support log driver awslogs", "Log driver awslogs disallows options: log_key"
 * (https://github.com/aws-samples/amazon-ecs-firelens-examples/issues/83), "Log driver awslogs option
 * 'awslogs-create-group' should only be set to 'true', else omit option"
 * (https://github.com/terraform-linters/tflint-ruleset-aws/issues/348).
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/using_awslogs.html
 */
export const awslogsOptions = defineRule({
  id: 'task/awslogs-options',
  on: 'task-definition',
  speaksOf: ['logConfiguration'],
  messages,
  alsoReportedBy: ['cfn-lint E3046'],
  check({ taskDefinition, platform, report }) {
    const spelling = new Spelling();
    for (const container of taskDefinition.containers) {
      const configuration = container.get('logConfiguration');
      const driver = configuration.get('logDriver');
      if (!driver.is('awslogs')) {
        continue;
      }
      const options = configuration.get('options');
      const meant = checkNames(container, options.children, spelling, report);
      checkCreateGroup(options.get(CREATE_GROUP), report);
      for (const name of REQUIRED) {
        if (!meant.has(name) && lacksLogOption(container, name)) {
          report({ at: driver, message: 'missing', values: { container: container.label, option: name } });
        }
      }
      if (platform.isOnFargate && !meant.has(PREFIX) && lacksLogOption(container, PREFIX)) {
        report({
          at: driver,
          message: 'missingOnFargate',
          values: { container: container.label, option: PREFIX },
          fixes: [setPrefix(container)],
        });
      }
    }
  },
});

/** Looks at the names of options, and gives those that mistyped ones are meant to be: they are not missing. */
function checkNames(
  container: Container,
  options: readonly Value[],
  spelling: Spelling,
  report: Report,
): ReadonlySet<string> {
  const meant = new Set<string>();
  for (const option of options) {
    const { key, parent } = option;
    if (key === undefined || OPTIONS.has(key.name) || hasPlaceholder(key.name)) {
      continue;
    }
    const near = spelling.meant(key.name, OPTIONS);
    if (near === undefined) {
      report({
        at: key,
        message: 'unknownOption',
        values: { container: container.label, option: writtenName(key) },
        fixes: [removeIt(option)],
      });
      continue;
    }
    meant.add(near);
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
  return meant;
}

/** Without it, no group is created: so what says no can go. AWS's own examples have "True", which is accepted. */
function checkCreateGroup(option: Value, report: Report): void {
  const { string, key } = option;
  if (string?.toLowerCase() !== 'false' || key === undefined) {
    return;
  }
  report({
    at: option,
    message: 'createGroup',
    values: { value: string, option: writtenName(key) },
    fixes: [removeIt(option, true)],
  });
}

function setPrefix(container: Container): Remedy {
  return {
    title: sentence('Set {0} to "{1}"', PREFIX, 'ecs'),
    safe: false,
    changes: () => [set(container.value, ['logConfiguration', 'options', PREFIX], 'ecs')],
  };
}
