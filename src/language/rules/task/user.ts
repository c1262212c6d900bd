import { mayBeCompleted } from '../../documents/legal-name.ts';
import { defineRule } from '../define-rule.ts';

/** A name or an ID, and a group after a colon. ECS's own pattern is narrower, but has changed before. */
const USER = /^\w[\w.-]*\$?(:\w[\w.-]*)?$/;

/**
 * "user contains invalid characters, does not match pattern …": RegisterTaskDefinition's answer, quoted in
 * https://github.com/aws/amazon-ecs-agent/issues/353. The formats are "user, user:group, uid, uid:gid, user:gid,
 * uid:group".
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html
 */
export const user = defineRule({
  id: 'task/user',
  on: 'task-definition',
  speaksOf: ['user'],
  messages: {
    illegal: {
      severity: 'error',
      text: '"{user}" cannot be the user of container "{container}". Use a name or an ID, and after a colon the group.',
    },
  },
  check({ taskDefinition, platform, report }) {
    // An account of Windows may have a domain before it, and which of them ECS accepts is not known.
    if (platform.operatingSystem === 'windows') {
      return;
    }
    for (const container of taskDefinition.containers) {
      const at = container.value.get('user');
      const name = at.string;
      if (name === undefined || name === '' || USER.test(name) || mayBeCompleted(name)) {
        continue;
      }
      report({ at, message: 'illegal', values: { user: name, container: container.label } });
    }
  },
});
