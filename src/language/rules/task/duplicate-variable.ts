import { text } from '../../../text.ts';
import type { Container } from '../../documents/container.ts';
import { remove } from '../../syntax/change.ts';
import type { Value } from '../../syntax/value.ts';
import { removeIt } from '../remove-it.ts';
import type { OldRule, Remedy, Report } from '../rule.ts';

/**
 * "The secret name must be unique and not shared with any new or existing environment variables set on the container,
 * such as 'DB_PASSWORD'", answers RegisterTaskDefinition. It accepts a name twice in `environment`.
 * Source: https://github.com/compose-x/ecs_composex/issues/707
 */
export const duplicateVariable: OldRule = {
  id: 'task/duplicate-variable',
  severity: 'error',
  check(taskDefinition, report) {
    for (const container of taskDefinition.containers) {
      const variables = checkList(container, 'environment', new Map(), report);
      checkList(container, 'secrets', variables, report);
    }
  },
};

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
    const place = nameIn(entry);
    if (typeof place?.scalar !== 'string') {
      continue;
    }
    const name = place.scalar;
    const inEnvironment = others.get(name);
    const isInBoth = inEnvironment !== undefined;
    const isSecond = firsts.has(name);
    if (!isSecond) {
      firsts.set(name, entry);
    }
    if ((!isSecond && !isInBoth) || place.isUnknown) {
      continue;
    }
    const isInEnvironment = list === 'environment';
    report({
      at: place,
      severity: isInEnvironment ? 'warning' : 'error',
      message: isInBoth
        ? text('"{0}" is in "environment" too, and ECS refuses a secret with the name of a variable.', name)
        : isInEnvironment
          ? text('The variable "{0}" is set twice, and only one of the two can take effect.', name)
          : text('There are two secrets "{0}", and ECS refuses that.', name),
      fixes: isInBoth ? [removeFromEnvironment(inEnvironment)] : [removeIt(entry)],
    });
  }
  return firsts;
}

function removeFromEnvironment(variable: Value): Remedy {
  return { title: text('Remove it from "environment"'), safe: false, changes: () => [remove(variable)] };
}

/** Looks at the properties one by one, for an index of them would cost more than all else here. */
function nameIn(entry: Value): Value | undefined {
  for (const property of entry.children) {
    if (property.key?.name === 'name') {
      return property;
    }
  }
  return undefined;
}
