import { sentence } from '../../../text.ts';
import { Spelling } from '../../documents/closest.ts';
import type { Container } from '../../documents/container.ts';
import { set } from '../../syntax/change.ts';
import type { Key, Value } from '../../syntax/value.ts';
import { changeTo } from '../change-to.ts';
import { defineRule, type Messages, type Report as ReportOf } from '../define-rule.ts';
import { writtenName } from '../name-of.ts';
import { removeIt } from '../remove-it.ts';

const MODES = ['blocking', 'non-blocking'];

const messages = {
  unknownMode: {
    severity: 'warning',
    text: 'The "{option}" of a log driver must be "blocking" or "non-blocking", not "{mode}".',
  },
  bufferWhileBlocking: {
    severity: 'warning',
    text: 'Container "{container}" cannot start: "{option}" needs the log mode "non-blocking".',
  },
} as const satisfies Messages;
type Report = ReportOf<typeof messages>;

/**
 * "max-buffer-size option is only supported with 'mode=non-blocking'" and "logging mode not supported: x": with these,
 * Docker does not create the container. Without a mode, ECS sets one, which is non-blocking for most accounts.
 * Source: https://github.com/moby/moby/blob/master/daemon/logger/factory.go,
 * https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_LogConfiguration.html
 */
export const logMode = defineRule({
  id: 'task/log-mode',
  on: 'task-definition',
  speaksOf: ['logConfiguration'],
  messages,
  check({ taskDefinition, report }) {
    const spelling = new Spelling();
    for (const container of taskDefinition.containers) {
      const configuration = container.get('logConfiguration');
      // What FireLens is given goes to its router.
      if (configuration.get('logDriver').string === undefined || configuration.get('logDriver').is('awsfirelens')) {
        continue;
      }
      const mode = configuration.get('options', 'mode');
      const bufferSize = configuration.get('options', 'max-buffer-size');
      if (mode.is('blocking') && bufferSize.key !== undefined && !bufferSize.isAbsent) {
        reportBuffer(container, bufferSize, bufferSize.key, report);
      }
      checkMode(mode, spelling, report);
    }
  },
});

function reportBuffer(container: Container, bufferSize: Value, key: Key, report: Report): void {
  report({
    at: key,
    message: 'bufferWhileBlocking',
    values: { container: container.label, option: writtenName(key) },
    fixes: [
      {
        title: sentence('Set {0} to "{1}"', 'mode', 'non-blocking'),
        safe: false,
        changes: () => [set(container.value, ['logConfiguration', 'options', 'mode'], 'non-blocking')],
      },
      removeIt(bufferSize),
    ],
  });
}

function checkMode(mode: Value, spelling: Spelling, report: Report): void {
  const { string, key } = mode;
  // An empty one is like none.
  if (string === undefined || string === '' || MODES.includes(string) || key === undefined) {
    return;
  }
  const meant = spelling.meant(string, MODES);
  report({
    at: mode,
    message: 'unknownMode',
    values: { option: writtenName(key), mode: string },
    fixes: meant === undefined ? [] : [changeTo(mode, meant)],
  });
}
