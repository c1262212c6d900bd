import type { TextEdit } from '../../api.ts';
import { inOrder } from '../edits.ts';
import type { Change, Path, Value } from '../value.ts';
import { cutOut } from './cut.ts';
import { hoist } from './hoist.ts';
import { insertEntries } from './insert.ts';
import { indentOf, layoutWithin, nearestIndent, startOf } from './layout.ts';
import { removeEntries } from './remove.ts';
import { type Content, type Entry, isList, stringify, stringifyEntry } from './stringify.ts';
import { isVerbatim, verbatim } from './verbatim.ts';

/**
 * The edits that make changes to a JSON text, and to nothing else in it: indentation, line breaks, comments and
 * trailing commas stay as they are, and what is new follows the style of what is around it.
 */
export function writeJson(changes: readonly Change[]): readonly TextEdit[] {
  const plan = new Plan();
  for (const change of changes) {
    plan.add(change);
  }
  return plan.edits();
}

/** Changes sorted by the value in the text that they touch. */
class Plan {
  readonly #replacements = new Map<Value, Content>();
  readonly #insertions = new Map<Value, Entry[]>();
  readonly #removals = new Map<Value, Set<Value>>();
  /** Those of changes that touch nothing but a property or a value, and take nothing away. */
  readonly #edits: TextEdit[] = [];
  readonly #hoists = new Map<Value, Value>();

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
        this.#edits.push(insertion(change.value.start, '['), insertion(change.value.end, ']'));
        break;
      case 'hoist':
        this.#hoists.set(change.value, change.inner);
        break;
      case 'cut':
        this.#edits.push(...cutOut(change.value.source, change.places));
    }
  }

  edits(): readonly TextEdit[] {
    const edits = inOrder([
      ...[...this.#replacements].map(([value, json]) => replace(value, json)),
      ...[...this.#insertions].flatMap(([container, entries]) => insertEntries(container, entries)),
      ...[...this.#removals].flatMap(([container, entries]) => removeEntries(container, entries)),
      ...this.#edits,
    ]);
    return this.#hoists.size === 0
      ? edits
      : [...this.#hoists].reduce((others, [outer, inner]) => hoist(outer, inner, others), edits);
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
    const { parent, end } = value;
    if (parent !== undefined) {
      const text = stringifyEntry({ name, value: wrap(deeper, verbatim(value)) }, layoutWithin(parent));
      this.#edits.push({ start: startOf(value), end, text });
    }
  }

  /** With a property, its namesakes are renamed too: the one before would take effect if only the last went. */
  #rename({ key, parent }: Value, name: string): void {
    if (key === undefined) {
      return;
    }
    for (const namesake of parent?.namesakes(key.name) ?? []) {
      if (namesake.key !== undefined) {
        this.#edits.push({ start: namesake.key.start, end: namesake.key.end, text: JSON.stringify(name) });
      }
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

function insertion(at: number, text: string): TextEdit {
  return { start: at, end: at, text };
}

function replace(value: Value, json: Content): TextEdit {
  const isMultiline = indentOf(value) !== undefined;
  const layout = { ...layoutWithin(value.parent ?? value), isMultiline, indent: nearestIndent(value) };
  return { start: value.start, end: value.end, text: stringify(json, layout) };
}

/** Content in as many objects and arrays as a path has steps. */
function wrap(path: readonly string[], value: Content): Content {
  return path.reduceRight<Content>((inner, name) => (name === '[]' ? [inner] : { [name]: inner }), value);
}

/** What two changes make of something that neither finds there. */
function merge(first: Content, second: Content): Content {
  if (isList(first) && isList(second)) {
    return [...first, ...second];
  }
  if (!isObject(first) || !isObject(second)) {
    return second;
  }
  const merged: Record<string, Content> = { ...first };
  for (const [name, value] of Object.entries(second)) {
    const before = first[name];
    merged[name] = before === undefined ? value : merge(before, value);
  }
  return merged;
}

function isObject(value: Content): value is { readonly [name: string]: Content } {
  return typeof value === 'object' && value !== null && !isList(value) && !isVerbatim(value);
}
