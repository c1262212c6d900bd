import type { Change, Value } from '../../../src/language/syntax/value.ts';

/** A value and all that is in it. */
export function all(root: Value): Value[] {
  const found: Value[] = [];
  for (const stack = [root]; stack.length > 0;) {
    const value = stack.pop()!;
    found.push(value);
    stack.push(...value.children);
  }
  return found;
}

/** The place of a value as names and indexes from the outermost one. */
function placeOf(value: Value): (string | number)[] {
  if (value.parent === undefined) {
    return [];
  }
  return [...placeOf(value.parent), value.key?.name ?? value.parent.children.indexOf(value)];
}

type Data = Record<string | number, unknown>;

/** Makes the change to the data that the syntax has to make to the text. */
export function makeChange(data: unknown, change: Change): unknown {
  const copy: Data = { root: structuredClone(data) };
  const walk = (place: readonly (string | number)[]) => place.reduce<Data>((at, step) => at[step] as Data, copy);
  if (change.kind === 'move' || change.kind === 'moveInto') {
    const place = ['root', ...placeOf(change.value)];
    const last = place.at(-1)!;
    const parent = walk(place.slice(0, -1));
    const target = walk(['root', ...placeOf(change.object)]);
    const [name] = change.path;
    const moved = parent[last];
    if (change.kind === 'move') {
      target[name] = moved;
    } else {
      target[name] = Array.isArray(target[name]) ? [...(target[name] as unknown[]), moved] : [moved];
    }
    if (Array.isArray(parent)) {
      parent.splice(last as number, 1);
    } else {
      Reflect.deleteProperty(parent, last);
    }
    return copy.root;
  }
  if (change.kind === 'nest') {
    const place = placeOf(change.value);
    const parent = walk(['root', ...place.slice(0, -1)]);
    const last = place.at(-1)!;
    const inner = change.path
      .slice(1)
      .reduceRight<unknown>((value, step) => (step === '[]' ? [value] : { [step]: value }), parent[last]);
    Reflect.deleteProperty(parent, last);
    parent[change.path[0]] = inner;
    return copy.root;
  }
  if (change.kind === 'enlist' || change.kind === 'hoist') {
    const place = ['root', ...placeOf(change.value)];
    const last = place.at(-1)!;
    const parent = walk(place.slice(0, -1));
    parent[last] = change.kind === 'enlist' ? [parent[last]] : walk(['root', ...placeOf(change.inner)]);
    return copy.root;
  }
  if ('value' in change && change.kind !== 'set') {
    const place = ['root', ...placeOf(change.value)];
    const last = place.at(-1)!;
    const parent = walk(place.slice(0, -1));
    if (change.kind === 'replace') {
      parent[last] = change.json;
    } else if (place.length > 1) {
      if (change.kind === 'rename' && typeof last === 'string') {
        parent[change.name] = parent[last];
      }
      if (Array.isArray(parent)) {
        if (change.kind !== 'rename') {
          parent.splice(last as number, 1);
        }
      } else {
        Reflect.deleteProperty(parent, last);
      }
    }
    return copy.root;
  }
  let at = walk(['root', ...placeOf(change.object)]);
  const path = [...change.path];
  const last = path.pop()!;
  for (const step of path) {
    if (typeof at[step] !== 'object' || at[step] === null || Array.isArray(at[step])) {
      at[step] = {};
    }
    at = at[step] as Data;
  }
  if (change.kind === 'set') {
    at[last] = change.value;
  } else {
    at[last] = Array.isArray(at[last]) ? [...(at[last] as unknown[]), ...change.items] : change.items;
  }
  return copy.root;
}
