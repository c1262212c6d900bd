import { text } from '../text.ts';
import type { Configuration, Finding, Level, Preset, TextEdit } from './api.ts';
import { FindingList, findingsIn, limitFinding, withinLimit } from './finding.ts';
import { closest, Spelling } from './rules/closest.ts';
import { CONFIGURATION_PAGE } from './rules/documentation.ts';
import { isRule, noSuchRule, ruleMeantBy } from './rules/names.ts';
import type { Remedy, Report } from './rules/rule.ts';
import { rename, replace, set } from './syntax/change.ts';
import { parseJson } from './syntax/json/parse.ts';
import { writeJson } from './syntax/json/write.ts';
import type { Value } from './syntax/value.ts';

/** The name of the file, at the root of a workspace, that holds its configuration. */
export const CONFIGURATION_FILE = 'ecs-exec.config.json';

export const LEVELS: readonly Level[] = ['off', 'information', 'warning', 'error'];
export const PRESETS: readonly Preset[] = ['recommended', 'read-only-root-filesystem'];

/** Longer texts, in UTF-16 code units, are not read: all rules with a remark for each take a tenth of it. */
export const LONGEST_CONFIGURATION = 256 * 1024;

/** What holds where nothing else is said. */
export const RECOMMENDED: Configuration = { preset: 'recommended', levels: new Map() };

/** Where editors without this extension find what the file can hold. */
const SCHEMA = 'https://raw.githubusercontent.com/ecs-exec/ecs-exec/main/schemas/config.schema.json';

const PROPERTIES: readonly string[] = ['$schema', 'preset', 'rules'];

/** What a configuration file says, and what is wrong with it. */
export interface ConfigurationDocument {
  /** What is wrong in the file is left out of it. */
  readonly configuration: Configuration;
  /** In the order of their places. */
  readonly findings: readonly Finding[];
  /** Whether it is JSON; comments and trailing commas are allowed. If not, it is read as far as it goes. */
  readonly isJson: boolean;
}

const TOO_LONG: ConfigurationDocument = {
  configuration: RECOMMENDED,
  findings: [
    {
      ...limitFinding(
        text('This configuration is not read: it is longer than {0} KiB.', LONGEST_CONFIGURATION / 1024),
        0,
      ),
      severity: 'error',
    },
  ],
  isJson: true,
};

/** Reads the text of an `ecs-exec.config.json`. Never throws, whatever the text. */
export function readConfiguration(source: string): ConfigurationDocument {
  if (source.length > LONGEST_CONFIGURATION) {
    return TOO_LONG;
  }
  const root = parseJson(source);
  if (root === undefined) {
    return { configuration: RECOMMENDED, findings: [], isJson: false };
  }
  const list = new FindingList();
  const spelling = new Spelling();
  const report: Report = (violation) => {
    list.add('config/invalid', violation.severity ?? 'error', CONFIGURATION_PAGE, violation);
  };
  if (root.kind !== 'object') {
    report({ at: root, message: text('The configuration must be an object.') });
  }
  checkNames(root, spelling, report);
  const configuration = {
    preset: readPreset(root.get('preset'), report),
    levels: readLevels(root.get('rules'), spelling, report),
  };
  return { configuration, findings: withinLimit(findingsIn(root.source, list.findings)), isJson: root.source.complete };
}

/** A configuration with levels, by rule, that win over its own. What is no level, or of no rule, is left out. */
export function withLevels(configuration: Configuration, levels: Readonly<Record<string, unknown>>): Configuration {
  const winning = Object.entries(levels).filter(
    (entry): entry is [string, Level] => isRule(entry[0]) && isLevel(entry[1]),
  );
  if (winning.length === 0) {
    return configuration;
  }
  return { ...configuration, levels: new Map([...configuration.levels, ...winning]) };
}

/**
 * The edits that switch a rule off in the text of a configuration file, which is empty where there is none yet.
 * Undefined for a text in which that cannot be written.
 */
export function switchOff(rule: string, source: string): readonly TextEdit[] | undefined {
  if (source.trim() === '') {
    const json = JSON.stringify({ $schema: SCHEMA, rules: { [rule]: 'off' } }, undefined, 2);
    return [{ start: 0, end: source.length, text: `${json}\n` }];
  }
  const root = parseJson(source);
  if (root?.kind !== 'object' || !root.source.complete) {
    return undefined;
  }
  return writeJson([set(root, ['rules', rule], 'off')]);
}

function checkNames(root: Value, spelling: Spelling, report: Report): void {
  if (root.kind !== 'object') {
    return;
  }
  for (const property of root.children) {
    const { key } = property;
    if (key === undefined || PROPERTIES.includes(key.name)) {
      continue;
    }
    report({
      at: key,
      severity: 'warning',
      message: text('"{0}" is no property of the configuration. There are: {1}.', key.name, PROPERTIES.join(', ')),
      fixes: renameTo(property, spelling.meant(key.name, PROPERTIES)),
    });
  }
}

function readPreset(value: Value, report: Report): Preset {
  const preset = PRESETS.find((name) => value.is(name));
  if (preset !== undefined || value.isAbsent || value.isUnknown) {
    return preset ?? RECOMMENDED.preset;
  }
  report({
    at: value,
    message: text('There is no such preset. There are: {0}.', PRESETS.join(', ')),
    fixes: replaceBy(value, closest(value.string ?? '', PRESETS)),
  });
  return RECOMMENDED.preset;
}

function readLevels(rules: Value, spelling: Spelling, report: Report): ReadonlyMap<string, Level> {
  const levels = new Map<string, Level>();
  if (rules.kind !== 'object') {
    if (!rules.isAbsent && !rules.isUnknown) {
      report({ at: rules, message: text('"{0}" must be an object.', 'rules') });
    }
    return levels;
  }
  for (const value of rules.children) {
    const { key, scalar } = value;
    if (key === undefined) {
      continue;
    }
    if (!isRule(key.name)) {
      const meant = ruleMeantBy(key.name, spelling);
      report({ at: key, severity: 'warning', message: noSuchRule(key.name, meant), fixes: renameTo(value, meant) });
    } else if (isLevel(scalar)) {
      levels.set(key.name, scalar);
    } else if (!value.isUnknown) {
      report({
        at: value,
        message: text('The severity of a rule is one of these: {0}.', LEVELS.join(', ')),
        fixes: replaceBy(value, levelMeantBy(value.string ?? '', spelling)),
      });
    }
  }
  return levels;
}

function isLevel(value: unknown): value is Level {
  return (LEVELS as readonly unknown[]).includes(value);
}

/** Other tools say "warn" and "info". */
function levelMeantBy(name: string, spelling: Spelling): string | undefined {
  return spelling.meant(name, LEVELS) ?? LEVELS.find((level) => name.length > 2 && level.startsWith(name));
}

function renameTo(property: Value, name: string | undefined): readonly Remedy[] {
  if (name === undefined) {
    return [];
  }
  return [{ title: text('Change it to "{0}"', name), safe: false, changes: () => [rename(property, name)] }];
}

function replaceBy(value: Value, name: string | undefined): readonly Remedy[] {
  if (name === undefined) {
    return [];
  }
  return [{ title: text('Change it to "{0}"', name), safe: false, changes: () => [replace(value, name)] }];
}
