import type { SubjectKind } from '../../../src/language/api.ts';
import { createLanguageService } from '../../../src/language/index.ts';
import { type Shape, type StructureName, structures } from '../../../src/language/notation/shape.ts';
import { json } from '../../../src/language/syntax/json/index.ts';
import type { Mirror } from './mirrors.ts';

const input = createLanguageService();

/** Data of the API's input as a template writes it: names, and all numbers and booleans as strings. */
export function inTemplate(data: unknown, shape: Shape | undefined, written: Mirror['written']): unknown {
  if (typeof data === 'number' || typeof data === 'boolean') {
    return String(data);
  }
  if (Array.isArray(data)) {
    return data.map((element: unknown) =>
      inTemplate(element, isStructured(shape) && 'list' in shape ? shape.list : undefined, written),
    );
  }
  if (typeof data !== 'object' || data === null) {
    return data;
  }
  return Object.fromEntries(
    Object.entries(data).map(([name, value]): [string, unknown] => {
      if (isStructured(shape) && 'structure' in shape) {
        const inner = structures[shape.structure].get(name);
        return inner === undefined
          ? [name, value]
          : [written(name, shape.structure), inTemplate(value, inner, written)];
      }
      return [name, inTemplate(value, isStructured(shape) && 'map' in shape ? shape.map : undefined, written)];
    }),
  );
}

function isStructured(shape: Shape | undefined): shape is Exclude<Shape, string> {
  return typeof shape === 'object';
}

/** What templates have resources of. */
export type ResourceKind = Exclude<SubjectKind, 'container-definitions' | 'task-run'>;

/** Where the data is that a document of a kind is about. */
export interface Part {
  readonly structure: StructureName | undefined;
  /** In a resource of a template. */
  readonly path: readonly string[];
  /** The folders with fixtures about it. */
  readonly folders: readonly string[];
}

export const PARTS: Readonly<Record<ResourceKind, Part>> = {
  'task-definition': { structure: 'TaskDefinition', path: ['Properties'], folders: ['exec', 'task'] },
  service: { structure: 'Service', path: ['Properties'], folders: ['service'] },
  cluster: { structure: 'Cluster', path: ['Properties'], folders: ['cluster'] },
  // Its names are the same everywhere.
  policy: { structure: undefined, path: ['Properties', 'PolicyDocument'], folders: ['policy'] },
};

export interface Document extends Part {
  readonly kind: ResourceKind;
  readonly data: { readonly [name: string]: unknown };
}

export function shapeOf({ structure }: Part): Shape | undefined {
  return structure === undefined ? undefined : { structure };
}

export function textOf(document: Document, { types, written, stringify }: Mirror): string {
  const data = inTemplate(document.data, shapeOf(document), written);
  const part = document.path.reduceRight((inner, name) => ({ [name]: inner }), data);
  return stringify({ Resources: { It: { Type: types[document.kind], ...(part as object) } } });
}

/** What a document is as a whole, as it would be given to AWS; undefined where it is not that, or not plain JSON. */
export function documentIn(text: string): Document | undefined {
  const [subject, ...others] = input.open(text).subjects;
  const root = json.parse(text);
  const isPlain = root?.source.complete === true && root.source.comments.length === 0;
  const isAll = others.length === 0 && subject?.range.start === root?.start;
  const kind = subject?.kind;
  if (subject?.origin !== 'input' || !subject.isWhole || !isPlain || !isAll || !isOfResource(kind)) {
    return undefined;
  }
  try {
    return { ...PARTS[kind], kind, data: JSON.parse(text) as Document['data'] };
  } catch {
    return undefined;
  }
}

function isOfResource(kind: SubjectKind | undefined): kind is ResourceKind {
  return kind !== undefined && Object.hasOwn(PARTS, kind);
}
