/** The user wants to go back to the box before. */
export const BACK = Symbol('back');

/** Which of several boxes one is, counted from 1. The first one has no way back. */
export interface Step {
  readonly number: number;
  readonly of: number;
}

/**
 * One of several boxes. It is given what those before it have answered, and resolves with that and its own answer, with
 * {@link BACK}, or with undefined where the user gives up.
 */
export type StepBox<State> = (answers: State, step: Step) => Promise<State | typeof BACK | undefined>;

/**
 * Shows boxes one after the other, with a way back. Resolves with what all of them have answered; undefined where the
 * user gives up in one.
 */
export async function inSteps<State>(start: State, boxes: readonly StepBox<State>[]): Promise<State | undefined> {
  /** What was known before each box that has been shown. */
  const before: State[] = [start];
  for (;;) {
    const number = before.length;
    const box = boxes[number - 1];
    const answers = before[number - 1];
    if (box === undefined || answers === undefined) {
      return answers;
    }
    const answered = await box(answers, { number, of: boxes.length });
    if (answered === undefined) {
      return undefined;
    }
    if (answered === BACK) {
      // The first box has no button for it.
      before.length = Math.max(1, number - 1);
    } else {
      before.push(answered);
    }
  }
}
