import { type Shape, type StructureName, structures } from '../../../src/language/notation/shape.ts';
import { argumentName } from '../../../src/language/notation/terraform/names.ts';
import { hcl } from '../syntax/hcl/hcl.ts';

type Data = { readonly [name: string]: unknown };

/** The resources of ECS, and what they are in the API. */
const RESOURCES = {
  'task-definition': { type: 'aws_ecs_task_definition', structure: 'TaskDefinition' },
  service: { type: 'aws_ecs_service', structure: 'Service' },
  cluster: { type: 'aws_ecs_cluster', structure: 'Cluster' },
} as const;

/** A document of the API's input as people write it in Terraform. */
export function inTerraform(data: Data, kind: keyof typeof RESOURCES | 'policy' = 'task-definition'): string {
  if (kind === 'policy') {
    return `resource "aws_iam_policy" "it" {\n  policy = jsonencode(${expression(data, '  ')})\n}\n`;
  }
  const { type, structure } = RESOURCES[kind];
  return `resource "${type}" "it" {\n${body(data, structure, '  ')}}\n`;
}

function body(data: Data, structure: StructureName, indent: string): string {
  return Object.entries(data)
    .map(([name, value]) => argument(name, value, structure, structures[structure].get(name), indent))
    .join('');
}

function argument(
  name: string,
  value: unknown,
  structure: StructureName,
  shape: Shape | undefined,
  indent: string,
): string {
  const written = argumentName(name, structure);
  if (name === 'containerDefinitions') {
    return `${indent}container_definitions = jsonencode(${expression(value, indent)})\n`;
  }
  if (structure === 'Volume' && name === 'host') {
    return isData(value) ? body(value, 'HostVolumeProperties', indent) : '';
  }
  if (structure === 'ProxyConfiguration' && name === 'properties' && Array.isArray(value)) {
    const pairs = value.filter(isData).map(({ name: key, value: content }) => [String(key), content]);
    return `${indent}properties = ${expression(Object.fromEntries(pairs), indent)}\n`;
  }
  if (typeof shape === 'object' && 'structure' in shape && isData(value)) {
    return block(written, value, shape.structure, indent);
  }
  const element = typeof shape === 'object' && 'list' in shape ? shape.list : undefined;
  if (typeof element === 'object' && 'structure' in element && Array.isArray(value)) {
    const { structure: inner } = element;
    return value.map((item) => (isData(item) ? block(written, item, inner, indent) : '')).join('');
  }
  return `${indent}${written} = ${expression(value, indent)}\n`;
}

function block(name: string, data: Data, structure: StructureName, indent: string): string {
  return `${indent}${name} {\n${body(data, structure, `${indent}  `)}${indent}}\n`;
}

function expression(value: unknown, indent: string): string {
  const inner = `${indent}  `;
  if (Array.isArray(value)) {
    return value.length === 0
      ? '[]'
      : `[\n${value.map((item) => `${inner}${expression(item, inner)},\n`).join('')}${indent}]`;
  }
  if (isData(value)) {
    const lines = Object.entries(value).map(
      ([name, item]) => `${inner}${hcl.literal(name)} = ${expression(item, inner)}\n`,
    );
    return lines.length === 0 ? '{}' : `{\n${lines.join('')}${indent}}`;
  }
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' || value === null
    ? hcl.literal(value)
    : 'null';
}

function isData(value: unknown): value is Data {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
