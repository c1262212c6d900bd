import type { Notation } from '../notation/notation.ts';
import { type StructureName, structures } from '../notation/shape.ts';

/** The names of the properties of structures, by how a notation writes them. */
export class PropertyNames {
  readonly #notation: Notation;
  readonly #known = new Map<StructureName, ReadonlyMap<string, string>>();

  constructor(notation: Notation) {
    this.#notation = notation;
  }

  of(structure: StructureName): ReadonlyMap<string, string> {
    const known = this.#known.get(structure);
    if (known !== undefined) {
      return known;
    }
    const names = new Map(
      Array.from(structures[structure].keys(), (name) => [this.#notation.write(name, structure), name]),
    );
    this.#known.set(structure, names);
    return names;
  }
}
