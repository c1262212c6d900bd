import type { Parser } from 'web-tree-sitter';
import type { DocumentKind, LanguageService } from './api.ts';
import { type ConfigurationDocument, readConfigurationIn } from './configuration/read.ts';
import { type SwitchedOff, switchOffIn } from './configuration/switch-off.ts';
import { templates } from './documents/cloudformation/template.ts';
import { policies } from './documents/policy/recognize.ts';
import { input } from './documents/recognize.ts';
import { clusters } from './documents/recognize-cluster.ts';
import { services, taskRuns } from './documents/service/recognize.ts';
import { terraformFiles } from './documents/terraform/recognize.ts';
import { CLOUDFORMATION_TAGS } from './notation/cloudformation.ts';
import { only, type Reading } from './reader.ts';
import { languageServiceFor } from './service.ts';
import { createHcl } from './syntax/hcl/index.ts';
import { json } from './syntax/json/index.ts';
import { createYaml } from './syntax/yaml/index.ts';

export { withLevels } from './configuration/levels.ts';
export { LONGEST_CONFIGURATION } from './configuration/read.ts';
export {
  type FolderText,
  hasNeighbours,
  isEcspressoConfiguration,
  LARGEST_NEIGHBOUR,
  mayBeNeighbour,
  MOST_FOLDERS_ABOVE,
  MOST_NEIGHBOURS,
  neighboursAmong,
  neighboursOf,
  openNeighbour,
  pathFrom,
  pathsBeyond,
  sharesNames,
} from './neighbours.ts';
export { RULES } from './rules/index.ts';
export { isRule, rulesReportedBy, successorsOf } from './rules/names.ts';

const PLAIN = [input, policies, services, taskRuns, clusters];

/** How texts are read. */
const READINGS: readonly [Reading, ...Reading[]] = [
  { format: 'json', syntax: json, recognizers: [templates, terraformFiles, ...PLAIN] },
  { format: 'yaml', syntax: createYaml(CLOUDFORMATION_TAGS), recognizers: [templates, ...PLAIN] },
];

/** Loads what parses HCL. Rejects with an Error where that fails. */
export type LoadHcl = () => Promise<Parser>;

/** What a language service is told. */
export interface Options {
  /** Loads what parses Terraform's files when the first is to be read. Without it, nothing is found in them. */
  readonly loadHcl?: LoadHcl | undefined;
  /** What it looks for; everything where nothing is said. */
  readonly kinds?: readonly DocumentKind[] | undefined;
}

/** The language service. */
export function createLanguageService({ kinds, loadHcl }: Options = {}): LanguageService {
  const [first, ...others] = READINGS;
  const read = (reading: Reading): Reading => (kinds === undefined ? reading : only(kinds, reading));
  return languageServiceFor([read(first), ...others.map(read)], {
    ...(loadHcl && {
      hcl: async () => read({ format: 'hcl', syntax: createHcl(await loadHcl()), recognizers: [terraformFiles] }),
    }),
  });
}

/** Reads the text of an `ecs-exec.config.json`. Never throws, whatever the text. */
export function readConfiguration(text: string): ConfigurationDocument {
  return readConfigurationIn(json, text);
}

/**
 * Switches a rule off in the text of a configuration file, which is empty where there is none yet: for all files, or
 * for one, whose path is relative to the file's folder, with slashes. Undefined for a text in which that cannot be
 * written.
 */
export function switchOff(rule: string, text: string, path?: string): SwitchedOff | undefined {
  return switchOffIn(json, rule, text, path);
}
