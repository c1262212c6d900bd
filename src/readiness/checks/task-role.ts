import { quoted } from '../../live/cli-command.ts';
import { sentence } from '../../text.ts';
import { CHANNELS } from '../judging/channels.ts';
import { couldNotTell, evidence, judged, taskIsGone, unclear } from '../judging/judgement.ts';
import { definitionOf } from '../judging/live-definition.ts';
import { idOf, isOnFargate } from '../judging/live-task.ts';
import { policyFor, roleName } from '../judging/policy-text.ts';
import { trustPolicyFor } from '../judging/trust.ts';
import type { Check } from '../model/check.ts';
import type { Mend } from '../model/mend.ts';

const FROM = {
  override: sentence('the overrides of the task'),
  'task-definition': sentence('the task definition'),
  'instance-profile': sentence('the instance profile of the EC2 instance'),
} as const;

/**
 * "Your task requires a task IAM role with the required permissions for SSM Session Manager. For tasks on Amazon EC2,
 * if no task role is configured, the instance role of the underlying Amazon EC2 instance is used instead."
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html
 */
export const taskRole: Check<'task' | 'taskRole' | 'taskDefinition'> = {
  id: 'task-role',
  title: sentence('Task role'),
  needs: ['task', 'taskRole', 'taskDefinition'],
  judge({ task: fact, taskRole: role, taskDefinition }, place) {
    if (role.state === 'unknown') {
      return couldNotTell([role]);
    }
    const found = role.value;
    if (found !== undefined) {
      const name = roleName(found.arn);
      const shown = [...evidence(sentence('Role'), found.arn), ...evidence(sentence('Named by'), FROM[found.from])];
      const isGone = found.description.state === 'known' && found.description.value === undefined;
      return isGone
        ? judged('fail', sentence('Role "{0}", which {1} names, does not exist.', name, FROM[found.from]), {
            evidence: shown,
            mends: [{ kind: 'console', what: 'role', name }],
          })
        : judged('pass', sentence('The task has role "{0}", which {1} names.', name, FROM[found.from]), {
            evidence: shown,
          });
    }
    if (fact.state === 'unknown') {
      return couldNotTell([fact]);
    }
    const task = fact.value;
    if (task === undefined) {
      return taskIsGone();
    }
    const id = idOf(place);
    const mends: readonly Mend[] = [
      ...(taskDefinition.state === 'known'
        ? [{ kind: 'task-definition', definition: definitionOf(taskDefinition.value), rule: 'exec/task-role' } as const]
        : []),
      {
        kind: 'text',
        title: sentence('Role for tasks with exec'),
        texts: [{ form: 'cli', text: commands(place.clusterArn) }],
      },
    ];
    if (isOnFargate(task)) {
      return judged('fail', sentence('Task {0} does not have a task role, which ECS Exec needs on Fargate.', id), {
        mends,
      });
    }
    return task.launchType === 'EC2'
      ? judged('fail', sentence('Neither task {0} nor its EC2 instance has a role, which ECS Exec needs.', id), {
          mends,
        })
      : unclear(sentence('because AWS does not say which role a task without one has outside EC2 and Fargate'), {
          mends,
        });
  },
};

/** Names of files that the AWS CLI reads would be one more thing to make, so the documents stand in the commands. */
function commands(clusterArn: string): string {
  const compact = (json: string): string => quoted(JSON.stringify(JSON.parse(json)), 'posix');
  const trust = compact(trustPolicyFor(clusterArn));
  const policy = compact(policyFor([{ actions: CHANNELS, resource: '*' }]));
  return [
    `aws iam create-role --role-name ecs-exec-task --assume-role-policy-document ${trust}`,
    `aws iam put-role-policy --role-name ecs-exec-task --policy-name ecs-exec --policy-document ${policy}`,
  ].join('\n');
}
