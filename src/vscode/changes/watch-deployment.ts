import { type Deploying, untilDeployed } from '../../live/changes/start-watch.ts';
import type { LiveContainer } from '../../live/container.ts';
import { hindranceOf } from '../../readiness/container.ts';
import type { TellProgress } from '../progress.ts';
import { inWords } from '../words.ts';
import type { Examined } from './service-change.ts';

/** The ARNs of a service's tasks, before they are replaced. */
export async function tasksOf({ gateway, name, state }: Examined, signal: AbortSignal): Promise<ReadonlySet<string>> {
  const known = new Set<string>();
  const filter = { kind: 'service', service: state.name } as const;
  for await (const page of gateway.clusters.listTasks(name.clusterArn, filter, signal)) {
    page.forEach(({ arn }) => known.add(arn));
  }
  return known;
}

/** Waits until a new task is ready for exec, and says how far it is. See {@link untilDeployed}. */
export function untilReady(
  { connection, name }: Examined,
  deploying: Deploying,
  signal: AbortSignal,
  tell: TellProgress,
): Promise<LiveContainer> {
  return untilDeployed(connection, name, deploying, {
    hindrance: hindranceOf,
    tell: (progress) => tell(inWords(progress)),
    signal,
  });
}
