import * as vscode from 'vscode';
import { lastPart } from '../../arn.ts';
import type { Task } from '../../aws/api/tasks.ts';
import { type FamilyTasks, findFamilyTasks, revisionsOf } from '../../live/family-tasks.ts';
import { Problem } from '../../problem.ts';
import { execReadiness } from '../../readiness/container.ts';
import { sentence } from '../../text.ts';
import type { Connections } from '../connections/connections.ts';
import type { LiveConnection } from '../connections/live-connection.ts';
import { JSON_LANGUAGES } from '../contributions.ts';
import { Owner } from '../disposable.ts';
import {
  clusterNode,
  connectionNode,
  type ContainerNode,
  containerNodes,
  standaloneNode,
  taskNode,
} from '../explorer/nodes.ts';
import { withWaiting } from '../progress.ts';
import { localize } from '../words.ts';
import { definitionPlaces } from './definition-places.ts';

/** What is known of the live tasks of a file's family, and whom it was asked. */
interface Known {
  readonly family: string;
  readonly connection: LiveConnection;
  readonly found: FamilyTasks;
}

/**
 * Says above a task definition how many tasks run it, and offers what can be done with them: in the files for which
 * the user has asked, and as it was when they asked last.
 */
export class LiveLenses extends Owner implements vscode.CodeLensProvider {
  readonly #connections: Connections;
  readonly #known = new Map<string, Known>();
  readonly #changed = this.own(new vscode.EventEmitter<void>());
  readonly onDidChangeCodeLenses = this.#changed.event;
  #isRegistered = false;

  constructor(connections: Connections) {
    super();
    this.#connections = connections;
    this.own(connections.onDidChange(() => this.#forget([...this.#known.keys()])));
    this.own(vscode.workspace.onDidCloseTextDocument(({ uri }) => this.#forget([uri.toString()])));
  }

  /** Looks for the tasks of a document's family. Rejects with a `Problem`. */
  async look(document: vscode.TextDocument): Promise<void> {
    const places = JSON_LANGUAGES.includes(document.languageId) ? definitionPlaces(document.getText()) : undefined;
    if (places === undefined) {
      throw new Problem(
        'task-definition',
        sentence('This file does not have a task definition with a family.'),
        sentence('Open a task definition in JSON.'),
      );
    }
    const { name: family } = places.family;
    const connection = this.#connections.main;
    const found = await withWaiting(localize('Looking for tasks of "{0}"…', family), async (signal) =>
      findFamilyTasks(await connection.gateway(), family, signal),
    );
    this.#known.set(document.uri.toString(), { family, connection, found });
    if (!this.#isRegistered) {
      this.#isRegistered = true;
      this.own(vscode.languages.registerCodeLensProvider([...JSON_LANGUAGES], this));
    }
    this.#changed.fire();
  }

  provideCodeLenses(document: vscode.TextDocument): vscode.CodeLens[] {
    const known = this.#known.get(document.uri.toString());
    const places = known && vscode.workspace.isTrusted ? definitionPlaces(document.getText()) : undefined;
    if (known === undefined || places?.family.name !== known.family) {
      return [];
    }
    const lenses = (offset: number, commands: readonly vscode.Command[]): vscode.CodeLens[] => {
      const position = document.positionAt(offset);
      return commands.map((command) => new vscode.CodeLens(new vscode.Range(position, position), command));
    };
    return [
      ...lenses(places.family.offset, ofFamily(known, document.uri)),
      ...places.containers.flatMap(({ name, offset }) => lenses(offset, ofContainer(known, name))),
    ];
  }

  #forget(uris: readonly string[]): void {
    const forgotten = uris.filter((uri) => this.#known.delete(uri));
    if (forgotten.length > 0) {
      this.#changed.fire();
    }
  }
}

function ofFamily({ connection, found }: Known, file: vscode.Uri): vscode.Command[] {
  const [newest] = found.tasks;
  if (newest === undefined) {
    const none = found.isComplete
      ? vscode.l10n.t('No live tasks')
      : vscode.l10n.t('No live tasks in the first clusters');
    return [{ title: none, command: '' }];
  }
  return [
    { title: summary(found), command: '' },
    {
      title: vscode.l10n.t('Compare with What Runs'),
      command: 'ecs-exec.compareTaskDefinition',
      arguments: [{ connection, definition: newest.definition }, file],
    },
  ];
}

function summary({ count, tasks, clusters, isComplete }: FamilyTasks): string {
  const revisions = revisionsOf(tasks);
  const [only] = revisions;
  const where = clusters.slice(0, 3).join(', ') + (clusters.length > 3 || !isComplete ? '…' : '');
  if (revisions.length === 1 && only !== undefined) {
    return count === 1
      ? localize('1 live task of revision {0} in {1}', only.revision, where)
      : localize('{0} live tasks of revision {1} in {2}', count, only.revision, where);
  }
  const counted = revisions.map((each) => `${each.revision} (${each.count})`).join(', ');
  return localize('{0} live tasks of revisions {1} in {2}', count, counted, where);
}

function ofContainer({ connection, found }: Known, name: string): vscode.Command[] {
  const candidates = found.tasks.flatMap((task) => nodeOf(connection, task, name) ?? []);
  const [newest] = candidates;
  if (newest === undefined) {
    return [];
  }
  const ready = candidates.filter(
    ({ parent: { task }, container }) => execReadiness(task, container).state === 'ready',
  );
  return [
    {
      title: localize('Exec ({0} of {1} ready)', ready.length, candidates.length),
      command: 'ecs-exec.execIntoContainer',
      arguments: [ready[0] ?? newest],
    },
    { title: vscode.l10n.t('Logs'), command: 'ecs-exec.showLogs', arguments: [newest] },
  ];
}

/** The container as commands get it from the tree. */
function nodeOf(connection: LiveConnection, task: Task, name: string): ContainerNode | undefined {
  const cluster = {
    arn: task.clusterArn,
    name: lastPart(task.clusterArn),
    status: 'ACTIVE',
    runningTasks: 0,
    pendingTasks: 0,
    activeServices: 0,
    instances: 0,
  };
  const parent = taskNode(task, standaloneNode(clusterNode(cluster, connectionNode(connection))));
  return containerNodes(parent).find(({ container }) => container.name === name);
}
