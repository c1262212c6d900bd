import { sentence } from '../../../text.ts';
import { Spelling } from '../../documents/closest.ts';
import { type Service, SERVICES } from '../../documents/policy/authorization.ts';
import type { Condition } from '../../documents/policy/condition.ts';
import type { Statement } from '../../documents/policy/statement.ts';
import { rename } from '../../syntax/change.ts';
import { hasPlaceholder } from '../../syntax/placeholder.ts';
import { defineRule } from '../define-rule.ts';
import type { Remedy } from '../rule.ts';

/** Agents send it with requests to any service. */
const OF_ALL_REQUESTS: ReadonlySet<string> = new Set(['ssm:sourceinstancearn']);

/** Where it is on the wrong action, another rule says what to do. */
const OF_LAUNCHES = 'ecs:enable-execute-command';

/**
 * A condition on a key that the request does not have is false, so that the statement never takes effect.
 * Source: https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonelasticcontainerservice.html
 */
export const unknownCondition = defineRule({
  id: 'policy/unknown-condition',
  on: 'policy',
  messages: {
    misspelt: {
      severity: 'warning',
      text: 'The condition key "{key}" does not exist. Did you mean "{meant}"?',
    },
    unknown: {
      severity: 'warning',
      text: 'The condition key "{key}" is not one of those that AWS lists.',
    },
    otherAction: {
      severity: 'warning',
      text: 'The condition key "{key}" is in no request for the actions of this statement.',
    },
  },
  check({ policy, report }) {
    const spelling = new Spelling();
    for (const statement of policy.statements) {
      let carried: ReadonlySet<string> | undefined;
      for (const condition of statement.conditions) {
        const { key } = condition;
        const name = key.toLowerCase();
        const service = SERVICES.get(name.slice(0, Math.max(0, name.indexOf(':'))));
        const at = condition.value.key;
        if (service === undefined || service.keys.size === 0 || at === undefined || hasPlaceholder(key)) {
          continue;
        }
        const general = generalOf(name);
        if (isKnown(name, service)) {
          carried ??= keysOf(statement);
          const isCarried = carried.has(name) || carried.has(general) || carried.has(ANY);
          if (!isCarried && !OF_ALL_REQUESTS.has(name) && !isOfOtherRule(name, statement)) {
            report({ at, message: 'otherAction', values: { key } });
          }
          continue;
        }
        const meant = spelling.meant(
          key,
          Array.from(service.keys.values(), (known) => known.name),
        );
        if (meant === undefined) {
          report({ at, message: 'unknown', values: { key } });
        } else {
          report({ at, message: 'misspelt', values: { key, meant }, fixes: renaming(condition, meant) });
        }
      }
    }
  },
});

/** In place of the keys of actions that are not known. */
const ANY = '*';

/** The keys that requests for the actions of a statement have, in small letters. */
function keysOf({ actions, mayCoverMore }: Statement): ReadonlySet<string> {
  const keys = new Set<string>(mayCoverMore || actions.some((pattern) => pattern.actions === undefined) ? [ANY] : []);
  for (const action of actions.flatMap((pattern) => pattern.actions ?? [])) {
    for (const key of action.keys) {
      keys.add(key);
    }
  }
  return keys;
}

function isKnown(key: string, { keys }: Service): boolean {
  return keys.has(key) || keys.has(generalOf(key));
}

/** A key that ends with the name of a tag, without it. */
function generalOf(key: string): string {
  return key.slice(0, key.indexOf('/') + 1);
}

function isOfOtherRule(key: string, statement: Statement): boolean {
  return key === OF_LAUNCHES && statement.covers('ecs:executecommand');
}

function renaming({ value, group }: Condition, meant: string): readonly Remedy[] {
  // What follows the slash is the name of a tag, and nobody can guess it.
  return group.has(meant) || meant.endsWith('/')
    ? []
    : [{ title: sentence('Change it to {0}', `"${meant}"`), safe: false, changes: () => [rename(value, meant)] }];
}
