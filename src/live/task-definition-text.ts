import { outputOnly } from '../language/notation/shape.ts';

/** JSON as it is read, or as the SDK hands it over. */
type Json = unknown;
type JsonObject = Readonly<Record<string, Json>>;

/** What people look for first, in this order; the rest follows as it came. */
const FIRST = ['family', 'name', 'image', 'taskRoleArn', 'executionRoleArn', 'networkMode', 'requiresCompatibilities'];

/** A task definition that ECS has described, as `register-task-definition` would take it. */
export function registrableText(definition: object): string {
  return toText(ordered(withoutOutput(definition as JsonObject), FIRST));
}

/**
 * A task definition in the one form in which two that mean the same to ECS are the same text, whether ECS has described
 * it or somebody has written it. Texts of the two then differ where what would run differs. Left out are what only ECS
 * sets, tags, which are described apart, and whatever is as ECS takes it where it is left out; names are sorted.
 */
export function comparableText(definition: object): string {
  return toText(comparable(definition as JsonObject));
}

/** The same for a list of container definitions alone, as Terraform takes it; of a whole definition, its list. */
export function comparableContainers(definition: object): string {
  const { containerDefinitions } = comparable(definition as JsonObject);
  return toText(containerDefinitions ?? []);
}

/** A task definition as it may stand in a file: by itself, in what the AWS CLI prints, or its containers alone. */
export function definitionIn(json: Json): { readonly definition: object; readonly isWhole: boolean } | undefined {
  if (isListOfObjects(json)) {
    return json.some((each) => 'name' in each || 'image' in each)
      ? { definition: { containerDefinitions: json }, isWhole: false }
      : undefined;
  }
  if (!isObject(json)) {
    return undefined;
  }
  if (isObject(json['taskDefinition'])) {
    return definitionIn(json['taskDefinition']);
  }
  return Array.isArray(json['containerDefinitions']) ? { definition: json, isWhole: true } : undefined;
}

function comparable(definition: JsonObject): JsonObject {
  const { tags: _tags, ...rest } = withoutOutput(definition);
  const { networkMode, cpu, memory, containerDefinitions, requiresCompatibilities, ...others } = rest;
  return simplified({
    ...others,
    // What ECS takes on Linux where none is given (API reference, RegisterTaskDefinition).
    ...(networkMode !== 'bridge' && { networkMode }),
    cpu: units(cpu, /^([\d.]+)\s*vcpu$/i),
    memory: units(memory, /^([\d.]+)\s*gb$/i),
    requiresCompatibilities: Array.isArray(requiresCompatibilities)
      ? [...(requiresCompatibilities as Json[])].sort()
      : requiresCompatibilities,
    containerDefinitions: isListOfObjects(containerDefinitions)
      ? containerDefinitions.map((container) => comparableContainer(container, networkMode))
      : containerDefinitions,
  }) as JsonObject;
}

/** Defaults are those of the API reference, ContainerDefinition, PortMapping and HealthCheck. */
function comparableContainer(container: JsonObject, networkMode: Json): JsonObject {
  const { cpu, essential, environment, secrets, portMappings, healthCheck, ...others } = container;
  return {
    ...others,
    ...(cpu !== 0 && { cpu }),
    // Of all switches, this one is on where it is left out.
    ...(essential === false && { essential: 'false' }),
    environment: byName(environment),
    secrets: byName(secrets),
    portMappings: isListOfObjects(portMappings)
      ? portMappings.map((mapping) => comparablePort(mapping, networkMode))
      : portMappings,
    healthCheck: isObject(healthCheck)
      ? without(healthCheck, { interval: 30, timeout: 5, retries: 3, startPeriod: 0 })
      : healthCheck,
  };
}

function comparablePort(mapping: JsonObject, networkMode: Json): JsonObject {
  const isOwn = networkMode === 'awsvpc' || networkMode === 'host';
  return without(mapping, { protocol: 'tcp', hostPort: isOwn ? mapping['containerPort'] : 0 });
}

/** Task sizes are written as numbers, as texts and with units, and described as texts of units. */
function units(size: Json, pattern: RegExp): Json {
  const [, whole] = typeof size === 'string' ? (pattern.exec(size.trim()) ?? []) : [];
  return whole !== undefined ? String(Number(whole) * 1024) : typeof size === 'number' ? String(size) : size;
}

function without(value: JsonObject, defaults: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(value).filter(([name, member]) => defaults[name] !== member));
}

function byName(list: Json): Json {
  return isListOfObjects(list) ? list.toSorted((a, b) => compare(String(a['name']), String(b['name']))) : list;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Without what says nothing: null, `false`, and lists and objects that are empty. The names of objects in order. */
function simplified(value: Json): Json {
  if (Array.isArray(value)) {
    return (value as Json[]).map(simplified);
  }
  if (!isObject(value)) {
    return value;
  }
  const members = Object.entries(value)
    .map(([name, member]) => [name, simplified(member)] as const)
    .filter(([, member]) => !saysNothing(member));
  return ordered(Object.fromEntries(members.toSorted(([a], [b]) => compare(a, b))), FIRST);
}

function saysNothing(value: Json): boolean {
  return (
    value === undefined ||
    value === null ||
    value === false ||
    (Array.isArray(value) && value.length === 0) ||
    (isObject(value) && Object.keys(value).length === 0)
  );
}

function withoutOutput(definition: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(definition).filter(
      ([name, value]) => !outputOnly.has(name) && value !== undefined && value !== null,
    ),
  );
}

function ordered(value: JsonObject, first: readonly string[]): JsonObject {
  const names = Object.keys(value);
  const sorted = [...first.filter((name) => names.includes(name)), ...names.filter((name) => !first.includes(name))];
  return Object.fromEntries(sorted.map((name) => [name, value[name]]));
}

function isObject(value: Json): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date);
}

function isListOfObjects(value: Json): value is readonly JsonObject[] {
  return Array.isArray(value) && value.every(isObject);
}

function toText(value: Json): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
