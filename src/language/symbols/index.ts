import type { Symbols } from '../api.ts';
import type { Subject } from '../documents/subject.ts';
import type { Value } from '../syntax/value.ts';
import { completions } from './complete.ts';
import { definition, find, references } from './find.ts';
import { prepareRename, rename } from './rename.ts';

/** The names in the subjects of a text; `subjectsOf` tells what there is in a text with one string more. */
export function symbolsIn(
  root: Value | undefined,
  subjects: readonly Subject[],
  subjectsOf: (root: Value) => readonly Subject[],
): Symbols {
  return {
    definition: (offset) => definition(find(subjects, offset)),
    references: (offset, includeDeclaration) => references(find(subjects, offset), includeDeclaration),
    prepareRename: (offset) => prepareRename(find(subjects, offset)),
    rename: (offset, newName) => rename(find(subjects, offset), newName),
    completions: (offset) => (root === undefined ? [] : completions(root, subjects, offset, subjectsOf)),
  };
}
