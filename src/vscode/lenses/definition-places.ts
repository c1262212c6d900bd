import { findNodeAtLocation, type Node, parseTree } from 'jsonc-parser';

/** Where a task definition names itself and its containers: offsets in its text. */
export interface DefinitionPlaces {
  readonly family: NamedPlace;
  readonly containers: readonly NamedPlace[];
}

export interface NamedPlace {
  readonly name: string;
  readonly offset: number;
}

/** The longest text in which they are looked for, in characters. */
export const LONGEST_TEXT = 2 * 1024 * 1024;

/**
 * The places of a task definition in JSON, as it is registered or as AWS describes it. Undefined where the text has
 * none, or its family cannot be known: a placeholder is no name.
 */
export function definitionPlaces(text: string): DefinitionPlaces | undefined {
  const root = text.length > LONGEST_TEXT ? undefined : parse(text);
  if (root === undefined) {
    return undefined;
  }
  const definition = findNodeAtLocation(root, ['taskDefinition']) ?? root;
  const family = nameAt(definition, 'family');
  const containers = findNodeAtLocation(definition, ['containerDefinitions']);
  if (family === undefined || containers?.type !== 'array') {
    return undefined;
  }
  return { family, containers: (containers.children ?? []).flatMap((container) => nameAt(container, 'name') ?? []) };
}

/** Nested too deep for any reader, it is undefined. */
function parse(text: string): Node | undefined {
  try {
    return parseTree(text);
  } catch {
    return undefined;
  }
}

function nameAt(object: Node, property: string): NamedPlace | undefined {
  const value = object.type === 'object' ? findNodeAtLocation(object, [property]) : undefined;
  const name: unknown = value?.value;
  return value !== undefined && typeof name === 'string' && /^[\w-]+$/.test(name)
    ? { name, offset: value.offset }
    : undefined;
}
