import { Problem } from '../problem.ts';
import type { Text } from '../text.ts';
import type { ContainerPlace } from './container.ts';

/** A problem with a container that is known, so that it can be asked what is wrong with it. */
export class ContainerProblem extends Problem {
  readonly place: ContainerPlace;

  constructor(problem: Problem, place: ContainerPlace, words?: Text) {
    super(problem.code, words ?? problem.sentence, words === undefined ? problem.nextStep : undefined, problem);
    this.place = place;
  }
}
