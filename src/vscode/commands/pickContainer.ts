import * as vscode from 'vscode';
import type { Cluster, Container, Task } from '../../aws/api.ts';
import { execReadiness, summarize } from '../../readiness/container.ts';
import { sidecarOf } from '../../readiness/sidecar.ts';
import type { LiveConnection } from '../connection.ts';
import { shortId } from '../explorer/items.ts';
import { GrowingList } from '../growingList.ts';
import { createPicker, pickItem, type PickItem } from '../pick.ts';
import { asProblem, inWords, problemInWords } from '../words.ts';

/** A container of a live task. */
export interface ExecTarget {
  readonly task: Task;
  readonly container: Container;
}

interface ContainerChoice {
  readonly target: ExecTarget | undefined;
  /** What the typed words are looked for in, in lower case. */
  readonly haystack: string;
  /** The place in the list: ready ones first, sidecars last, then by place and name. */
  readonly order: string;
}

type ContainerItem = PickItem<ContainerChoice>;

export interface PickParts {
  readonly connection: LiveConnection;
  readonly log: vscode.LogOutputChannel;
  /** What for; to exec unless given. */
  readonly title?: string;
}

/**
 * Lets the user pick a container among all that run, by typing parts of cluster, service, task or name in any order.
 * Containers appear as they are found. Undefined when the user picks none; rejects with a `Problem`.
 */
export async function pickContainer({ connection, log, title }: PickParts): Promise<ExecTarget | undefined> {
  const picker = createPicker<ContainerChoice>();
  /** The user has typed: the best first. */
  const search = (): void => {
    picker.items = matches(found.items, picker.value);
  };
  /** More are found: below the others, for a row that moves under the pointer is taken for another. */
  const grow = (): void => {
    const shown = new Set(picker.items);
    const [active] = picker.activeItems;
    picker.items = [...shown, ...matches(found.items, picker.value).filter((item) => !shown.has(item))];
    if (active !== undefined) {
      picker.activeItems = [active];
    }
    picker.busy = !found.complete;
    if (found.error !== undefined) {
      picker.title = problemInWords(asProblem(found.error, log));
    } else if (found.complete && found.items.length === 0) {
      picker.placeholder = vscode.l10n.t('No running tasks in this account and region');
    }
  };
  const found = new GrowingList((signal) => findContainers(connection, log, signal), grow);
  picker.title = title ?? vscode.l10n.t('Exec into Container');
  picker.placeholder = vscode.l10n.t('Parts of cluster, service, task or container');
  picker.busy = true;
  picker.keepScrollPosition = true;
  picker.onDidChangeValue(search);
  picker.show();
  try {
    return await new Promise((resolve, reject) => {
      picker.onDidHide(() => resolve(undefined));
      picker.onDidAccept(() => {
        // Who types and presses Enter at once is ahead of the list, in which another container may still be selected.
        const [selected = matches(found.items, picker.value)[0]] = matches(picker.selectedItems, picker.value);
        const target = selected?.target;
        if (target !== undefined) {
          resolve(target);
        }
      });
      void found.started.then(() => (found.error === undefined ? grow() : reject(asProblem(found.error, log))));
    });
  } finally {
    found.stop();
    picker.dispose();
  }
}

/** A cluster that cannot be asked is an item that says why: a policy may well allow some clusters and not others. */
async function* findContainers(connection: LiveConnection, log: vscode.LogOutputChannel, signal: AbortSignal): AsyncGenerator<readonly ContainerItem[]> {
  const ecs = await connection.ecs();
  for await (const clusters of ecs.listClusters(signal)) {
    for (const cluster of clusters.filter(({ runningTasks, pendingTasks }) => runningTasks + pendingTasks > 0)) {
      try {
        for await (const tasks of ecs.listTasks(cluster.arn, { kind: 'all' }, signal)) {
          yield tasks.flatMap((task) => task.containers.map((container) => toItem(cluster, task, container)));
        }
      } catch (error) {
        signal.throwIfAborted();
        yield [failedItem(cluster, problemInWords(asProblem(error, log)))];
      }
    }
  }
}

function failedItem({ name }: Cluster, why: string): ContainerItem {
  return pickItem({ icon: 'error', label: name, detail: why }, { alwaysShow: true, target: undefined, haystack: name.toLowerCase(), order: `9 ${name}` });
}

function toItem(cluster: Cluster, task: Task, container: Container): ContainerItem {
  const readiness = execReadiness(task, container);
  const sidecar = sidecarOf(container);
  const place = [cluster.name, task.group?.replace(/^service:/, ''), shortId(task)].filter((part) => part !== undefined).join(' › ');
  const state = [inWords(summarize(readiness)), sidecar && inWords(sidecar)].filter((part) => part !== undefined).join(' · ');
  const rank = (readiness.state === 'ready' ? 0 : 2) + (sidecar === undefined ? 0 : 1);
  return pickItem({ icon: readiness.state === 'ready' ? 'terminal' : 'circle-slash', label: container.name, description: place, detail: state }, {
    // The words are matched here, for VS Code's own filter looks at one field at a time.
    alwaysShow: true,
    target: { task, container },
    haystack: [cluster.name, task.group, task.id, task.definition, container.name].join(' ').toLowerCase(),
    order: `${rank} ${place} ${container.name}`,
  });
}

/** The items with all the words in them, the best first: who types a container's own name means that one. */
function matches(items: readonly ContainerItem[], typed: string): ContainerItem[] {
  const words = typed.toLowerCase().split(/\s+/);
  const named = ({ label }: ContainerItem): number => (words.some((word) => word !== '' && label.toLowerCase().includes(word)) ? 0 : 1);
  return items.filter(({ haystack }) => words.every((word) => haystack.includes(word))).sort((a, b) => named(a) - named(b) || byOrder(a, b));
}

function byOrder(a: ContainerItem, b: ContainerItem): number {
  return a.order < b.order ? -1 : a.order > b.order ? 1 : 0;
}
