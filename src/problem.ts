import type { ProblemCode } from './problem-code.ts';
import { english, type Text } from './text.ts';

/**
 * An error that a user can read: a stable code, one sentence that says what is wrong, and the next step.
 * The original error is the `cause`; it goes to the log, never to a notification.
 */
export class Problem extends Error {
  readonly code: ProblemCode;
  readonly sentence: Text;
  readonly nextStep: Text | undefined;
  /** The IAM action that was refused; undefined where something else was the matter. */
  readonly permission: string | undefined;

  constructor(code: ProblemCode, sentence: Text, nextStep?: Text, cause?: unknown, permission?: string) {
    super(english(sentence), cause === undefined ? undefined : { cause });
    this.name = 'Problem';
    this.code = code;
    this.sentence = sentence;
    this.nextStep = nextStep;
    this.permission = permission;
  }
}

/**
 * Whether an error is a {@link Problem}. Each bundle has a class of its own, so `instanceof` would not know another's.
 */
export function isProblem(error: unknown): error is Problem {
  return error instanceof Error && error.name === 'Problem' && 'sentence' in error;
}
