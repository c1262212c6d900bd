import { sentence } from '../../../text.ts';
import type { Container } from '../../documents/container.ts';
import { set } from '../../syntax/change.ts';
import type { Value } from '../../syntax/value.ts';
import { defineRule, type Messages, type Report as ReportOf } from '../define-rule.ts';
import { writtenName } from '../name-of.ts';
import { removeIt } from '../remove-it.ts';

const LINUX_PARAMETERS = ['devices', 'sharedMemorySize', 'maxSwap', 'swappiness'];

const messages = {
  privileged: { severity: 'error', text: 'Container "{container}" cannot be privileged on Fargate.' },
  gpu: { severity: 'error', text: 'Container "{container}" cannot have a GPU on Fargate.' },
  unsupported: { severity: 'error', text: 'Fargate does not support "{property}".' },
  unsupportedSwappiness: { severity: 'warning', text: 'Fargate does not support "{.swappiness}".' },
} as const satisfies Messages;
type Report = ReportOf<typeof messages>;

/**
 * "Fargate compatible task definitions do not support devices" and "Fargate requires that the 'privileged' setting be
 * 'false'", says RegisterTaskDefinition, one at a time; "Tasks using the Fargate launch type do not support GPU
 * resource requirements". That they cannot have tmpfs is no longer true:
 * https://github.com/aws/containers-roadmap/issues/736
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-tasks-services.html
 */
export const fargateUnsupported = defineRule({
  id: 'task/fargate-unsupported',
  on: 'task-definition',
  messages,
  check({ taskDefinition, platform, report }) {
    if (!platform.isOnFargate) {
      return;
    }
    for (const container of taskDefinition.containers) {
      checkPrivileged(container, report);
      checkProperty(container.get('dockerSecurityOptions'), report);
      const linuxParameters = container.get('linuxParameters');
      if (linuxParameters.kind === 'object') {
        for (const name of LINUX_PARAMETERS) {
          checkProperty(linuxParameters.get(name), report);
        }
      }
      for (const requirement of container.get('resourceRequirements').children) {
        const type = requirement.get('type');
        if (type.is('GPU')) {
          report({
            at: type,
            message: 'gpu',
            values: { container: container.label },
            fixes: [removeIt(requirement)],
          });
        }
      }
    }
    for (const volume of taskDefinition.get('volumes').children) {
      checkProperty(volume.get('dockerVolumeConfiguration'), report);
      checkProperty(volume.get('host', 'sourcePath'), report);
    }
  },
});

function checkPrivileged(container: Container, report: Report): void {
  const privileged = container.get('privileged');
  if (!privileged.is(true)) {
    return;
  }
  report({
    at: privileged,
    message: 'privileged',
    values: { container: container.label },
    fixes: [
      {
        title: sentence('Set {.privileged} to false'),
        safe: false,
        changes: () => [set(container.value, ['privileged'], false)],
      },
    ],
  });
}

function checkProperty(value: Value, report: Report): void {
  const { key } = value;
  if (key === undefined || value.isUnknown) {
    return;
  }
  const isEmpty = value.isAbsent || value.is('') || (value.kind === 'array' && value.children.length === 0);
  if (isEmpty) {
    return;
  }
  const fixes = [removeIt(value)];
  if (key.name === 'swappiness') {
    // AWS says that it does not support this one, but not that it refuses it.
    report({ at: key, message: 'unsupportedSwappiness', fixes });
  } else {
    report({ at: key, message: 'unsupported', values: { property: writtenName(key) }, fixes });
  }
}
