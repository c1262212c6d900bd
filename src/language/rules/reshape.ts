import { sentence } from '../../text.ts';
import type { Misfit } from '../documents/deviations.ts';
import { notationOf } from '../notation/notation-of.ts';
import { elementOf, mapped, structureOf } from '../notation/parts.ts';
import { type Shape, type StructureName, structures } from '../notation/shape.ts';
import { enlist, hoist, isList, nest, replace } from '../syntax/change.ts';
import type { Json, Value } from '../syntax/value.ts';
import { changeTo } from './change-to.ts';
import { writtenName } from './name-of.ts';
import type { Remedy } from './rule.ts';

/** What a shell does more than run a program with its arguments: variables, quotes, wildcards, pipes and the like. */
const SHELL_SYNTAX = /[^\w./:=@,+\- ]|^\S*=/;

/** Ways to make a list of what stands where one belongs, or to take the one thing out of a list that is none. */
export function reshape({ value, shape }: Misfit): readonly Remedy[] {
  const element = elementOf(shape);
  if (element === undefined) {
    return [...mapOfPairs(value, shape), ...putIn(value, shape), ...takeOut(value, shape)].slice(0, 1);
  }
  if (value.kind === 'object') {
    return structureOf(element) === undefined ? [] : listOfObject(value, element);
  }
  if (value.kind === 'number') {
    return element === 'number' && fits(value, element) ? [inList(value)] : [];
  }
  if (value.string === undefined) {
    return [];
  }
  return element === 'string' ? listOfString(value, value.string) : listInText(value, value.string, element);
}

/** Deeper than anything that ECS knows. */
const DEEPEST = 32;

/** A list of objects may have been written as a string, as Terraform takes container definitions. */
function listInText(value: Value, text: string, element: Shape): readonly Remedy[] {
  if (structureOf(element) === undefined || depthOf(text) > DEEPEST) {
    return [];
  }
  const list = parsedList(text);
  return list === undefined
    ? []
    : [{ title: sentence('Change it to a list'), safe: false, changes: () => [replace(value, list)] }];
}

/** How deep the brackets of a text are nested at most, those in strings included. */
function depthOf(text: string): number {
  let depth = 0;
  let deepest = 0;
  for (const [bracket] of text.matchAll(/[[{}\]]/g)) {
    depth += bracket === '[' || bracket === '{' ? 1 : -1;
    deepest = Math.max(deepest, depth);
  }
  return deepest;
}

function isObject(json: Json): boolean {
  return typeof json === 'object' && json !== null && !isList(json);
}

function parsedList(text: string): Json | undefined {
  try {
    const json = JSON.parse(text) as Json;
    return isList(json) && json.every(isObject) ? json : undefined;
  } catch {
    return undefined;
  }
}

/** What an object has to have, by what it is: what stands in its place is that. */
const MAIN_PROPERTIES: Readonly<Partial<Record<StructureName, string>>> = {
  HealthCheck: 'command',
  LogConfiguration: 'logDriver',
  FirelensConfiguration: 'type',
  RepositoryCredentials: 'credentialsParameter',
  ContainerRestartPolicy: 'enabled',
  EphemeralStorage: 'sizeInGiB',
  HostVolumeProperties: 'sourcePath',
  EFSVolumeConfiguration: 'fileSystemId',
};

/** Makes an object of what can only be one property of it. */
function putIn(value: Value, shape: Shape): readonly Remedy[] {
  const structure = structureOf(shape);
  const name = structure === undefined ? undefined : MAIN_PROPERTIES[structure];
  const inner = structure === undefined || name === undefined ? undefined : structures[structure].get(name);
  const { key, parent } = value;
  if (key === undefined || name === undefined || inner === undefined || !fits(value, inner)) {
    return [];
  }
  if (!value.children.every(({ kind }) => kind === 'string') || parent?.namesakes(key.name).length !== 1) {
    return [];
  }
  const title = sentence('Put it in "{0}"', notationOf(value).write(name));
  return [{ title, safe: false, changes: () => [nest(value, [key.name, name])] }];
}

/** Makes a map of elements that have a name and a value each. */
function mapOfPairs(list: Value, shape: Shape): readonly Remedy[] {
  if (mapped(shape) === undefined || list.kind !== 'array' || list.children.length === 0) {
    return [];
  }
  const map: Record<string, Json> = {};
  for (const pair of list.children) {
    const name = pair.get('name').string ?? pair.get('key').string;
    const { scalar } = pair.get('value');
    if (name === undefined || typeof scalar !== 'string' || pair.children.length !== 2 || Object.hasOwn(map, name)) {
      return [];
    }
    map[name] = scalar;
  }
  return [{ title: sentence('Change it to an object'), safe: false, changes: () => [replace(list, map)] }];
}

/** One element is what is meant by it. */
function takeOut(value: Value, shape: Shape): readonly Remedy[] {
  const [only, ...others] = value.kind === 'array' ? value.children : [];
  if (only === undefined || others.length > 0 || !fits(only, shape)) {
    return [];
  }
  return [{ title: sentence('Remove the list around it'), safe: true, changes: () => [hoist(value, only)] }];
}

/** An object may be an element, or a map of names and values, as other tools have it. */
function listOfObject(object: Value, element: Shape): readonly Remedy[] {
  if (fits(object, element) && isUnmistakable(object, element)) {
    return [inList(object)];
  }
  const pairs = pairsOf(object, element);
  return pairs === undefined
    ? []
    : [{ title: sentence('Change it to a list'), safe: false, changes: () => [replace(object, pairs)] }];
}

/** What has only strings may be a map that has a name by chance: then all of its properties have to be there. */
function isUnmistakable(object: Value, element: Shape): boolean {
  const structure = structureOf(element);
  const properties = structure === undefined ? [] : [...structures[structure]];
  return (
    object.children.length > 0 &&
    (properties.some(([, shape]) => shape !== 'string') || properties.every(([name]) => object.has(name)))
  );
}

/** The elements that stand for the entries of a map, where an element is a name and a string. */
function pairsOf(map: Value, element: Shape): readonly Json[] | undefined {
  const structure = structureOf(element);
  const [first, second, ...more] = structure === undefined ? [] : [...structures[structure]];
  if (first?.[1] !== 'string' || second?.[1] !== 'string' || more.length > 0 || map.children.length === 0) {
    return undefined;
  }
  const pairs: Json[] = [];
  for (const { key, scalar } of map.children) {
    if (key === undefined || typeof scalar !== 'string') {
      return undefined;
    }
    pairs.push({ [first[0]]: writtenName(key), [second[0]]: scalar });
  }
  return pairs;
}

/** A command line is split, or handed to a shell, as Docker does; anything else is one string of a list. */
function listOfString(value: Value, string: string): readonly Remedy[] {
  const owner = value.key?.name ?? '';
  const words = string.split(' ').filter((word) => word !== '');
  if (words.length === 0) {
    return [];
  }
  if (owner === 'command' && value.parent?.key?.name === 'healthCheck') {
    const [form, ...rest] = words;
    const isMarked = (form === 'CMD-SHELL' || form === 'CMD') && rest.length > 0;
    return [changeTo(value, isMarked && form === 'CMD' ? words : ['CMD-SHELL', isMarked ? rest.join(' ') : string])];
  }
  const isCommandLine = owner === 'command' || owner === 'entryPoint';
  const hasShellSyntax = SHELL_SYNTAX.test(string);
  if (words.length === 1 && !(isCommandLine ? hasShellSyntax : string.includes(','))) {
    return [inList(value)];
  }
  if (!isCommandLine) {
    return [];
  }
  const shell = changeTo(value, ['sh', '-c', string]);
  return hasShellSyntax ? [shell] : [changeTo(value, words), shell];
}

function inList(value: Value): Remedy {
  return { title: sentence('Put it in a list'), safe: true, changes: () => [enlist(value)] };
}

/** Whether a value is of a shape, as far as its own properties go. */
function fits(value: Value, shape: Shape): boolean {
  const { kind } = value;
  if (typeof shape === 'string') {
    return kind === shape && (shape !== 'number' || Number.isInteger(value.scalar));
  }
  if ('enum' in shape) {
    return value.string !== undefined && shape.enum.includes(value.string);
  }
  const structure = structureOf(shape);
  if (structure === undefined) {
    return kind === (mapped(shape) === undefined ? 'array' : 'object');
  }
  return (
    kind === 'object' && value.children.every(({ key }) => key !== undefined && structures[structure].has(key.name))
  );
}
