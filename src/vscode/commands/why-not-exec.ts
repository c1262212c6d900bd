import * as vscode from 'vscode';
import { type ContainerPlace, type LiveContainer, placeOf } from '../../live/container.ts';
import { selectContainer } from '../containers/choose-container.ts';
import type { PickParts } from '../containers/pick-container.ts';
import type { Node } from '../explorer/nodes.ts';
import type { Reports } from '../readiness/reports.ts';
import type { Command } from './command.ts';

interface Needs extends PickParts {
  readonly reports: Reports;
}

/** Shows why a container can, or cannot, be exec'd into: the tree's, a problem's, or one that the user picks. */
export const whyNotExec = {
  id: 'whyNotExec',
  async run(needs: Needs, given?: Node | ContainerPlace | LiveContainer): Promise<void> {
    const place = await placeIn(given, needs);
    if (place !== undefined) {
      await needs.reports.show(place);
    }
  },
} satisfies Command<Needs>;

async function placeIn(
  given: Node | ContainerPlace | LiveContainer | undefined,
  parts: Needs,
): Promise<ContainerPlace | undefined> {
  if (given !== undefined && 'taskArn' in given) {
    return given;
  }
  if (given !== undefined && !('kind' in given)) {
    return placeOf(given);
  }
  const chosen = await selectContainer(given, vscode.l10n.t("Why Can't I Exec?"), parts);
  return chosen && placeOf(chosen);
}
