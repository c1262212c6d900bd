import { lastPart } from '../../arn.ts';
import { sentence, type Text } from '../../text.ts';
import { decisionOn } from '../judging/access.ts';
import { callerMay } from '../judging/caller-access.ts';
import type { Check } from '../model/check.ts';
import type { Place } from '../model/facts.ts';

const ACTION = 'ecs:ExecuteCommand';

/**
 * The action takes two resources, and both must be allowed.
 * Sources: service authorization reference of Amazon ECS; https://github.com/aws/containers-roadmap/issues/1050
 */
export const callerExec: Check<'callerPermissions'> = {
  id: 'caller-exec',
  title: sentence('Your permission for ECS Exec'),
  needs: ['callerPermissions'],
  judge({ callerPermissions }, place) {
    const denied = decisionOn(ACTION, callerPermissions)?.resources.filter(({ decision }) => decision !== 'allowed');
    return callerMay(callerPermissions, {
      action: ACTION,
      grants: [
        { actions: [ACTION], resource: place.clusterArn },
        { actions: [ACTION], resource: tasksOf(place) },
      ],
      allowed: sentence('You are allowed ecs:ExecuteCommand on the cluster and the task.'),
      denied: whatIsDenied(denied?.map(({ resource }) => resource) ?? [], place),
    });
  },
};

function whatIsDenied(resources: readonly string[], { clusterArn, taskArn }: Place): Text {
  const cluster = lastPart(clusterArn);
  const isCluster = resources.includes(clusterArn);
  const isTask = resources.includes(taskArn);
  if (isCluster === isTask) {
    return sentence('You are not allowed ecs:ExecuteCommand on cluster "{0}" and its tasks.', cluster);
  }
  return isCluster
    ? sentence('You are allowed ecs:ExecuteCommand on the task, but not on cluster "{0}". Both are needed.', cluster)
    : sentence('You are allowed ecs:ExecuteCommand on cluster "{0}", but not on the task. Both are needed.', cluster);
}

/** All tasks of the cluster; that task alone where its ARN, of before 2018, does not name the cluster. */
function tasksOf({ clusterArn, taskArn }: Place): string {
  const task = lastPart(taskArn);
  return taskArn.endsWith(`/${lastPart(clusterArn)}/${task}`) ? `${taskArn.slice(0, -task.length)}*` : taskArn;
}
