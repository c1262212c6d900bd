import { sentence } from '../../../text.ts';
import { CHANNELS_OF_ROLES } from '../../documents/policy/channels.ts';
import type { Grant } from '../../documents/policy/grants.ts';
import type { Policy } from '../../documents/policy/policy.ts';
import { addActions } from '../add-actions.ts';
import { addStatement } from '../add-statement.ts';
import { defineRule } from '../define-rule.ts';
import type { Remedy } from '../rule.ts';

/** What an instance needs that is managed with Systems Manager: its channels and logs are not those of tasks. */
const OF_INSTANCES = 'ssm:updateinstanceinformation';

/**
 * What a task role needs to log sessions: to CloudWatch, logs:DescribeLogGroups on "*", logs:CreateLogStream,
 * logs:DescribeLogStreams and logs:PutLogEvents; to S3, s3:PutObject and s3:GetEncryptionConfiguration.
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html#ecs-exec-required-logging-permissions
 */
export const loggingHalf = defineRule({
  id: 'policy/logging-half',
  on: 'policy',
  messages: {
    groups: {
      severity: 'information',
      text: 'To log sessions to CloudWatch, ECS Exec also needs logs:DescribeLogGroups on "*".',
    },
    streams: {
      severity: 'information',
      text: 'To log sessions to CloudWatch, ECS Exec also needs logs:DescribeLogStreams.',
    },
    encryption: {
      severity: 'information',
      text: 'To log sessions to S3, ECS Exec also needs s3:GetEncryptionConfiguration on the bucket.',
    },
  },
  check({ policy, report }) {
    // Only beside the channels of a session is it known what the logs are for.
    const isOfTask = CHANNELS_OF_ROLES.some((channel) => named(policy, channel) !== undefined);
    if (!isOfTask || named(policy, OF_INSTANCES) !== undefined || policy.mayAllowMore) {
      return;
    }
    const logs = named(policy, 'logs:putlogevents') ?? named(policy, 'logs:createlogstream');
    if (logs !== undefined) {
      const at = logs.pattern.value;
      if (!mayFindGroups(policy)) {
        report({ at, message: 'groups', fixes: withGroups(policy) });
      }
      if (policy.allowing('logs:describelogstreams').length === 0) {
        report({ at, message: 'streams', fixes: [addActions(logs.statement, ['logs:DescribeLogStreams'])] });
      }
    }
    const objects = named(policy, 's3:putobject');
    if (objects !== undefined && policy.allowing('s3:getencryptionconfiguration').length === 0) {
      report({ at: objects.pattern.value, message: 'encryption', fixes: withEncryption(policy, objects) });
    }
  },
});

/** What allows an action by its name, and not with all that there is. */
function named(policy: Policy, action: string): Grant | undefined {
  return policy.allowing(action).find(({ pattern }) => pattern.names(action));
}

/** Whether log groups may be listed, all of them, as far as one can see. */
function mayFindGroups(policy: Policy): boolean {
  return policy
    .allowing('logs:describeloggroups')
    .some(
      ({ statement }) =>
        !statement.hasKnownResources ||
        statement.resources.some(({ isAll, arn }) => isAll || /^(?:\*|log-group:\*)/.test(arn?.resource ?? '')),
    );
}

function withGroups(policy: Policy): readonly Remedy[] {
  const Action = 'logs:DescribeLogGroups';
  return adding(policy, { Effect: 'Allow', Action, Resource: '*' }, `${Action} on "*"`);
}

function withEncryption(policy: Policy, { statement }: Grant): readonly Remedy[] {
  const buckets = statement.resources.map(({ written }) => /^(arn:[^:]+:s3:::[^/*?]+)\//.exec(written)?.[1]);
  const [bucket] = buckets;
  const Action = 's3:GetEncryptionConfiguration';
  return bucket === undefined || buckets.length > 1
    ? []
    : adding(policy, { Effect: 'Allow', Action, Resource: bucket }, Action);
}

function adding(policy: Policy, statement: Readonly<Record<string, string>>, what: string): readonly Remedy[] {
  const addition = addStatement(policy, statement);
  return addition === undefined ? [] : [{ title: sentence('Add {0}', what), safe: false, changes: () => [addition] }];
}
