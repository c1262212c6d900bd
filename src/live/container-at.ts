import { Problem } from '../problem.ts';
import { sentence } from '../text.ts';
import type { ContainerPlace, LiveContainer } from './container.ts';
import { fateOf } from './fate.ts';

/** The container that is at a place, as ECS describes it now. Rejects with a `Problem`: why, where there is none. */
export async function containerAt(place: ContainerPlace, signal?: AbortSignal): Promise<LiveContainer> {
  const { connection, clusterArn, taskArn } = place;
  const { clusters } = await connection.gateway();
  const [report] = await clusters.taskReports(clusterArn, [taskArn], signal);
  const container = report?.task.containers.find(({ name }) => name === place.container);
  if (report === undefined || container === undefined) {
    throw (
      fateOf(report, place) ??
      new Problem(
        'container-not-found',
        sentence('The task has no container "{0}".', place.container),
        sentence('Refresh the view.'),
      )
    );
  }
  return { connection, task: report.task, container };
}
