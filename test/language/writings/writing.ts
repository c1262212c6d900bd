import { parse } from 'yaml';
import type { Configuration, Finding, Format, OpenText } from '../../../src/language/api.ts';
import { terraformFiles } from '../../../src/language/documents/terraform/recognize.ts';
import { CLOUDFORMATION_TAGS } from '../../../src/language/notation/cloudformation.ts';
import type { StructureName } from '../../../src/language/notation/shape.ts';
import { everyFormat } from '../every-format.ts';
import { hcl } from '../syntax/hcl/hcl.ts';
import { plain } from '../syntax/plain.ts';
import { Choices } from './choices.ts';
import { around, type Data, inCloudFormation, type Item, itemOf } from './item.ts';
import { writeJson } from './json.ts';
import { Places } from './places.ts';
import { TerraformWriter } from './terraform.ts';
import { YamlWriter } from './yaml.ts';

/** What a text is about. */
export interface Resource {
  readonly name: string;
  readonly kind: 'task-definition' | 'service' | 'role';
  readonly data: Data;
}

/** Some resources as a text. */
export interface Writing {
  readonly name: string;
  readonly format: Format;
  readonly places: Places;
  /** What the resources are in another text of the same kind. */
  readonly read: (text: string) => readonly unknown[];
  /** What that would be of resources. */
  readonly expected: (resources: readonly Data[]) => readonly unknown[];
}

const KINDS = {
  'task-definition': {
    structure: 'TaskDefinition',
    cloudFormation: 'AWS::ECS::TaskDefinition',
    terraform: 'aws_ecs_task_definition',
  },
  service: { structure: 'Service', cloudFormation: 'AWS::ECS::Service', terraform: 'aws_ecs_service' },
  role: { structure: undefined, cloudFormation: 'AWS::IAM::Role', terraform: 'aws_iam_role' },
} as const satisfies Record<
  Resource['kind'],
  { readonly structure: StructureName | undefined; [target: string]: string | undefined }
>;

/** Where a value cannot be known, it is the same one. */
const UNKNOWN = '(unknown)';

/** A resource by itself, as it would be given to AWS's API. */
export function inputsOf(resource: Resource, seed: number): readonly Writing[] {
  const item = itemOf(resource.data, resource.name);
  return [
    write('JSON', 'json', (places, choices) => {
      writeJson(places, item, choices);
    }),
    write('YAML', 'yaml', (places, choices) => {
      new YamlWriter(places, choices).document(item);
    }),
  ];

  function write(name: string, format: Format, to: (places: Places, choices: Choices) => void): Writing {
    return {
      name,
      format,
      places: placesOf(seed, to),
      read: (text) => [normal(format === 'json' ? JSON.parse(text) : parse(text))],
      expected: normalAll,
    };
  }
}

/** Resources as templates. */
export function templatesOf(resources: readonly Resource[], seed: number): readonly Writing[] {
  const kinds = resources.map(({ kind }) => kind);
  return [
    cloudFormation('CloudFormation in JSON', 'json', writeJson),
    cloudFormation('CloudFormation in YAML', 'yaml', (places, item, choices) => {
      new YamlWriter(places, choices).document(item);
    }),
    {
      name: 'Terraform',
      format: 'hcl',
      places: placesOf(seed, (places, choices) => {
        writeTerraform(places, resources, choices);
      }),
      read: readTerraform,
      expected: (data) => normalAll(data.filter((_, index) => kinds[index] !== 'role')),
    },
  ];

  function cloudFormation(
    name: string,
    format: Format,
    to: (places: Places, item: Item, choices: Choices) => void,
  ): Writing {
    return {
      name,
      format,
      places: placesOf(seed, (places, choices) => {
        to(places, templateOf(resources, choices), choices);
      }),
      read: (text) => {
        const template = (format === 'json' ? JSON.parse(text) : parse(text, { version: '1.1', customTags })) as {
          readonly Resources: Readonly<Record<string, { readonly Properties: unknown }>>;
        };
        return resources.flatMap(({ name: own, kind }) =>
          kind === 'role' ? [] : [normal(template.Resources[own]?.Properties)],
        );
      },
      expected: (data) =>
        data.flatMap((each, index) => {
          const kind = kinds[index];
          return kind === undefined || kind === 'role'
            ? []
            : [
                normal(
                  plainOf(inCloudFormation(itemOf(each, ''), { structure: KINDS[kind].structure }, new Choices(0))),
                ),
              ];
        }),
    };
  }
}

const customTags = Array.from(CLOUDFORMATION_TAGS.keys(), (tag) => ({ tag, resolve: () => '${unknown}' }));

function placesOf(seed: number, write: (places: Places, choices: Choices) => void): Places {
  const places = new Places();
  write(places, new Choices(seed));
  return places;
}

function templateOf(resources: readonly Resource[], choices: Choices): Item {
  const all = resources.map(({ name, kind, data }): readonly [string, Item] => {
    const { structure, cloudFormation } = KINDS[kind];
    const properties =
      structure === undefined ? roleOf(data, name) : inCloudFormation(itemOf(data, name), { structure }, choices);
    return [name, around({ Type: cloudFormation, Properties: properties })];
  });
  return around({ Resources: around(Object.fromEntries(all)) });
}

/** The policies of a role are the same everywhere, but what is around them is not. */
function roleOf({ policies }: Data, path: string): Item {
  const all = policies as readonly Data[];
  return {
    kind: 'object',
    paths: [],
    entries: [
      {
        name: 'Policies',
        paths: [],
        value: {
          kind: 'list',
          paths: [],
          items: all.map((policy, index) =>
            around({ PolicyName: `p${index}`, PolicyDocument: itemOf(policy, `${path}/${index}`) }),
          ),
        },
      },
    ],
  };
}

function writeTerraform(places: Places, resources: readonly Resource[], choices: Choices): void {
  const types = new Map(resources.map(({ name, kind }) => [name, KINDS[kind].terraform]));
  const writer = new TerraformWriter(places, choices, types);
  for (const { name, kind, data } of resources) {
    const { structure, terraform } = KINDS[kind];
    if (structure !== undefined) {
      writer.resource(terraform, name, data, structure, name);
      continue;
    }
    places.write(`resource "aws_iam_role" "${name}" {\n`);
    const all = data['policies'] as readonly Data[];
    const inline = choices.below(all.length + 1);
    for (const [index, policy] of all.slice(0, inline).entries()) {
      writer.holder('inline_policy', 'name = "p"', 'policy', policy, `${name}/${index}`, '  ');
    }
    places.write('}\n');
    for (const [index, policy] of all.slice(inline).entries()) {
      const number = inline + index;
      const role = `role = aws_iam_role.${name}.${choices.of('id', 'name')}`;
      writer.holder(`resource "aws_iam_role_policy" "p${number}"`, role, 'policy', policy, `${name}/${number}`);
    }
  }
}

function readTerraform(text: string): readonly unknown[] {
  const root = hcl.parse(text);
  if (root?.source.complete !== true) {
    throw new Error(`It is no HCL:\n${text}`);
  }
  return terraformFiles
    .recognize(root)
    .filter(({ kind }) => kind !== 'policy')
    .map(({ value }) => normal(plain(value)));
}

function plainOf(item: Item): unknown {
  switch (item.kind) {
    case 'scalar':
      return item.scalar;
    case 'function':
      return undefined;
    case 'list':
      return item.items.map(plainOf);
    case 'object':
      return Object.fromEntries(item.entries.map(({ name, value }) => [name, plainOf(value)]));
  }
}

function normalAll(all: readonly unknown[]): readonly unknown[] {
  return all.map(normal);
}

/**
 * Data without the difference between numbers and strings that say the same, with all that is unknown the same, and
 * without the objects that have nothing in them where Terraform has only a path.
 */
function normal(data: unknown): unknown {
  if (Array.isArray(data)) {
    return data.map(normal);
  }
  if (data === undefined || (typeof data === 'string' && /\$\{|^ref:/.test(data))) {
    return UNKNOWN;
  }
  if (typeof data !== 'object' || data === null) {
    return typeof data === 'string' ? data : JSON.stringify(data);
  }
  const entries = Object.entries(data);
  const name = entries[0]?.[0] ?? '';
  return entries.length === 1 && /^(?:Ref|Fn::)/.test(name)
    ? UNKNOWN
    : Object.fromEntries(
        entries
          .filter(([key, value]) => !/^host$/i.test(key) || JSON.stringify(value) !== '{}')
          .map(([key, value]) => [key, normal(value)]),
      );
}

/** A text, read. */
export function open({ format, places }: Writing): OpenText {
  // All of the module's files are known.
  return everyFormat
    .open(places.text, undefined, format)
    .beside({ name: 'main.tf', isWhole: true, files: [], configurations: [] });
}

/** A finding: what it says, and where that may be, for a text can say several things at a place. */
export interface Told {
  readonly what: string;
  readonly paths: readonly string[];
  readonly finding: Finding;
}

export function toldIn(writing: Writing, configuration: Configuration): readonly Told[] {
  return open(writing)
    .findings(configuration)
    .map((finding) => {
      const { rule, messageId, severity, range, fixes } = finding;
      const kinds = fixes.map(({ safe }) => (safe ? 'safe' : 'choice')).join();
      return { what: `${severity} ${rule}/${messageId} (${kinds})`, paths: writing.places.at(range), finding };
    });
}
