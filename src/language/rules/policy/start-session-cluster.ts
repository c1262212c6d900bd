import type { Statement } from '../../documents/policy/statement.ts';
import { covers } from '../../documents/policy/wildcard.ts';
import { changeTo } from '../change-to.ts';
import { defineRule } from '../define-rule.ts';
import { removeIt } from '../remove-it.ts';
import type { Remedy } from '../rule.ts';

/**
 * Of the resources of ECS, StartSession knows tasks only. Older texts of AWS also deny it on the cluster.
 * Source: https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssystemsmanager.html
 */
export const startSessionCluster = defineRule({
  id: 'policy/start-session-cluster',
  on: 'policy',
  messages: {
    cluster: {
      severity: 'warning',
      text: 'ssm:StartSession is for tasks, so the ARN of a cluster matches nothing. Name the tasks of the cluster.',
    },
  },
  check({ policy, report }) {
    for (const statement of policy.statements) {
      // Beside an action of ECS, the cluster may be there for that one.
      if (!statement.covers('ssm:startsession') || mayBeAboutClusters(statement)) {
        continue;
      }
      const written = new Set(statement.resources.map((resource) => resource.written));
      for (const resource of statement.resources) {
        if (resource.arn?.service === 'ecs' && resource.type === 'cluster') {
          report({ at: resource.value, message: 'cluster', fixes: remedies(statement, resource, written) });
        }
      }
    }
  },
});

/** Whether one of its actions is of ECS, or may be. */
function mayBeAboutClusters({ actions }: Statement): boolean {
  return actions.some(({ text, service }) => text === undefined || service === '' || covers(service, 'ecs'));
}

function remedies(
  { resourceValue }: Statement,
  { value, written }: Statement['resources'][number],
  others: ReadonlySet<string>,
): readonly Remedy[] {
  const [, start, cluster] = /^(arn:.*:)cluster\/([^/]+)$/s.exec(written) ?? [];
  if (start === undefined || cluster === undefined) {
    return [];
  }
  const tasks = `${start}task/${cluster}${cluster === '*' ? '' : '/*'}`;
  const isCovered = others.has(tasks) || others.has(`${start}task/*`);
  if (isCovered && resourceValue.kind === 'array') {
    return [removeIt(value, true)];
  }
  return isCovered ? [] : [changeTo(value, tasks)];
}
