import type { Messages, Report as ReportOf } from '../rules/define-rule.ts';
import { NAME_MESSAGES } from '../rules/name-messages.ts';

/** What can be wrong in a configuration file. */
export const MESSAGES = {
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
  notAList: { severity: 'error', text: '"{name}" must be a list.' },
  notAnOverride: { severity: 'error', text: 'An override must be an object with "files" and "rules".' },
  unknownOverrideProperty: {
    severity: 'warning',
    text: '"{name}" is not a property of an override. The properties are {names}.',
  },
  noFiles: { severity: 'error', text: 'An override must name its files in "files", as globs.' },
  notAGlob: { severity: 'error', text: 'This must be a glob: a string that names files, such as "legacy/**".' },
  globOutside: {
    severity: 'error',
    text: 'This glob names no file: globs are relative to the folder of this configuration, and stay in it.',
  },
  backslash: { severity: 'error', text: 'Write "/" between the folders in a glob, also on Windows.' },
  longGlob: { severity: 'error', text: 'This glob is not read: it is longer than {count} characters.' },
  tooManyGlobs: {
    severity: 'error',
    text: 'This glob and those after it are not read: a configuration can have {count} globs.',
  },
} as const satisfies Messages;

/** Says what is wrong in a configuration file. */
export type Report = ReportOf<typeof MESSAGES>;
