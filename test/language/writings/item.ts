import { CLOUDFORMATION } from '../../../src/language/notation/cloudformation.ts';
import { elementOf, mapped, structureOf } from '../../../src/language/notation/parts.ts';
import { type Shape, structures } from '../../../src/language/notation/shape.ts';
import type { Choices } from './choices.ts';

export type Data = { readonly [name: string]: unknown };

/** A value, and what it is in the document that is written. */
export type Item = { readonly paths: readonly string[] } & (
  | { readonly kind: 'scalar'; readonly scalar: string | number | boolean }
  | { readonly kind: 'list'; readonly items: readonly Item[] }
  | { readonly kind: 'object'; readonly entries: readonly Entry[] }
  /** A function of CloudFormation: its name without its prefix, and its argument. */
  | { readonly kind: 'function'; readonly name: string; readonly argument: string }
);

export interface Entry {
  readonly name: string;
  readonly paths: readonly string[];
  readonly value: Item;
}

/** What is put in at another time, as the whole of a string or a part of it. */
export const PLACEHOLDER = /\$\{(\w+)\}/g;

/** What a string refers to that is nothing but a reference to another resource. */
export const REFERENCE = /^ref:(\w+)$/;

/** Data as it is. */
export function itemOf(data: unknown, path: string): Item {
  if (Array.isArray(data)) {
    return { kind: 'list', paths: [path], items: data.map((item, index) => itemOf(item, inner(path, String(index)))) };
  }
  if (typeof data === 'object' && data !== null) {
    const entries = Object.entries(data).map(([name, value]) => {
      const own = inner(path, name);
      return { name, paths: [`${own}:`], value: itemOf(value, own) };
    });
    return { kind: 'object', paths: [path], entries };
  }
  return { kind: 'scalar', paths: [path], scalar: data as string | number | boolean };
}

export function inner(path: string, name: string): string {
  return path === '' ? name : `${path}/${name}`;
}

/** An object of a template around others. */
export function around(entries: Readonly<Record<string, Item | string>>): Item {
  return {
    kind: 'object',
    paths: [],
    entries: Object.entries(entries).map(([name, value]) => ({
      name,
      paths: [],
      value: typeof value === 'string' ? { kind: 'scalar', paths: [], scalar: value } : value,
    })),
  };
}

/** A value as CloudFormation has it: its names, its functions, and numbers and booleans as strings, too. */
export function inCloudFormation(item: Item, shape: Shape | undefined, choices: Choices): Item {
  switch (item.kind) {
    case 'list':
      return { ...item, items: item.items.map((each) => inCloudFormation(each, elementOf(shape) ?? shape, choices)) };
    case 'object':
      return {
        ...item,
        entries: item.entries.map(({ name, paths, value }) => {
          // In a list that is none, and where a list is missing, names are those of what belongs there.
          const element = structureOf(elementOf(shape));
          const isOfElement = element !== undefined && structures[element].has(name);
          const structure = structureOf(shape) ?? (isOfElement ? element : undefined);
          const own = structure === undefined ? mapped(shape) : structures[structure].get(name);
          return {
            name: structure === undefined ? name : CLOUDFORMATION.write(name, structure),
            paths,
            value: inCloudFormation(value, own, choices),
          };
        }),
      };
    case 'scalar':
      return typeof item.scalar === 'string'
        ? withFunctions(shape === 'string' ? asNumber(item, item.scalar, choices) : item, item.scalar, choices)
        : { ...item, scalar: isConverted(shape) && choices.once(4) ? String(item.scalar) : item.scalar };
    case 'function':
      return item;
  }
}

/** Whether CloudFormation makes a number or a boolean of a string there. */
function isConverted(shape: Shape | undefined): boolean {
  return shape === 'number' || shape === 'boolean';
}

function withFunctions(item: Item, string: string, choices: Choices): Item {
  const { paths } = item;
  const [, address] = REFERENCE.exec(string) ?? [];
  if (address !== undefined) {
    return choices.once(3)
      ? { kind: 'function', paths, name: 'GetAtt', argument: `${address}.Arn` }
      : { kind: 'function', paths, name: 'Ref', argument: address };
  }
  const [whole, name] = new RegExp(PLACEHOLDER).exec(string) ?? [];
  if (whole === undefined || name === undefined || choices.once(4)) {
    return item;
  }
  return whole === string && choices.once(2)
    ? { kind: 'function', paths, name: 'Ref', argument: name }
    : { kind: 'function', paths, name: 'Sub', argument: string };
}

/** A number or a boolean for a string that says the same: CloudFormation does not mind. */
function asNumber(item: Item, string: string, choices: Choices): Item {
  const { paths } = item;
  if (!/^(?:[1-9]\d{0,6}|true|false)$/.test(string) || !choices.once(3)) {
    return item;
  }
  return { kind: 'scalar', paths, scalar: /^\d/.test(string) ? Number(string) : string === 'true' };
}

/** The name of a function in JSON. */
export function longName(name: string): string {
  return name === 'Ref' ? name : `Fn::${name}`;
}
