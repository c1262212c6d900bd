import * as vscode from 'vscode';
import { ownerOf, partsOfArn, shortId } from '../../live/task-name.ts';
import { Owner } from '../disposable.ts';
import { treeItem } from '../tree-item.ts';
import { localize } from '../words.ts';
import { inShort } from './destination.ts';
import type { PortForwards, RunningForward } from './forwards.ts';

/** The sidebar's list of forwarded ports. A new one is shown even where the list was closed. */
export class PortsView extends Owner implements vscode.TreeDataProvider<RunningForward> {
  readonly #forwards: PortForwards;
  readonly #changed = this.own(new vscode.EventEmitter<undefined>());

  readonly onDidChangeTreeData = this.#changed.event;

  constructor(forwards: PortForwards, view: vscode.TreeView<RunningForward>) {
    super();
    this.#forwards = forwards;
    this.own(forwards.onDidChange(() => this.#changed.fire(undefined)));
    // It may have ended by then.
    this.own(
      forwards.onDidStart(
        (running) => void view.reveal(running, { select: false, focus: false }).then(undefined, () => undefined),
      ),
    );
  }

  getChildren(parent?: RunningForward): RunningForward[] {
    return parent === undefined ? [...this.#forwards.running] : [];
  }

  getParent(): undefined {
    return undefined;
  }

  getTreeItem(running: RunningForward): vscode.TreeItem {
    return portItem(running);
  }
}

/** How a forwarded port is shown: its address, where it leads, its state in words, and a label for those who listen. */
export function portItem({
  request: { task, container, destination },
  forward,
  address,
}: RunningForward): vscode.TreeItem {
  const target = inShort(destination, `${ownerOf(task)}/${container.name}`);
  const { region, account, name: cluster } = partsOfArn(task.clusterArn);
  const state = stateInWords(forward);
  return treeItem({
    id: forward.sessionId,
    kind: vscode.l10n.t('forwarded port'),
    label: address,
    description: `→ ${target} · ${state}`,
    icon: icon(forward),
    tooltip: [
      `${address} → ${target}`,
      state,
      localize('Through container "{0}" of task {1} ({2})', container.name, shortId(task), task.definition),
      localize('Cluster {0}, {1}, account {2}', cluster, region, account),
    ],
    context: 'ecsForward',
    spoken: `${localize('to {0}', target)}, ${state}`,
    collapsible: false,
  });
}

function stateInWords({ state, isRefused, isStalled, connections }: RunningForward['forward']): string {
  switch (state.name) {
    case 'connecting':
      return vscode.l10n.t('connecting…');
    case 'reconnecting':
      return vscode.l10n.t('connection lost, reconnecting…');
    case 'ended':
      return vscode.l10n.t('ended');
    case 'ready':
      return isRefused
        ? vscode.l10n.t('nothing answers there')
        : isStalled
          ? vscode.l10n.t('waiting: a program there does not read')
          : connections === 0
            ? vscode.l10n.t('no connections')
            : connections === 1
              ? vscode.l10n.t('1 connection')
              : localize('{0} connections', connections);
  }
}

function icon({ state, isRefused, isStalled }: RunningForward['forward']): string {
  return state.name !== 'ready' ? 'sync~spin' : isRefused || isStalled ? 'warning' : 'radio-tower';
}
