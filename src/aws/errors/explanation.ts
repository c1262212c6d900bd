import type { ProblemCode } from '../../problem-code.ts';
import type { Text } from '../../text.ts';
import { redact } from '../redact.ts';
import type { Failure } from './failure.ts';
import type { Question } from './question.ts';

/** What becomes a `Problem`. The permission is the IAM action that was refused. */
export type Explanation = readonly [code: ProblemCode, sentence: Text, nextStep: Text, permission?: string];

/** Says what an error means that answered a question. */
export type Explain = (failure: Failure, question: Question) => Explanation;

/** What the names of errors mean. */
export type Names = ReadonlyMap<string, Explain>;

/** A table of {@link Names} from its rows: several names may mean the same. */
export function names(...rows: readonly (readonly [names: readonly string[], explain: Explain])[]): Names {
  return new Map(rows.flatMap(([same, explain]) => same.map((name) => [name, explain])));
}

/** AWS's own words as one sentence, without what may be secret. */
export function oneSentence(message: string): string {
  return `${redact(message.replace(/\s+/g, ' ').trim()).replace(/\.+$/, '')}.`;
}
