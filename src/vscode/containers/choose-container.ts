import type { LiveContainer } from '../../live/container.ts';
import { containerOf, type Node } from '../explorer/nodes.ts';
import { confirmReadiness } from './confirm-readiness.ts';
import { pickContainer, type PickParts } from './pick-container.ts';

/**
 * The tree's container, or one that the user picks from a list of this title; undefined where the user gives up.
 * Rejects with a `Problem`.
 */
export async function chooseContainer(
  node: Node | undefined,
  title: string,
  parts: PickParts,
): Promise<LiveContainer | undefined> {
  const chosen = node?.kind === 'container' ? containerOf(node) : await pickContainer(title, parts);
  return chosen !== undefined && (await confirmReadiness(chosen)) ? chosen : undefined;
}
