import { sentence, type Text } from '../../text.ts';
import { Container } from '../documents/container.ts';
import type { Home } from '../documents/home.ts';
import { notationOf } from '../notation/notation-of.ts';
import type { Shape } from '../notation/shape.ts';
import { move, nest } from '../syntax/change.ts';
import type { Change, Path, Value } from '../syntax/value.ts';
import type { Remedy } from './rule.ts';

/** Takes a property to where it belongs, if there is only one such place, nothing is there yet, and it fits. */
export function moveHome(value: Value, home: Home): readonly Remedy[] {
  const { key, parent } = value;
  if (key === undefined || parent === undefined || parent.namesakes(key.name).length > 1 || !fits(value, home.shape)) {
    return [];
  }
  const change = changeFor(value, parent, home);
  return change === undefined ? [] : [{ title: titleFor(value, home), safe: false, changes: () => [change] }];
}

function changeFor(value: Value, parent: Value, { from, path }: Home): Change | undefined {
  let target = from;
  for (let step = 0; step < path.length; step++) {
    const [name, ...deeper] = path.slice(step);
    if (name === undefined) {
      return undefined;
    }
    if (name === '[]') {
      const [only, ...others] = target.children;
      if (only?.kind !== 'object' || others.length > 0) {
        return undefined;
      }
      target = only;
      continue;
    }
    if (target.kind !== 'object') {
      return undefined;
    }
    if (!target.has(name)) {
      const rest: Path = [name, ...deeper];
      // A container is more than what stands outside of it.
      return name === 'containerDefinitions'
        ? undefined
        : target === parent
          ? nest(value, rest)
          : move(value, target, rest);
    }
    target = target.get(name);
  }
  return undefined;
}

function titleFor(value: Value, { from, structure, path }: Home): Text {
  const [first, , third] = path;
  if (structure === 'TaskDefinition' && path.length === 1) {
    return sentence('Move it to the task definition');
  }
  if (structure === 'ContainerDefinition' && path.length === 1) {
    return sentence('Move it to container "{0}"', new Container(from, 0).label);
  }
  if (first === 'containerDefinitions' && path.length === 3 && third !== undefined) {
    const [container] = from.get(first).children;
    return sentence('Move it to container "{0}"', container === undefined ? '' : new Container(container, 0).label);
  }
  return sentence('Move it to {0}', placeOf(value, { from, path }).name);
}

/** What a home is called, as the document writes it: an object, or a list of which it is an element. */
export function placeOf(
  value: Value,
  { from, path }: Pick<Home, 'from' | 'path'>,
): { readonly name: string; readonly isList: boolean } {
  const around = path.length === 1 ? stepsTo(from) : path.slice(0, -1);
  const isList = around.at(-1) === '[]';
  const name = around.findLast((step) => step !== '[]') ?? '';
  return { name: notationOf(value).write(name), isList };
}

/** The last steps on the way to an object. */
function stepsTo({ key, parent }: Value): readonly string[] {
  return key === undefined ? [parent?.key?.name ?? '', '[]'] : [key.name];
}

/** Whether a value can be that of a property, as far as one can tell without looking into it. */
function fits({ kind, isUnknown }: Value, shape: Shape): boolean {
  if (isUnknown) {
    return true;
  }
  if (typeof shape === 'string' || 'enum' in shape) {
    return kind === 'string' || kind === 'number' || kind === 'boolean';
  }
  return kind === ('list' in shape ? 'array' : 'object');
}
