import { sentence } from '../text.ts';
import type { Configuration, Finding, Level, Preset, TextEdit } from './api.ts';
import { closest, Spelling } from './documents/closest.ts';
import { FindingList, findingsIn, limitFinding, withinLimit } from './finding.ts';
import { INPUT } from './notation/notation.ts';
import { reporter } from './reporter.ts';
import type { Messages, Report as ReportOf } from './rules/define-rule.ts';
import { CONFIGURATION_PAGE } from './rules/documentation.ts';
import { NAME_MESSAGES } from './rules/name-messages.ts';
import { isRule, ruleMeantBy, rulesNamed, successorsOf } from './rules/names.ts';
import type { Remedy } from './rules/rule.ts';
import { remove, rename, replace, set } from './syntax/change.ts';
import { applyEdits } from './syntax/edits.ts';
import type { Key, Syntax, Value } from './syntax/value.ts';

/** The name of the file, at the root of a workspace, that holds its configuration. */
export const CONFIGURATION_FILE = 'ecs-exec.config.json';

export const LEVELS: readonly Level[] = ['off', 'information', 'warning', 'error'];
export const PRESETS: readonly Preset[] = ['recommended', 'read-only-root-filesystem'];

/** Longer texts, in UTF-16 code units, are not read: all rules with a remark for each take a tenth of it. */
export const LONGEST_CONFIGURATION = 256 * 1024;

/** What holds where nothing else is said. */
export const RECOMMENDED: Configuration = { levels: new Map(), options: new Map() };

/** What each preset changes in that. */
const CHANGES: Readonly<Record<Preset, Configuration>> = {
  recommended: RECOMMENDED,
  'read-only-root-filesystem': {
    levels: new Map(),
    options: new Map([['exec/readonly-root-filesystem', { mustBeReadOnly: true }]]),
  },
};

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
        'tooLong',
        sentence('This configuration is not read: it is longer than {0} KiB.', LONGEST_CONFIGURATION / 1024),
        0,
      ),
      severity: 'error',
    },
  ],
  isJson: true,
};

/** What can be wrong in a configuration file. */
const MESSAGES = {
  notAnObject: { severity: 'error', text: 'The configuration must be an object.' },
  rulesNotAnObject: { severity: 'error', text: '"rules" must be an object.' },
  unknownProperty: {
    severity: 'warning',
    text: '"{name}" is not a property of the configuration. The properties are {names}.',
  },
  unknownPreset: { severity: 'error', text: 'There is no such preset. The presets are {names}.' },
  ...NAME_MESSAGES,
  unknownRule: { ...NAME_MESSAGES.unknownRule, severity: 'warning' },
  mistypedRule: { ...NAME_MESSAGES.mistypedRule, severity: 'warning' },
  unknownLevel: { severity: 'error', text: 'The severity of a rule must be one of {names}.' },
} as const satisfies Messages;

type Report = ReportOf<typeof MESSAGES>;

/** As `readConfiguration` of the language service, for a text in some syntax. */
export function readConfigurationIn(syntax: Syntax, source: string): ConfigurationDocument {
  if (source.length > LONGEST_CONFIGURATION) {
    return TOO_LONG;
  }
  const root = syntax.parse(source);
  if (root === undefined) {
    return { configuration: RECOMMENDED, findings: [], isJson: false };
  }
  const list = new FindingList(INPUT);
  const spelling = new Spelling();
  const report = reporter(
    list,
    () => ({ id: 'config/invalid', messages: MESSAGES }),
    () => CONFIGURATION_PAGE,
  );
  if (root.kind !== 'object') {
    report({ at: root, message: 'notAnObject' });
  }
  checkNames(root, spelling, report);
  const preset = CHANGES[readPreset(root.get('preset'), report)];
  const levels = new Map([...preset.levels, ...readLevels(root.get('rules'), spelling, report)]);
  return {
    configuration: { levels, options: preset.options },
    findings: withinLimit(findingsIn(root.source, list.findings)),
    isJson: root.source.complete,
  };
}

/** A configuration with levels, by rule, that win over its own. What is no level, or of no rule, is left out. */
export function withLevels(configuration: Configuration, levels: Readonly<Record<string, unknown>>): Configuration {
  const valid = Object.entries(levels).filter((entry): entry is [string, Level] => isLevel(entry[1]));
  const winning = levelsByRule(valid);
  return winning.size === 0
    ? configuration
    : { ...configuration, levels: new Map([...configuration.levels, ...winning]) };
}

/** As `switchOff` of the language service, for a text in some syntax. */
export function switchOffIn(syntax: Syntax, rule: string, source: string): readonly TextEdit[] | undefined {
  if (source.trim() === '') {
    const edits = switchOffIn(syntax, rule, EMPTY);
    return edits && [{ start: 0, end: source.length, text: applyEdits(EMPTY, edits) }];
  }
  const root = syntax.parse(source);
  if (root?.kind !== 'object' || !root.source.complete) {
    return undefined;
  }
  const schema = source === EMPTY ? [set(root, ['$schema'], SCHEMA)] : [];
  return syntax.write([...schema, set(root, ['rules', rule], 'off')]);
}

/** A configuration that says nothing. */
const EMPTY = '{\n}\n';

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
      message: 'unknownProperty',
      values: { name: key.name, names: PROPERTIES.join(', ') },
      fixes: renameTo(property, spelling.meant(key.name, PROPERTIES)),
    });
  }
}

function readPreset(value: Value, report: Report): Preset {
  const preset = PRESETS.find((name) => value.is(name));
  if (preset === undefined && !value.isAbsent && !value.isUnknown) {
    report({
      at: value,
      message: 'unknownPreset',
      values: { names: PRESETS.join(', ') },
      fixes: replaceBy(value, closest(value.string ?? '', PRESETS)),
    });
  }
  return preset ?? 'recommended';
}

function readLevels(rules: Value, spelling: Spelling, report: Report): ReadonlyMap<string, Level> {
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

function renameTo(property: Value, name: string | undefined): readonly Remedy[] {
  if (name === undefined) {
    return [];
  }
  return [{ title: sentence('Change it to "{0}"', name), safe: false, changes: () => [rename(property, name)] }];
}

function replaceBy(value: Value, name: string | undefined): readonly Remedy[] {
  if (name === undefined) {
    return [];
  }
  return [{ title: sentence('Change it to "{0}"', name), safe: false, changes: () => [replace(value, name)] }];
}
