import { defineRule, type Messages } from '../define-rule.ts';
import { removeIt } from '../remove-it.ts';

const messages = {
  wrongNetworkMode: {
    severity: 'warning',
    text: '{.enableFaultInjection} needs network mode "awsvpc" or "host". Here it is "{mode}".',
  },
  windows: { severity: 'warning', text: 'Tasks on Windows do not support {.enableFaultInjection}.' },
} as const satisfies Messages;

/**
 * "Fault injection only works with tasks using the awsvpc or host network modes. Fault injection isn't available on
 * Windows." AWS's CDK refuses it otherwise; of ECS, that is not known.
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fault-injection.html
 */
export const faultInjection = defineRule({
  id: 'task/fault-injection',
  on: 'task-definition',
  speaksOf: ['enableFaultInjection'],
  messages,
  check({ taskDefinition, platform, report }) {
    const at = taskDefinition.get('enableFaultInjection');
    if (!at.is(true)) {
      return;
    }
    const mode = platform.networkMode;
    if (platform.operatingSystem === 'windows') {
      report({ at, message: 'windows', fixes: [removeIt(at)] });
    } else if (mode === 'bridge' || mode === 'none' || mode === 'default') {
      report({ at, message: 'wrongNetworkMode', values: { mode }, fixes: [removeIt(at)] });
    }
  },
});
