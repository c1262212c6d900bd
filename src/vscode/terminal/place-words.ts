import type { LiveContainer } from '../../live/container.ts';
import { partsOfArn } from '../../live/task-name.ts';
import { localize } from '../words.ts';

/** Where a container is, and as whom it was found: a name in a tab is too short for that. */
export function placeInWords({ connection, task }: LiveContainer): string {
  const { region, account, name } = partsOfArn(task.clusterArn);
  return localize(
    'cluster {0}, profile {1}, {2}, account {3}',
    name,
    connection.place?.profile ?? '?',
    region,
    account,
  );
}
