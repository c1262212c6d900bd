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
      let carried: CarriedKeys | undefined;
      for (const condition of statement.conditions) {
        const { key, name } = condition;
        const service = SERVICES.get(name.slice(0, Math.max(0, name.indexOf(':'))));
        const at = condition.value.key;
        if (service === undefined || service.keys.size === 0 || at === undefined || hasPlaceholder(key)) {
          continue;
        }
        if (isKnown(name, service)) {
          carried ??= keysOf(statement);
          if (!isCarried(carried, name) && !OF_ALL_REQUESTS.has(name) && !isOfOtherRule(name, statement)) {
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

/** The keys that requests for each of some actions have, in small letters; or any key. */
type CarriedKeys = readonly ReadonlySet<string>[] | 'any';

/** Those of the actions of a statement, each once; any where not all of the actions are known. */
function keysOf({ actions, mayCoverMore }: Statement): CarriedKeys {
  const found = new Set<ReadonlySet<string>>();
  for (const pattern of actions) {
    if (pattern.actions === undefined) {
      return 'any';
    }
    for (const { keys } of pattern.actions) {
      found.add(keys);
    }
  }
  return mayCoverMore ? 'any' : [...found];
}

function isCarried(carried: CarriedKeys, key: string): boolean {
  return carried === 'any' || carried.some((keys) => keys.has(key) || keys.has(generalOf(key)));
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
