import type { Service } from '../../documents/service/service.ts';
import type { TaskDefinition } from '../../documents/task-definition.ts';
import { changeTo } from '../change-to.ts';
import { defineRule } from '../define-rule.ts';

/** Those of Linux that are older than 1.4.0. */
const OLD = ['1.0.0', '1.1.0', '1.2.0', '1.3.0'];

/** The one that Windows has, too, and that ECS Exec works on there. */
const OF_WINDOWS = '1.0.0';

/**
 * ECS Exec works on Fargate from platform version 1.4.0 on for Linux, and 1.0.0 for Windows.
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec-run.html
 */
export const platformVersion = defineRule({
  id: 'service/platform-version',
  on: 'service',
  messages: {
    old: { severity: 'warning', text: 'ECS Exec needs platform version 1.4.0 or later, not {version}.' },
    oldAndOff: {
      severity: 'information',
      text: 'ECS Exec would need platform version 1.4.0 or later, not {version}.',
    },
  },
  check({ service, taskDefinition, report }) {
    const version = service.value.get('platformVersion');
    const { string } = version;
    if (string === undefined || !OLD.includes(string) || !isOnLinux(service, taskDefinition, string)) {
      return;
    }
    report({
      at: version,
      message: service.value.get('enableExecuteCommand').is(true) ? 'old' : 'oldAndOff',
      values: { version: string },
      fixes: service.isDescribed ? [] : [changeTo(version, '1.4.0'), changeTo(version, 'LATEST')],
    });
  },
});

/** Whether the tasks certainly run on Linux, by what is known beside the version. */
function isOnLinux({ value }: Service, taskDefinition: TaskDefinition | undefined, version: string): boolean {
  const os = taskDefinition?.platform.operatingSystem ?? 'unknown';
  if (os !== 'unknown') {
    return os === 'linux';
  }
  const family = value.get('platformFamily').string?.toLowerCase();
  return family === undefined ? version !== OF_WINDOWS : family === 'linux';
}
