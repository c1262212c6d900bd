import type { Changes, RunTask } from '../../aws/api/changes.ts';
import type { Task } from '../../aws/api/tasks.ts';
import { isProblem, Problem } from '../../problem.ts';
import type { ProblemCode } from '../../problem-code.ts';
import { sentence } from '../../text.ts';

/** After these, ECS may have started the task all the same. */
const UNANSWERED: ReadonlySet<ProblemCode> = new Set(['no-answer', 'no-network', 'aws-server', 'not-aws']);

/**
 * Starts tasks so that none is left over that nobody knows of. Where the answer is lost, ECS is asked again with the
 * same token, which answers with the task that was started.
 * Source: Amazon ECS API reference, "Ensuring idempotency".
 */
export class CopyStarts {
  /** The last that was never answered, with the token to ask with when it is wanted again. */
  #unanswered: { readonly key: string; readonly token: string } | undefined;

  /** Rejects as `runTask` does. */
  async run(changes: Pick<Changes, 'runTask'>, wanted: RunTask): Promise<Task> {
    const key = JSON.stringify({ ...wanted, token: undefined });
    const token = this.#unanswered?.key === key ? this.#unanswered.token : wanted.token;
    const run = { ...wanted, token };
    this.#unanswered = { key, token };
    try {
      const task = await changes.runTask(run).catch((error: unknown) => {
        if (isUnanswered(error)) {
          return changes.runTask(run);
        }
        throw error;
      });
      this.#unanswered = undefined;
      return task;
    } catch (error) {
      if (isUnanswered(error)) {
        throw new Problem(
          error.code,
          error.sentence,
          sentence('Try again: if ECS has started the task all the same, it starts no second one.'),
          error,
        );
      }
      this.#unanswered = undefined;
      throw error;
    }
  }
}

function isUnanswered(error: unknown): error is Problem {
  return isProblem(error) && UNANSWERED.has(error.code);
}
