import type { TextEdit } from '../api.ts';
import { isList, remove, set } from '../syntax/change.ts';
import { inOrder } from '../syntax/edits.ts';
import type { Change, Json, Kind, Path, Syntax, Value } from '../syntax/value.ts';
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
  const written = new Map<Syntax, Change[]>();
  for (const change of changes) {
    const made = inNotation(change);
    if (made === undefined) {
      return [];
    }
    for (const each of made) {
      const { syntax } = targetOf(each).source;
      const others = written.get(syntax);
      if (others === undefined) {
        written.set(syntax, [each]);
      } else {
        others.push(each);
      }
    }
  }
  // A part of a text may be in another syntax.
  return inOrder([...written].flatMap(([syntax, all]) => syntax.write(all)));
}

/** Data in the place of a value, as it is written on one line. */
export function literalFor(value: Value, json: Json): string {
  const { syntax } = value.source;
  return syntax.literal(value instanceof Translated ? spell(json, value.shape, value.notation) : json);
}

function targetOf(change: Change): Value {
  return 'value' in change && change.kind !== 'set' ? change.value : change.object;
}

/** A change as one of the values that are written, or as some; undefined where it cannot be made. */
function inNotation(change: Change): readonly Change[] | undefined {
  const target = targetOf(change);
  if (!(target instanceof Translated)) {
    return [change];
  }
  const parted = inParts(change);
  if (parted !== undefined) {
    const made = parted.map(inNotation);
    return parted.length > 0 && made.every((each) => each !== undefined) ? made.flat() : undefined;
  }
  const rewritten = target.notation.rewrite?.(change);
  if (rewritten !== undefined) {
    return rewritten;
  }
  const made = translated(change, target);
  return made && [made];
}

/**
 * A move to where the same thing is written otherwise: in another syntax, or as a block. It is taken away, and written
 * anew; not at all where it is not known. Undefined for all that moves as it is written.
 */
function inParts(change: Change): readonly Change[] | undefined {
  if (change.kind !== 'move' || !(change.object instanceof Translated)) {
    return undefined;
  }
  const { value, object, path } = change;
  const { syntax } = object.source;
  const isForBlock = syntax.hasBlocks === true && structureOf(object.shape) === 'TaskDefinition' && holdsObject(value);
  if (value.source.syntax === syntax && !isForBlock) {
    return undefined;
  }
  const json = jsonOf(value);
  return json === undefined ? [] : [remove(value), set(object, path, json)];
}

function holdsObject({ kind, children }: Value): boolean {
  return kind === 'object' || (kind === 'array' && children.some(holdsObject));
}

/** A value as data; undefined where not all of it is known. */
function jsonOf(value: Value): Json | undefined {
  const { kind, scalar, isUnknown, children } = value;
  if (isUnknown) {
    return undefined;
  }
  if (kind === 'array') {
    const items = children.map(jsonOf);
    return items.every((item) => item !== undefined) ? items : undefined;
  }
  if (kind !== 'object') {
    return scalar;
  }
  const entries = children.map((child) => [child.key?.name ?? '', jsonOf(child)] as const);
  const known = entries.filter((entry): entry is readonly [string, Json] => entry[1] !== undefined);
  return known.length === entries.length ? Object.fromEntries(known) : undefined;
}

function translated(change: Change, target: Translated): Change | undefined {
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
      // What is an element here may be a property of several of one name.
      return {
        kind: target.key === undefined && written.key !== undefined ? 'removeDuplicate' : 'remove',
        value: written,
      };
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
  const value = spellAt(end, json, notation);
  if (child === undefined && written.has(end.path[0])) {
    // It is written that there is nothing, or nothing in some cases.
    return undefined;
  }
  return isAddition && isList(value)
    ? { kind: 'append', object: written, path: end.path, items: value }
    : { kind: 'set', object: written, path: end.path, value };
}

/** The end of a path: how the path is written, and what is there. */
interface End {
  readonly path: Path;
  readonly name: string;
  readonly shape: Shape | undefined;
  /** What is written there now. */
  readonly before: Kind | undefined;
}

/** A path as it is written, and the shape of what is at its end. `[]` leads into an array. */
function follow(object: Translated, path: Path): End {
  const { notation } = object;
  let at: Value = object;
  let shape: Shape | undefined = object.shape;
  const written: string[] = [];
  for (const name of path) {
    if (name === '[]') {
      shape = elementOf(shape);
      written.push(name);
      continue;
    }
    at = at.get(name);
    const own = writtenIn(shape, name, notation);
    if (own !== '') {
      // It may be there in another way, as with other capitals.
      written.push((at instanceof Translated ? at.key?.written : undefined) ?? own);
    }
    shape = inside(shape, name);
  }
  const [first = '', ...deeper] = written;
  return {
    path: [first, ...deeper],
    name: path.at(-1) ?? '',
    shape,
    before: at instanceof Translated ? at.written.kind : undefined,
  };
}

/** Data as it is written that is, or is to be, at the end of a path. */
function spellAt({ name, shape, before }: End, json: Json, notation: Notation): Json {
  const spelled = spell(notation.spell?.(json, name) ?? json, shape, notation);
  // Who writes a number without quotes goes on to.
  return before === 'number' && typeof spelled === 'string' && /^\d{1,15}$/.test(spelled) ? Number(spelled) : spelled;
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
    Object.entries(json).flatMap(([name, value]): readonly (readonly [string, Json])[] => {
      const own = writtenIn(shape, name, notation);
      const spelled = spell(notation.spell?.(value, name) ?? value, inside(shape, name), notation);
      return own === '' && typeof spelled === 'object' && spelled !== null && !isList(spelled)
        ? Object.entries(spelled)
        : [[own, spelled]];
    }),
  );
}

/** How a property of a value of a shape is written. */
function writtenIn(shape: Shape | undefined, name: string, notation: Notation): string {
  return mapped(shape) === undefined ? notation.write(name, structureOf(shape)) : name;
}

/** The shape of a property's value. */
function inside(shape: Shape | undefined, name: string): Shape | undefined {
  const structure = structureOf(shape);
  return structure === undefined ? mapped(shape) : structures[structure].get(name);
}
