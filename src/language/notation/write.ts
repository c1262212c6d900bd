import type { TextEdit } from '../api.ts';
import { isList } from '../syntax/change.ts';
import type { Change, Json, Path, Value } from '../syntax/value.ts';
import type { Notation } from './notation.ts';
import { elementOf, mapped, structureOf } from './parts.ts';
import { type Shape, structures } from './shape.ts';
import { Translated } from './translated.ts';

/**
 * The edits that make changes to the text of the values named in them, in order and not overlapping: in the notation
 * through which the values are seen, and the syntax of their text. All changes are to one text. None where one of them
 * cannot be made, for what it would change is one of several.
 */
export function writeChanges(changes: readonly Change[]): readonly TextEdit[] {
  const [first] = changes;
  if (first === undefined) {
    return [];
  }
  const written = changes.map(inNotation);
  return written.every((change) => change !== undefined) ? targetOf(first).source.syntax.write(written) : [];
}

function targetOf(change: Change): Value {
  return 'value' in change && change.kind !== 'set' ? change.value : change.object;
}

/** A change as one of the values that are written; undefined where it cannot be made. */
function inNotation(change: Change): Change | undefined {
  const target = targetOf(change);
  if (!(target instanceof Translated)) {
    return change;
  }
  const { written, notation, shape, choice } = target;
  switch (change.kind) {
    case 'set':
      return put(target, change.path, change.value, false);
    case 'append':
      return put(target, change.path, change.items, true);
    case 'replace':
      return { kind: 'replace', value: written, json: spell(change.json, shape, notation) };
    case 'rename': {
      const owner = target.parent instanceof Translated ? target.parent.shape : undefined;
      return { kind: 'rename', value: choice ?? written, name: writtenIn(owner, change.name, notation) };
    }
    case 'cut':
      return { ...change, value: written };
    default:
      return choice === undefined ? relocation(change, target) : undefined;
  }
}

type Relocation = Exclude<Change, { readonly kind: 'set' | 'append' | 'replace' | 'rename' | 'cut' }>;

/** A change that takes something away from where it is. */
function relocation(change: Relocation, target: Translated): Change {
  const { written } = target;
  switch (change.kind) {
    case 'move':
    case 'moveInto': {
      const { object } = change;
      const isTranslated = object instanceof Translated;
      const path = isTranslated ? follow(object, change.path).path : change.path;
      return { kind: change.kind, value: written, object: isTranslated ? object.written : object, path };
    }
    case 'nest': {
      const owner = target.parent;
      const path = owner instanceof Translated ? follow(owner, change.path).path : change.path;
      return { kind: 'nest', value: written, path };
    }
    case 'hoist':
      return {
        kind: 'hoist',
        value: written,
        inner: change.inner instanceof Translated ? change.inner.written : change.inner,
      };
    case 'remove':
    case 'removeDuplicate':
    case 'enlist':
      return { kind: change.kind, value: written };
  }
}

/** Puts something at the end of a path, or adds it there to a list, as far as the path is there as it is seen. */
function put(object: Translated, path: Path, json: Json, isAddition: boolean): Change | undefined {
  const [name, ...deeper] = path;
  const [next] = deeper;
  const child = object.namesakes(name).at(-1);
  if (child instanceof Translated) {
    if (next !== undefined && child.kind === 'object') {
      return put(child, [next, ...deeper.slice(1)], json, isAddition);
    }
    if (child.choice !== undefined) {
      const isList = isAddition && child.kind === 'array';
      return isList || next !== undefined
        ? undefined
        : { kind: 'replace', value: child.written, json: spell(json, child.shape, child.notation) };
    }
  }
  const { written, notation } = object;
  const end = follow(object, path);
  const value = spell(json, end.shape, notation);
  if (child === undefined && written.has(end.path[0])) {
    // It is written that there is nothing, or nothing in some cases.
    return undefined;
  }
  return isAddition && isList(value)
    ? { kind: 'append', object: written, path: end.path, items: value }
    : { kind: 'set', object: written, path: end.path, value };
}

/** A path as it is written, and the shape of what is at its end. `[]` leads into an array. */
function follow(object: Translated, path: Path): { readonly path: Path; readonly shape: Shape | undefined } {
  const { notation } = object;
  let shape: Shape | undefined = object.shape;
  const [first, ...deeper] = path.map((name) => {
    if (name === '[]') {
      shape = elementOf(shape);
      return name;
    }
    const written = writtenIn(shape, name, notation);
    shape = inside(shape, name);
    return written;
  });
  return { path: [first ?? '', ...deeper], shape };
}

/** Data as it is written. */
function spell(json: Json, shape: Shape | undefined, notation: Notation): Json {
  if (isList(json)) {
    return json.map((item) => spell(item, elementOf(shape), notation));
  }
  if (typeof json !== 'object' || json === null) {
    return json;
  }
  return Object.fromEntries(
    Object.entries(json).map(([name, value]) => [
      writtenIn(shape, name, notation),
      spell(value, inside(shape, name), notation),
    ]),
  );
}

/** How a property of a value of a shape is written. */
function writtenIn(shape: Shape | undefined, name: string, notation: Notation): string {
  if (mapped(shape) !== undefined) {
    return name;
  }
  return notation.write(name, structureOf(shape));
}

/** The shape of a property's value. */
function inside(shape: Shape | undefined, name: string): Shape | undefined {
  const structure = structureOf(shape);
  return structure === undefined ? mapped(shape) : structures[structure].get(name);
}
