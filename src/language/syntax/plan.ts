import type { TextEdit } from '../api.ts';
import { type Content, type Entry, isList, merge, verbatim, wrap } from './content.ts';
import { cutOut } from './cut.ts';
import { inOrder } from './edits.ts';
import type { Change, Path, Value } from './value.ts';

/** The edits that a syntax makes of changes, one by one. */
export interface Writer {
  /** Puts content where a value stands. */
  replace(value: Value, content: Content): readonly TextEdit[];
  /** Adds entries at the end of an object or array. */
  insert(container: Value, entries: readonly Entry[]): readonly TextEdit[];
  /** Takes entries out of their object or array. */
  remove(container: Value, entries: ReadonlySet<Value>): readonly TextEdit[];
  /** Gives a property, which has a name, another name. */
  rename(property: Value, name: string): readonly TextEdit[];
  /** Puts an entry in the place of a property. */
  nest(property: Value, entry: Entry): readonly TextEdit[];
  /** Adds the edits that put a value in the place of another, which it stands in, to others. */
  hoist(outer: Value, inner: Value, others: readonly TextEdit[]): readonly TextEdit[];
  /**
   * Whether a property that is there gets elements by being written once more, as a block is; else it must be an array.
   */
  repeats?(property: Value): boolean;
  /** Makes a value the only element of an array, where brackets around it do not do that. */
  enlist?(value: Value): readonly TextEdit[];
}

/** The edits that make changes to a text, and to nothing else in it, in order. */
export function writeWith(writer: Writer, changes: readonly Change[]): readonly TextEdit[] {
  const plan = new Plan(writer);
  for (const change of changes) {
    plan.add(change);
  }
  return plan.edits();
}

/** Changes sorted by the value in the text that they touch. */
class Plan {
  readonly #writer: Writer;
  readonly #replacements = new Map<Value, Content>();
  readonly #insertions = new Map<Value, Entry[]>();
  readonly #removals = new Map<Value, Set<Value>>();
  /** Those of changes that touch nothing but a property or a value, and take nothing away. */
  readonly #edits: TextEdit[] = [];
  readonly #hoists = new Map<Value, Value>();

  constructor(writer: Writer) {
    this.#writer = writer;
  }

  add(change: Change): void {
    switch (change.kind) {
      case 'set':
        this.#put(change.object, change.path, change.value, false);
        break;
      case 'append':
        this.#put(change.object, change.path, change.items, true);
        break;
      case 'replace':
        this.#replacements.set(change.value, change.json);
        break;
      case 'rename':
        this.#rename(change.value, change.name);
        break;
      case 'remove':
        this.#remove(change.value, true);
        break;
      case 'removeDuplicate':
        this.#remove(change.value, false);
        break;
      case 'move':
        this.#put(change.object, change.path, verbatim(change.value), false);
        this.#remove(change.value, true);
        break;
      case 'moveInto':
        this.#put(change.object, change.path, [verbatim(change.value)], true);
        this.#remove(change.value, true);
        break;
      case 'nest':
        this.#nest(change.value, change.path);
        break;
      case 'enlist':
        this.#edits.push(...(this.#writer.enlist?.(change.value) ?? inBrackets(change.value)));
        break;
      case 'hoist':
        this.#hoists.set(change.value, change.inner);
        break;
      case 'cut':
        this.#edits.push(...cutOut(change.value.source, change.places));
    }
  }

  edits(): readonly TextEdit[] {
    const writer = this.#writer;
    // Where two objects end at the same place, what is added to the inner one comes first.
    const insertions = [...this.#insertions].sort(([a], [b]) => b.start - a.start);
    const edits = inOrder([
      ...[...this.#replacements].flatMap(([value, content]) => writer.replace(value, content)),
      ...insertions.flatMap(([container, entries]) => writer.insert(container, entries)),
      ...[...this.#removals].flatMap(([container, entries]) => writer.remove(container, entries)),
      ...this.#edits,
    ]);
    return this.#hoists.size === 0
      ? edits
      : [...this.#hoists].reduce((others, [outer, inner]) => writer.hoist(outer, inner, others), edits);
  }

  #put(object: Value, path: readonly string[], value: Content, isAddition: boolean): void {
    const [name, ...deeper] = path;
    if (name === undefined) {
      return;
    }
    if (!object.has(name)) {
      this.#insert(object, { name, value: wrap(deeper, value) });
      return;
    }
    const child = object.get(name);
    if (deeper.length > 0 && child.kind === 'object') {
      this.#put(child, deeper, value, isAddition);
    } else if (isAddition && deeper.length === 0 && isList(value) && this.#writer.repeats?.(child) === true) {
      this.#insert(object, { name, value });
    } else if (isAddition && deeper.length === 0 && child.kind === 'array' && isList(value)) {
      for (const item of value) {
        this.#insert(child, { name: undefined, value: item });
      }
    } else {
      const planned = this.#replacements.get(child);
      const json = wrap(deeper, value);
      this.#replacements.set(child, planned === undefined ? json : merge(planned, json));
    }
  }

  #insert(container: Value, entry: Entry): void {
    const planned = this.#insertions.get(container) ?? [];
    const index = entry.name === undefined ? -1 : planned.findIndex(({ name }) => name === entry.name);
    const same = planned[index];
    if (same === undefined) {
      planned.push(entry);
    } else {
      planned[index] = { name: entry.name, value: merge(same.value, entry.value) };
    }
    this.#insertions.set(container, planned);
  }

  #nest(value: Value, [name, ...deeper]: Path): void {
    if (value.parent !== undefined) {
      this.#edits.push(...this.#writer.nest(value, { name, value: wrap(deeper, verbatim(value)) }));
    }
  }

  /** With a property, its namesakes are renamed too: the one before would take effect if only the last went. */
  #rename({ key, parent }: Value, name: string): void {
    for (const namesake of key === undefined ? [] : (parent?.namesakes(key.name) ?? [])) {
      this.#edits.push(...this.#writer.rename(namesake, name));
    }
  }

  /** With a property, its namesakes go too: the one before would take effect if only the last went. */
  #remove(value: Value, withNamesakes: boolean): void {
    const { parent, key } = value;
    if (parent === undefined) {
      return;
    }
    const removed = this.#removals.get(parent) ?? new Set();
    removed.add(value);
    if (key !== undefined && withNamesakes) {
      for (const namesake of parent.namesakes(key.name)) {
        removed.add(namesake);
      }
    }
    this.#removals.set(parent, removed);
  }
}

function inBrackets({ start, end }: Value): readonly TextEdit[] {
  return [
    { start, end: start, text: '[' },
    { start: end, end, text: ']' },
  ];
}
