import type { RunsOn } from '../api.ts';
import { INPUT } from '../notation/notation.ts';
import { isTaskDefinition } from './form.ts';
import { type Recognizer, taskDefinitionIn } from './subject.ts';

/** The task definition of a task that runs, written as input of RegisterTaskDefinition. */
export function ofLiveTask(runsOn: RunsOn): Recognizer {
  return {
    kinds: ['task-definition'],
    names: ['containerDefinitions'],
    recognize: (root) =>
      root.kind === 'object' && isTaskDefinition(root)
        ? [taskDefinitionIn(root, { origin: 'live', isWhole: true, notation: INPUT }, { runsOn })]
        : [],
  };
}
