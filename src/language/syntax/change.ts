import type { Range } from '../api.ts';
import type { Change, Json, Path, Value } from './value.ts';

export function set(object: Value, path: Path, value: Json): Change {
  return { kind: 'set', object, path, value };
}

export function append(object: Value, path: Path, items: readonly Json[]): Change {
  return { kind: 'append', object, path, items };
}

export function remove(value: Value): Change {
  return { kind: 'remove', value };
}

export function replace(value: Value, json: Json): Change {
  return { kind: 'replace', value, json };
}

export function rename(value: Value, name: string): Change {
  return { kind: 'rename', value, name };
}

export function removeDuplicate(value: Value): Change {
  return { kind: 'removeDuplicate', value };
}

export function move(value: Value, object: Value, path: Path): Change {
  return { kind: 'move', value, object, path };
}

export function moveInto(value: Value, object: Value, path: Path): Change {
  return { kind: 'moveInto', value, object, path };
}

export function nest(value: Value, path: Path): Change {
  return { kind: 'nest', value, path };
}

export function enlist(value: Value): Change {
  return { kind: 'enlist', value };
}

export function hoist(value: Value, inner: Value): Change {
  return { kind: 'hoist', value, inner };
}

export function cut(value: Value, places: readonly Range[]): Change {
  return { kind: 'cut', value, places };
}

/** Array.isArray does not tell a readonly array from an object. */
export function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}
