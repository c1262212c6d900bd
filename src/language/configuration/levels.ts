import { sentence } from '../../text.ts';
import type { Configuration, Level } from '../api.ts';
import type { Spelling } from '../documents/closest.ts';
import { isRule, ruleMeantBy, rulesNamed, successorsOf } from '../rules/names.ts';
import type { Remedy } from '../rules/rule.ts';
import { remove, rename, set } from '../syntax/change.ts';
import type { Key, Value } from '../syntax/value.ts';
import type { Report } from './messages.ts';
import { renameTo, replaceBy } from './remedies.ts';

export const LEVELS: readonly Level[] = ['off', 'information', 'warning', 'error'];

/** A configuration with levels, by rule, that win over its own. What is no level, or of no rule, is left out. */
export function withLevels(configuration: Configuration, levels: Readonly<Record<string, unknown>>): Configuration {
  const valid = Object.entries(levels).filter((entry): entry is [string, Level] => isLevel(entry[1]));
  const winning = levelsByRule(valid);
  return winning.size === 0
    ? configuration
    : { ...configuration, levels: new Map([...configuration.levels, ...winning]) };
}

/** Levels by rule, as a configuration has them. What is wrong is left out, and reported. */
export function readLevels(rules: Value, spelling: Spelling, report: Report): ReadonlyMap<string, Level> {
  if (rules.kind !== 'object') {
    if (!rules.isAbsent && !rules.isUnknown) {
      report({ at: rules, message: 'rulesNotAnObject' });
    }
    return new Map();
  }
  const named: (readonly [string, Level])[] = [];
  for (const value of rules.children) {
    const { key, scalar } = value;
    if (key === undefined) {
      continue;
    }
    checkRule(rules, value, key, spelling, report);
    if (isLevel(scalar)) {
      named.push([key.name, scalar]);
    } else if (!value.isUnknown && rulesNamed(key.name).length > 0) {
      report({
        at: value,
        message: 'unknownLevel',
        values: { names: LEVELS.join(', ') },
        fixes: replaceBy(value, levelMeantBy(value.string ?? '', spelling)),
      });
    }
  }
  return levelsByRule(named);
}

/**
 * Levels by rule. A rule's own name wins over those of rules that it has replaced, and of these the worst level: who
 * wants to hear of one thing still does.
 */
function levelsByRule(named: readonly (readonly [name: string, level: Level])[]): ReadonlyMap<string, Level> {
  const retired = named.filter(([name]) => !isRule(name)).sort(([, a], [, b]) => LEVELS.indexOf(a) - LEVELS.indexOf(b));
  const own = named.filter(([name]) => isRule(name));
  return new Map(
    [...retired, ...own].flatMap(([name, level]) => rulesNamed(name).map((rule) => [rule, level] as const)),
  );
}

function checkRule(rules: Value, value: Value, key: Key, spelling: Spelling, report: Report): void {
  const { name } = key;
  if (isRule(name)) {
    return;
  }
  const successors = successorsOf(name);
  if (successors !== undefined) {
    report({
      at: key,
      message: 'retiredRule',
      values: { name, names: successors.join(', ') },
      fixes: isLevel(value.scalar) ? [replaceRule(rules, value, value.scalar, successors)] : [],
    });
    return;
  }
  const near = ruleMeantBy(name, spelling);
  const fixes = renameTo(value, near);
  if (near === undefined) {
    report({ at: key, message: 'unknownRule', values: { name } });
  } else {
    report({ at: key, message: 'mistypedRule', values: { name, near }, fixes });
  }
}

/** Gives those rules the level that one had which has become them; what is said of them already stays. */
function replaceRule(rules: Value, value: Value, level: Level, successors: readonly string[]): Remedy {
  const missing = successors.filter((rule) => !rules.has(rule));
  const [first, ...others] = missing;
  return {
    title: sentence('Use the new rules'),
    safe: false,
    changes: () =>
      first === undefined
        ? [remove(value)]
        : [rename(value, first), ...others.map((rule) => set(rules, [rule], level))],
  };
}

function isLevel(value: unknown): value is Level {
  return (LEVELS as readonly unknown[]).includes(value);
}

/** Other tools say "warn" and "info". */
function levelMeantBy(name: string, spelling: Spelling): string | undefined {
  return spelling.meant(name, LEVELS) ?? LEVELS.find((level) => name.length > 2 && level.startsWith(name));
}
