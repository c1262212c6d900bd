import { sentence } from '../../../text.ts';
import type { Container } from '../../documents/container.ts';
import { variableName } from '../../documents/variable-name.ts';
import { remove } from '../../syntax/change.ts';
import type { Value } from '../../syntax/value.ts';
import { defineRule, type Messages, type Report as ReportOf } from '../define-rule.ts';
import { removeIt } from '../remove-it.ts';
import type { Remedy } from '../rule.ts';

const messages = {
  secretTwice: {
    severity: 'error',
    text: 'There is another secret "{name}". ECS refuses two secrets of the same name.',
  },
  variableAndSecret: {
    severity: 'error',
    text: '"{name}" is also in "{.environment}". ECS refuses a secret with the name of a variable.',
  },
  variableTwice: {
    severity: 'warning',
    text: 'The variable "{name}" is set twice, and only one of the two can take effect.',
  },
} as const satisfies Messages;

type Report = ReportOf<typeof messages>;

/**
 * "The secret name must be unique and not shared with any new or existing environment variables set on the container,
 * such as 'DB_PASSWORD'", answers RegisterTaskDefinition. It accepts a name twice in `environment`.
 * Source: https://github.com/compose-x/ecs_composex/issues/707
 */
export const duplicateVariable = defineRule({
  id: 'task/duplicate-variable',
  on: 'task-definition',
  speaksOf: ['environment', 'secrets'],
  messages,
  check({ taskDefinition, report }) {
    for (const container of taskDefinition.containers) {
      const variables = checkList(container, 'environment', new Map(), report);
      checkList(container, 'secrets', variables, report);
    }
  },
});

type List = 'environment' | 'secrets';

/** Returns the first entry of each name. Those of the other list are handed in. */
function checkList(
  container: Container,
  list: List,
  others: ReadonlyMap<string, Value>,
  report: Report,
): ReadonlyMap<string, Value> {
  const firsts = new Map<string, Value>();
  for (const entry of container.get(list).children) {
    const at = variableName(entry);
    // That one without a name needs one is reported elsewhere.
    if (typeof at?.scalar !== 'string' || at.scalar === '') {
      continue;
    }
    const name = at.scalar;
    const inEnvironment = others.get(name);
    const isSecond = firsts.has(name);
    if (!isSecond) {
      firsts.set(name, entry);
    }
    if ((!isSecond && inEnvironment === undefined) || at.isUnknown) {
      continue;
    }
    if (inEnvironment !== undefined) {
      report({ at, message: 'variableAndSecret', values: { name }, fixes: [removeFromEnvironment(inEnvironment)] });
    } else {
      report({
        at,
        message: list === 'environment' ? 'variableTwice' : 'secretTwice',
        values: { name },
        fixes: [removeIt(entry)],
      });
    }
  }
  return firsts;
}

function removeFromEnvironment(variable: Value): Remedy {
  return { title: sentence('Remove it from "{.environment}"'), safe: false, changes: () => [remove(variable)] };
}
