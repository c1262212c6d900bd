import type { TextEdit } from '../api.ts';
import { type Content, type Entry, isList, merge, verbatim, wrap } from './content.ts';
import { inOrder } from './edits.ts';
import type { Change, Key, Path, Value } from './value.ts';

/** How one syntax edits a text. All edits of one call are in order. */
export interface Editor {
  /** Puts something else where a value stands. */
  replace(value: Value, content: Content): readonly TextEdit[];
  /** Adds entries at the end of an object or array. */
  insert(container: Value, entries: readonly Entry[]): readonly TextEdit[];
  /** Takes entries out of an object or array. */
  remove(container: Value, entries: ReadonlySet<Value>): readonly TextEdit[];
  /** Gives a property another name. */
  rename(key: Key, value: Value, name: string): TextEdit;
  /** Puts a property inside of others. */
  nest(value: Value, path: Path): readonly TextEdit[];
  /** Makes a value the only element of an array. */
  enlist(value: Value): readonly TextEdit[];
  /** Adds the edits that put a value in the place of one around it to others, of which those of what goes are left out. */
  hoist(outer: Value, inner: Value, others: readonly TextEdit[]): readonly TextEdit[];
  /** Takes out what is no part of any value. */
  cut(value: Value, places: readonly { readonly start: number; readonly end: number }[]): readonly TextEdit[];
}

/** The edits that make changes with an editor, in order and not overlapping. */
export function writeWith(editor: Editor, changes: readonly Change[]): readonly TextEdit[] {
  const plan = new Plan(editor);
  for (const change of changes) {
    plan.add(change);
  }
  return plan.edits();
}

/** Changes sorted by the value in the text that they touch. */
class Plan {
  readonly #editor: Editor;
  readonly #replacements = new Map<Value, Content>();
  readonly #insertions = new Map<Value, Entry[]>();
  readonly #removals = new Map<Value, Set<Value>>();
  /** Those of changes that touch nothing but a property or a value, and take nothing away. */
  readonly #edits: TextEdit[] = [];
  readonly #hoists = new Map<Value, Value>();

  constructor(editor: Editor) {
    this.#editor = editor;
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
        this.#edits.push(...this.#editor.nest(change.value, change.path));
        break;
      case 'enlist':
        this.#edits.push(...this.#editor.enlist(change.value));
        break;
      case 'hoist':
        this.#hoists.set(change.value, change.inner);
        break;
      case 'cut':
        this.#edits.push(...this.#editor.cut(change.value, change.places));
    }
  }

  edits(): readonly TextEdit[] {
    const editor = this.#editor;
    // Where two objects end at the same place, what is added to the inner one comes first.
    const insertions = [...this.#insertions].sort(([a], [b]) => b.start - a.start);
    const edits = inOrder([
      ...[...this.#replacements].flatMap(([value, content]) => editor.replace(value, content)),
      ...insertions.flatMap(([container, entries]) => editor.insert(container, entries)),
      ...[...this.#removals].flatMap(([container, entries]) => editor.remove(container, entries)),
      ...this.#edits,
    ]);
    return [...this.#hoists].reduce((others, [outer, inner]) => editor.hoist(outer, inner, others), edits);
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
      const content = wrap(deeper, value);
      this.#replacements.set(child, planned === undefined ? content : merge(planned, content));
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

  /** With a property, its namesakes are renamed too: the one before would take effect if only the last went. */
  #rename({ key, parent }: Value, name: string): void {
    if (key === undefined) {
      return;
    }
    for (const namesake of parent?.namesakes(key.name) ?? []) {
      if (namesake.key !== undefined) {
        this.#edits.push(this.#editor.rename(namesake.key, namesake, name));
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
