import { CHANNELS } from '../../documents/policy/channels.ts';
import { addActions } from '../add-actions.ts';
import { defineRule } from '../define-rule.ts';

/** These alone let an agent take commands without any session: a role that has just these was made for that. */
const FOR_COMMANDS: ReadonlySet<string> = new Set([
  'ssmmessages:CreateControlChannel',
  'ssmmessages:OpenControlChannel',
]);

/** Users open their side of a session with it: alone, it is for them. */
const FOR_USERS = 'ssmmessages:OpenDataChannel';

/**
 * "You should add the following permissions to a task IAM role": CreateControlChannel, CreateDataChannel,
 * OpenControlChannel and OpenDataChannel of ssmmessages.
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-iam-roles.html#ecs-exec-required-iam-permissions
 */
export const someChannels = defineRule({
  id: 'policy/some-channels',
  on: 'policy',
  messages: {
    missing: {
      severity: 'error',
      text: 'ECS Exec also needs {missing}: a task role with only some of the four permissions cannot open a session.',
    },
  },
  check({ policy, isAllowedBeside, report }) {
    const own = CHANNELS.filter((channel) => policy.allowing(channel.toLowerCase()).length > 0);
    if (own.length === 0 || own.length === CHANNELS.length || policy.mayAllowMore || policy.kind !== 'identity') {
      return;
    }
    const allowed = CHANNELS.filter((channel) => own.includes(channel) || isAllowedBeside(channel));
    const missing = CHANNELS.filter((channel) => !allowed.includes(channel));
    const [grant] = own
      .filter((channel) => channel !== FOR_USERS)
      .flatMap((channel) => policy.allowing(channel.toLowerCase()));
    if (
      grant === undefined ||
      missing.length === 0 ||
      (allowed.length === FOR_COMMANDS.size && allowed.every((each) => FOR_COMMANDS.has(each)))
    ) {
      return;
    }
    report({
      at: grant.pattern.value,
      message: 'missing',
      values: { missing: missing.join(', ') },
      fixes: [addActions(grant.statement, missing, true)],
    });
  },
});
