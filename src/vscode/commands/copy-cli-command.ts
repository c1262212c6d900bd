import * as vscode from 'vscode';
import { cliCommand, type CliSubject } from '../../live/cli-command.ts';
import { pickContainer, type PickParts } from '../containers/pick-container.ts';
import { connectionOf, containerOf, type Node } from '../explorer/nodes.ts';
import { showBriefly } from '../notify.ts';
import { settings } from '../settings.ts';
import { defaultCommand } from '../terminal/terminal-in.ts';
import type { Command } from './command.ts';

/** Copies a command of the AWS CLI: one that execs into a container, or describes what the tree shows. */
export const copyCliCommand = {
  id: 'copyCliCommand',
  async run(needs: PickParts, node?: Node): Promise<void> {
    const found = node === undefined ? await pickContainer(vscode.l10n.t('Copy as AWS CLI Command'), needs) : undefined;
    const connection = node === undefined ? found?.connection : connectionOf(node);
    if (connection === undefined) {
      return;
    }
    const gateway = await connection.gateway();
    const target = node?.kind === 'container' ? containerOf(node) : found;
    const subject =
      target === undefined
        ? node && describing(node)
        : ({
            kind: 'container',
            target,
            command: settings.command() ?? (await defaultCommand(target, gateway)),
          } as const);
    if (subject !== undefined) {
      const shell = process.platform === 'win32' ? 'powershell' : 'posix';
      await vscode.env.clipboard.writeText(cliCommand(subject, gateway.connection, shell));
      showBriefly(vscode.l10n.t('The AWS CLI command is copied.'));
    }
  },
} satisfies Command<PickParts>;

function describing(node: Node): CliSubject | undefined {
  switch (node.kind) {
    case 'cluster':
      return { kind: 'cluster', arn: node.cluster.arn };
    case 'service':
      return { kind: 'service', clusterArn: node.parent.cluster.arn, arn: node.service.arn };
    case 'standalone':
      return { kind: 'tasks', clusterArn: node.parent.cluster.arn };
    case 'task':
      return { kind: 'task', clusterArn: node.task.clusterArn, arn: node.task.arn };
    case 'stoppedTask':
      return { kind: 'task', clusterArn: node.report.task.clusterArn, arn: node.report.arn };
    default:
      return undefined;
  }
}
