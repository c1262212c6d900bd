import type { Node } from '../explorer/nodes.ts';
import { confirmReadiness } from './confirm-readiness.ts';
import { type ExecTarget, pickContainer, type PickParts } from './pick-container.ts';

/** The tree's container, or one that the user picks; undefined where the user gives up. Rejects with a `Problem`. */
export async function chooseContainer(node: Node | undefined, parts: PickParts): Promise<ExecTarget | undefined> {
  const target =
    node?.kind === 'container' ? { task: node.parent.task, container: node.container } : await pickContainer(parts);
  return target !== undefined && (await confirmReadiness(target)) ? target : undefined;
}
