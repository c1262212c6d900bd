import type { Origin, SubjectKind, TextFile } from '../api.ts';
import type { Notation } from '../notation/notation.ts';
import type { Syntax, Value } from '../syntax/value.ts';
import { containerValues } from './container-list.ts';
import { TaskDefinition } from './task-definition.ts';

/** Something in a text that rules are about. */
export interface Subject {
  readonly kind: SubjectKind;
  readonly origin: Origin;
  /** Whether all of it is here; a fragment is completed by something else before AWS sees it. */
  readonly isWhole: boolean;
  readonly notation: Notation;
  /** The value that it is, as the API's input would have it. */
  readonly value: Value;
  readonly taskDefinition: TaskDefinition;
}

/** Finds subjects in texts of a sort. */
export interface Recognizer {
  /** Whether a text may hold one; a no spares parsing it. */
  mayHold(text: string, syntax: Syntax): boolean;
  /** All that are in the outermost value of a text, in order. */
  recognize(root: Value): readonly Subject[];
  /** Whether a file in which nothing is recognized, for it is broken, was meant to hold one nevertheless. */
  isMeantAsOne?: (text: string, file: TextFile, syntax: Syntax) => boolean;
}

/** What is known of a subject beside its value. */
type About = Pick<Subject, 'origin' | 'isWhole' | 'notation'>;

/** A task definition, from the object that is one in the document's own notation. */
export function taskDefinitionIn(written: Value, about: About): Subject {
  const value = about.notation.see(written, { structure: 'TaskDefinition' });
  const taskDefinition = new TaskDefinition(value, containerValues(value), about);
  return { ...about, kind: 'task-definition', value, taskDefinition };
}
