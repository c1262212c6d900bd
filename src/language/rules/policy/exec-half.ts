import { sentence } from '../../../text.ts';
import type { Policy } from '../../documents/policy/policy.ts';
import type { ResourcePattern } from '../../documents/policy/resource-pattern.ts';
import type { Statement } from '../../documents/policy/statement.ts';
import { append, replace } from '../../syntax/change.ts';
import { addStatement } from '../add-statement.ts';
import { defineRule } from '../define-rule.ts';
import type { Remedy } from '../rule.ts';

const ACTION = 'ecs:executecommand';

/**
 * ExecuteCommand is judged on the cluster and on the task, and must be allowed on both; they may stand in one
 * statement or in two.
 * Source: https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonelasticcontainerservice.html
 */
export const execHalf = defineRule({
  id: 'policy/exec-half',
  on: 'policy',
  messages: {
    cluster: {
      severity: 'warning',
      text: 'ecs:ExecuteCommand must also be allowed on the cluster: IAM asks for the cluster and for the task.',
    },
    task: {
      severity: 'warning',
      text: 'ecs:ExecuteCommand must also be allowed on the tasks: IAM asks for the cluster and for the task.',
    },
  },
  check({ policy, report }) {
    const granted = policy.allowing(ACTION);
    const statements = [...new Set(granted.map(({ statement }) => statement))];
    const isMeant = granted.some(({ pattern }) => pattern.names(ACTION));
    if (!isMeant || policy.mayAllowMore || !statements.every(({ hasResources }) => hasResources)) {
      return;
    }
    const tasks = reached(statements, 'task');
    const clusters = reached(statements, 'cluster');
    const first = (tasks ?? [])[0] ?? (clusters ?? [])[0];
    if (tasks === undefined || clusters === undefined || first === undefined) {
      return;
    }
    const at = first.resource.value;
    if (clusters.length === 0) {
      report({ at, message: 'cluster', fixes: adding(policy, first, clusterOf(first.resource)) });
    } else if (tasks.length === 0) {
      report({ at, message: 'task', fixes: adding(policy, first, tasksOf(first.resource)) });
    }
  },
});

interface Reached {
  readonly statement: Statement;
  readonly resource: ResourcePattern;
}

/** The resources of some statements that cover those of a type; undefined where one cannot know. */
function reached(statements: readonly Statement[], type: string): readonly Reached[] | undefined {
  const found: Reached[] = [];
  for (const statement of statements) {
    for (const resource of statement.resources) {
      const isReached = resource.reaches('ecs', type);
      if (isReached === undefined) {
        return undefined;
      }
      if (isReached) {
        found.push({ statement, resource });
      }
    }
  }
  return found;
}

function clusterOf({ written }: ResourcePattern): string | undefined {
  const [, start, cluster] = /^(arn:.*:)task\/([^/]+)(?:\/.*)?$/s.exec(written) ?? [];
  return cluster === undefined ? undefined : `${start}cluster/${cluster}`;
}

function tasksOf({ written }: ResourcePattern): string | undefined {
  const [, start, cluster] = /^(arn:.*:)cluster\/([^/]+)$/s.exec(written) ?? [];
  return cluster === undefined ? undefined : `${start}task/${cluster}${cluster === '*' ? '' : '/*'}`;
}

/** What may be allowed on the twin as well: all else could do more than was meant. */
const HARMLESS = /^ecs:(?:executecommand$|describe|list)/;

/**
 * Beside the other where nothing else comes of it: a condition, as on a tag, would be demanded of both, and another
 * action would be allowed on both.
 */
function adding(policy: Policy, { statement, resource }: Reached, twin: string | undefined): readonly Remedy[] {
  if (twin === undefined) {
    return [];
  }
  const title = sentence('Add {0}', twin);
  if (!statement.isUnconditional || !statement.actions.every(({ text }) => HARMLESS.test(text ?? ''))) {
    const addition = addStatement(policy, { Effect: 'Allow', Action: 'ecs:ExecuteCommand', Resource: twin });
    return addition === undefined ? [] : [{ title, safe: false, changes: () => [addition] }];
  }
  const { value, resourceValue } = statement;
  const change =
    resourceValue.kind === 'array'
      ? append(value, ['Resource'], [twin])
      : replace(resourceValue, [resource.written, twin]);
  return [{ title, safe: false, changes: () => [change] }];
}
