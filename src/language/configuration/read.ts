import { sentence } from '../../text.ts';
import type { Configuration, Finding, Preset } from '../api.ts';
import { closest, Spelling } from '../documents/closest.ts';
import { FindingList, findingsIn, limitFinding, withinLimit } from '../finding.ts';
import { INPUT } from '../notation/notation.ts';
import { reporter } from '../reporter.ts';
import { CONFIGURATION_PAGE } from '../rules/documentation.ts';
import type { Syntax, Value } from '../syntax/value.ts';
import { type FolderConfiguration, NOTHING_CONFIGURED, type Override, RECOMMENDED } from './folder-configuration.ts';
import { readLevels } from './levels.ts';
import { MESSAGES, type Report } from './messages.ts';
import { PatternReader } from './patterns.ts';
import { renameTo, replaceBy } from './remedies.ts';

export const PRESETS: readonly Preset[] = ['recommended', 'read-only-root-filesystem'];

/** Longer texts, in UTF-16 code units, are not read: all rules with a remark for each take a tenth of it. */
export const LONGEST_CONFIGURATION = 256 * 1024;

/** What each preset changes in what is recommended. */
const CHANGES: Readonly<Record<Preset, Configuration>> = {
  recommended: RECOMMENDED,
  'read-only-root-filesystem': {
    levels: new Map(),
    options: new Map([['exec/readonly-root-filesystem', { mustBeReadOnly: true }]]),
  },
};

const PROPERTIES: readonly string[] = ['$schema', 'preset', 'rules', 'ignore', 'overrides'];
const OVERRIDE_PROPERTIES: readonly string[] = ['files', 'rules'];

/** What a configuration file says, without what is wrong in it, and what that is. */
export interface ConfigurationDocument extends FolderConfiguration {
  /** In the order of their places. */
  readonly findings: readonly Finding[];
  /** The offset from which it is no JSON, with comments and trailing commas; undefined where all of it is. */
  readonly mistakeAt: number | undefined;
}

const TOO_LONG: ConfigurationDocument = {
  ...NOTHING_CONFIGURED,
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
  mistakeAt: undefined,
};

/** As `readConfiguration` of the language service, for a text in some syntax. */
export function readConfigurationIn(syntax: Syntax, source: string): ConfigurationDocument {
  if (source.length > LONGEST_CONFIGURATION) {
    return TOO_LONG;
  }
  const root = syntax.parse(source);
  if (root === undefined) {
    return { ...NOTHING_CONFIGURED, findings: [], mistakeAt: 0 };
  }
  const list = new FindingList(INPUT);
  const report = reporter(
    list,
    () => ({ id: 'config/invalid', messages: MESSAGES }),
    () => CONFIGURATION_PAGE,
  );
  const read = new ConfigurationReader(report).read(root);
  return {
    ...read,
    findings: withinLimit(findingsIn(root.source, list.findings)),
    mistakeAt: root.source.complete ? undefined : (syntax.firstMistake(source)?.start ?? 0),
  };
}

/** Reads one configuration, and reports what is wrong in it. */
class ConfigurationReader {
  readonly #report: Report;
  readonly #spelling = new Spelling();
  readonly #patterns: PatternReader;

  constructor(report: Report) {
    this.#report = report;
    this.#patterns = new PatternReader(report);
  }

  read(root: Value): FolderConfiguration {
    if (root.kind !== 'object') {
      this.#report({ at: root, message: 'notAnObject' });
    }
    this.#checkNames(root, PROPERTIES, 'unknownProperty');
    const preset = CHANGES[this.#readPreset(root.get('preset'))];
    const levels = readLevels(root.get('rules'), this.#spelling, this.#report);
    return {
      configuration: { levels: new Map([...preset.levels, ...levels]), options: preset.options },
      ignored: this.#patterns.read(root.get('ignore'), 'ignore'),
      overrides: this.#readOverrides(root.get('overrides')),
    };
  }

  #readPreset(value: Value): Preset {
    const preset = PRESETS.find((name) => value.is(name));
    if (preset === undefined && !value.isAbsent && !value.isUnknown) {
      this.#report({
        at: value,
        message: 'unknownPreset',
        values: { names: PRESETS.join(', ') },
        fixes: replaceBy(value, closest(value.string ?? '', PRESETS)),
      });
    }
    return preset ?? 'recommended';
  }

  #readOverrides(list: Value): readonly Override[] {
    if (list.kind !== 'array') {
      if (!list.isAbsent && !list.isUnknown) {
        this.#report({ at: list, message: 'notAList', values: { name: 'overrides' } });
      }
      return [];
    }
    return list.children.flatMap((value) => this.#readOverride(value));
  }

  #readOverride(value: Value): readonly Override[] {
    if (value.kind !== 'object') {
      if (!value.isUnknown) {
        this.#report({ at: value, message: 'notAnOverride' });
      }
      return [];
    }
    this.#checkNames(value, OVERRIDE_PROPERTIES, 'unknownOverrideProperty');
    const named = value.get('files');
    const files = this.#patterns.read(named, 'files');
    if (named.isAbsent || (named.kind === 'array' && named.children.length === 0)) {
      this.#report({ at: named.isAbsent ? value : named, message: 'noFiles' });
    }
    return [{ files, levels: readLevels(value.get('rules'), this.#spelling, this.#report) }];
  }

  #checkNames(object: Value, names: readonly string[], message: 'unknownProperty' | 'unknownOverrideProperty'): void {
    if (object.kind !== 'object') {
      return;
    }
    for (const property of object.children) {
      const { key } = property;
      if (key === undefined || names.includes(key.name)) {
        continue;
      }
      this.#report({
        at: key,
        message,
        values: { name: key.name, names: names.join(', ') },
        fixes: renameTo(property, this.#spelling.meant(key.name, names)),
      });
    }
  }
}
