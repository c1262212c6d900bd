import type { Symbols } from '../api.ts';
import type { Subject } from '../documents/subject.ts';
import type { Value } from '../syntax/value.ts';
import { completions } from './complete.ts';
import { definition, find, type Found, references, type Relations } from './find.ts';
import { prepareRename, rename } from './rename.ts';

/**
 * The names in the subjects of a text; `subjectsOf` tells what there is in a text with one string more, and
 * `relationsOf`, which subjects in other files have the same names.
 */
export function symbolsIn(
  root: Value | undefined,
  subjects: readonly Subject[],
  subjectsOf: (root: Value) => readonly Subject[],
  relationsOf: Relations,
): Symbols {
  const at = (offset: number): Found | undefined => find(subjects, offset, relationsOf);
  return {
    definition: (offset) => definition(at(offset)),
    references: (offset, includeDeclaration) => references(at(offset), includeDeclaration),
    prepareRename: (offset) => prepareRename(at(offset)),
    rename: (offset, newName) => rename(at(offset), newName),
    completions: (offset) =>
      root === undefined ? [] : completions(root, subjects, offset, { subjectsOf, relationsOf }),
  };
}
