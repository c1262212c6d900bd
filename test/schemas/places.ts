import { outputOnly, type Shape, type StructureName, structures } from '../../src/language/notation/shape.ts';

/** A structure somewhere in a document. */
export interface Place {
  readonly structure: StructureName;
  /** The path, for the name of a test. */
  readonly path: string;
  /** A document with a text in the place of the structure. */
  readonly document: (text: string) => string;
}

/** What AWS has retired, or only gives. */
const UNWANTED: ReadonlySet<string> = new Set(['inferenceAccelerators', 'inferenceAcceleratorOverrides']);

/**
 * Every place of every structure, in a task definition as it is registered, as it is described, and in an array of
 * containers.
 */
export function places(): readonly Place[] {
  return [
    ...within({ structure: 'TaskDefinition', path: '', document: (text) => text }),
    ...within({
      structure: 'TaskDefinition',
      path: 'taskDefinition',
      document: (text) => `{"taskDefinition": ${text}}`,
    }),
    ...within({ structure: 'ContainerDefinition', path: '[]', document: (text) => `[${text}]` }),
  ];
}

/** The same in a document that is a structure of its own, and in a list of these as AWS describes it. */
export function placesIn(structure: StructureName, list?: string): readonly Place[] {
  const described: Place[] =
    list === undefined ? [] : [{ structure, path: `${list}[]`, document: (text) => `{"${list}": [${text}]}` }];
  return [{ structure, path: '', document: (text: string) => text }, ...described].flatMap(within);
}

/** What completion offers in a structure. */
export function wanted(structure: StructureName): readonly string[] {
  const names = [...structures[structure].keys()];
  return structure === 'TaskDefinition'
    ? names.filter((name) => !UNWANTED.has(name) && !outputOnly.has(name))
    : names.filter((name) => !UNWANTED.has(name));
}

function within(place: Place): readonly Place[] {
  const members = [...structures[place.structure]].flatMap(([name, shape]) =>
    reached(shape, `${place.path}.${name}`, (text) => place.document(`{"${name}": ${text}}`)),
  );
  return [place, ...members.flatMap(within)];
}

function reached(shape: Shape, path: string, document: Place['document']): readonly Place[] {
  if (typeof shape === 'string' || 'enum' in shape) {
    return [];
  }
  if ('structure' in shape) {
    return [{ structure: shape.structure, path, document }];
  }
  return 'list' in shape ? reached(shape.list, `${path}[]`, (text) => document(`[${text}]`)) : [];
}
