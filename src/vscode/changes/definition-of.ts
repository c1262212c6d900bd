import { familyAndRevision } from '../../arn.ts';
import { nothingDeployed } from '../../live/changes/refusals.ts';
import type { OpenConnection } from '../../live/connection.ts';
import { connectionOf, type Node } from '../explorer/nodes.ts';
import { withWaiting } from '../progress.ts';
import { localize } from '../words.ts';
import { type ChooseParts, chooseService, selectedAs } from './choose-node.ts';

/** The task definition of something that runs, and whom to ask for it. */
export interface RunningDefinition {
  readonly connection: OpenConnection;
  /** `family:revision`. */
  readonly definition: string;
}

/**
 * The task definition of a node: of a task or a container the one that it runs, or ran, of a service the one that it
 * deploys. Without a node it is the one that is selected in the tree, or the user selects a service. Undefined where
 * they give up. Rejects with a `Problem`.
 */
export async function definitionOf(
  given: Node | RunningDefinition | undefined,
  title: string,
  parts: ChooseParts,
): Promise<RunningDefinition | undefined> {
  if (given !== undefined && !('kind' in given)) {
    return given;
  }
  const about = given ?? selectedAs(['task', 'container', 'stoppedTask'], parts);
  if (about?.kind === 'task' || about?.kind === 'container') {
    const { task } = about.kind === 'task' ? about : about.parent;
    return { connection: connectionOf(about), definition: task.definition };
  }
  if (about?.kind === 'stoppedTask') {
    return { connection: connectionOf(about), definition: about.report.task.definition };
  }
  const node = await chooseService(given, title, parts);
  if (node === undefined) {
    return undefined;
  }
  const connection = connectionOf(node);
  const { changes } = await connection.gateway();
  const name = { clusterArn: node.parent.cluster.arn, serviceArn: node.service.arn };
  const { launch } = await withWaiting(localize('Looking at service "{0}"…', node.service.name), (signal) =>
    changes.service(name, signal),
  );
  if (launch.taskDefinition === undefined) {
    throw nothingDeployed(node.service.name);
  }
  return { connection, definition: familyAndRevision(launch.taskDefinition) };
}

/** Under which a document about it is shown: whose it is, and where. */
export function folderOf({ connection: { place } }: RunningDefinition): string {
  return [place?.profile, place?.region].map((part) => encodeURIComponent(part ?? '-')).join('/');
}
