import { parse, stringify } from 'yaml';
import type { LanguageService, SubjectKind } from '../../../src/language/api.ts';
import { templates } from '../../../src/language/documents/cloudformation/template.ts';
import { policies } from '../../../src/language/documents/policy/recognize.ts';
import { input } from '../../../src/language/documents/recognize.ts';
import { clusters } from '../../../src/language/documents/recognize-cluster.ts';
import { services, taskRuns } from '../../../src/language/documents/service/recognize.ts';
import { CLOUDFORMATION, CLOUDFORMATION_TAGS } from '../../../src/language/notation/cloudformation.ts';
import { irregularNames } from '../../../src/language/notation/cloudformation-names.ts';
import type { StructureName } from '../../../src/language/notation/shape.ts';
import { languageServiceFor } from '../../../src/language/service.ts';
import { json } from '../../../src/language/syntax/json/index.ts';
import type { Syntax } from '../../../src/language/syntax/value.ts';
import { createYaml } from '../../../src/language/syntax/yaml/index.ts';
import { service as template, written } from './template.ts';

/** A way to write task definitions into a template, to compare what is found there with what is in the input. */
export interface Mirror {
  readonly name: string;
  /** The type of a resource, by its kind. */
  readonly types: Readonly<Partial<Record<SubjectKind, string>>>;
  readonly service: LanguageService;
  readonly syntax: Syntax;
  /** How a property is written. */
  readonly written: (property: string, structure: StructureName) => string;
  /** What is written otherwise than with a capital letter, by how it is written in small letters. */
  readonly names: Readonly<Partial<Record<string, string>>>;
  readonly stringify: (data: unknown) => string;
  readonly read: (text: string) => unknown;
}

const asJson = {
  syntax: json,
  stringify: (data: unknown) => JSON.stringify(data, undefined, 2),
  read: (text: string): unknown => JSON.parse(text),
};

/** The made-up notation of {@link ./template.ts}. */
export const TEMPLATE: Mirror = {
  name: 'another notation',
  types: { 'task-definition': 'TaskDefinition' },
  names: {},
  service: template,
  written,
  ...asJson,
};

/** All that a text can be that is not in Terraform. */
export const RECOGNIZERS = [templates, input, policies, services, taskRuns, clusters];

const cloudFormation = {
  names: Object.fromEntries(
    Object.values(irregularNames).flatMap((names) =>
      Object.entries(names).map(([name, by]) => [by.toLowerCase(), name]),
    ),
  ),
  types: {
    'task-definition': 'AWS::ECS::TaskDefinition',
    service: 'AWS::ECS::Service',
    cluster: 'AWS::ECS::Cluster',
    policy: 'AWS::IAM::ManagedPolicy',
  },
  written: (property: string, structure: StructureName) => CLOUDFORMATION.write(property, structure),
};

export const CLOUDFORMATION_JSON: Mirror = {
  name: 'a JSON template of CloudFormation',
  ...cloudFormation,
  ...asJson,
  service: languageServiceFor([{ format: 'json', syntax: json, recognizers: RECOGNIZERS }]),
};

/** YAML, as CloudFormation writes it. */
export const yaml = createYaml(CLOUDFORMATION_TAGS);

export const CLOUDFORMATION_YAML: Mirror = {
  name: 'a YAML template of CloudFormation',
  ...cloudFormation,
  syntax: yaml,
  stringify: (data) => stringify(data, { version: '1.1', aliasDuplicateObjects: false }),
  read: (text): unknown => parse(text, { version: '1.1' }),
  service: languageServiceFor([{ format: 'yaml', syntax: yaml, recognizers: RECOGNIZERS }]),
};
