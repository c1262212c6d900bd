import { sentence } from '../../text.ts';
import { notationOf } from '../notation/notation-of.ts';
import { moveInto } from '../syntax/change.ts';
import type { Value } from '../syntax/value.ts';
import { writtenName } from './name-of.ts';
import type { Remedy } from './rule.ts';

/** The names in a list of variables; undefined where one is not known. */
type Names = ReadonlySet<string> | undefined;

/** Moves variables of one document between `environment` and `secrets`. */
export class Variables {
  readonly #names = new Map<Value, Names>();

  /** Takes a variable to the other list, if all that it has is known there, and no other has its name there. */
  move(entry: Value, to: 'environment' | 'secrets'): readonly Remedy[] {
    const container = entry.parent?.parent;
    const notation = notationOf(entry);
    const name = entry.get('name').string;
    const written = to === 'secrets' ? notation.write('valueFrom', 'Secret') : notation.write('value', 'KeyValuePair');
    // The list that it stands in has no such property.
    const isKnown =
      entry.children.length === 2 &&
      entry.children.some(({ key }) => key !== undefined && writtenName(key) === written);
    if (container === undefined || name === undefined || !isKnown || !this.#isFree(container.get(to), name)) {
      return [];
    }
    const title = sentence('Move it to "{0}"', notation.write(to));
    return [{ title, safe: false, changes: () => [moveInto(entry, container, [to])] }];
  }

  #isFree(list: Value, name: string): boolean {
    return list.isAbsent || (list.kind === 'array' && this.#namesIn(list)?.has(name) === false);
  }

  #namesIn(list: Value): Names {
    if (!this.#names.has(list)) {
      this.#names.set(list, namesIn(list));
    }
    return this.#names.get(list);
  }
}

function namesIn(list: Value): Names {
  const names = new Set<string>();
  for (const entry of list.children) {
    const name = entry.get('name');
    if (name.isUnknown) {
      return undefined;
    }
    if (name.string !== undefined) {
      names.add(name.string);
    }
  }
  return names;
}
