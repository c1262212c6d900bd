import * as vscode from 'vscode';
import { askFor } from '../ask.ts';
import { pickConnection } from '../connections/boxes.ts';
import { clusterNamed } from '../connections/cluster-name.ts';
import type { Connections } from '../connections/connections.ts';
import type { LiveConnection } from '../connections/live-connection.ts';
import type { Explorer } from '../explorer/explorer.ts';
import { connectionNode, connectionOf, type Node } from '../explorer/nodes.ts';
import { BACK } from '../steps.ts';
import { inWords, localize } from '../words.ts';
import type { Command } from './command.ts';

interface Needs {
  readonly connections: Connections;
  readonly explorer: Pick<Explorer, 'refresh'>;
}

/**
 * Shows a cluster that the user names, by name or ARN, beside those that AWS lists: who may not list clusters may still
 * use some. It is in the node's connection, or in one that the user picks where there are several.
 */
export const addCluster = {
  id: 'addCluster',
  async run({ connections, explorer }: Needs, node?: Node): Promise<void> {
    await connections.aws();
    const title = vscode.l10n.t('Add Cluster');
    const connection = await whichOne(title, connections, node);
    if (connection === undefined) {
      return;
    }
    const region = connection.place?.region ?? connection.choice.region;
    const typed = await askFor({
      title,
      prompt:
        region === undefined
          ? vscode.l10n.t('The name or ARN of a cluster')
          : localize('The name or ARN of a cluster in {0}', region),
      placeHolder: 'production',
      validateInput: (written) => {
        const found = clusterNamed(written, region);
        return typeof found === 'string' ? undefined : inWords(found);
      },
    });
    const cluster = typed === undefined ? undefined : clusterNamed(typed, region);
    if (typeof cluster === 'string') {
      await connection.addFavourite(cluster);
      explorer.refresh(connectionNode(connection));
    }
  },
} satisfies Command<Needs>;

async function whichOne(
  title: string,
  connections: Connections,
  node: Node | undefined,
): Promise<LiveConnection | undefined> {
  // A line of text that stands for clusters that AWS does not list is below its connection.
  if (node?.kind === 'connection' || node?.kind === 'note') {
    return connectionOf(node);
  }
  const [first, ...others] = connections.all;
  if (others.length === 0) {
    return first;
  }
  const picked = await pickConnection(title, connections, { number: 1, of: 2 });
  return picked === BACK ? undefined : picked;
}
