import type { TextEdit } from '../api.ts';
import { isList } from '../syntax/change.ts';
import type { Change, Json, Path, Value } from '../syntax/value.ts';
import type { Notation } from './notation.ts';
import { elementOf, mapped, structureOf } from './parts.ts';
import { type Shape, structures } from './shape.ts';
import { Translated } from './translated.ts';

/**
 * The edits that make changes to the text of the values named in them, in order and not overlapping: in the notation
 * through which the values are seen, and the syntax of their text. All changes are to one text.
 */
export function writeChanges(changes: readonly Change[]): readonly TextEdit[] {
  const [first] = changes;
  if (first === undefined) {
    return [];
  }
  return targetOf(first).source.syntax.write(changes.map(inNotation));
}

function targetOf(change: Change): Value {
  return 'value' in change && change.kind !== 'set' ? change.value : change.object;
}

/** A change as one of the values that are written. */
function inNotation(change: Change): Change {
  const target = targetOf(change);
  if (!(target instanceof Translated)) {
    return change;
  }
  const { written, notation, shape } = target;
  switch (change.kind) {
    case 'set': {
      const end = follow(target, change.path);
      return { kind: 'set', object: written, path: end.path, value: spell(change.value, end.shape, notation) };
    }
    case 'append': {
      const end = follow(target, change.path);
      const items = change.items.map((item) => spell(item, elementOf(end.shape), notation));
      return { kind: 'append', object: written, path: end.path, items };
    }
    case 'replace':
      return { kind: 'replace', value: written, json: spell(change.json, shape, notation) };
    case 'rename': {
      const owner = target.parent instanceof Translated ? target.parent.shape : undefined;
      return { kind: 'rename', value: written, name: writtenIn(owner, change.name, notation) };
    }
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
    case 'cut':
      return { ...change, value: written };
  }
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
