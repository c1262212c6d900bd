import * as vscode from 'vscode';
import { Aftermath } from './live/aftermath.ts';
import { TaskWatch } from './live/task-watch.ts';
import { hindranceOf } from './readiness/container.ts';
import { copyArn } from './vscode/commands/copy-arn.ts';
import { copyForwardedAddress } from './vscode/commands/copy-forwarded-address.ts';
import { copyFromContainer } from './vscode/commands/copy-from-container.ts';
import { copyToContainer } from './vscode/commands/copy-to-container.ts';
import { execIntoContainer } from './vscode/commands/exec-into-container.ts';
import { forwardPort } from './vscode/commands/forward-port.ts';
import { EDITOR_COMMANDS } from './vscode/commands/list.ts';
import { openForwardedPort } from './vscode/commands/open-forwarded-port.ts';
import { runCommand } from './vscode/commands/run-command.ts';
import { selectProfile } from './vscode/commands/select-profile.ts';
import { selectRegion } from './vscode/commands/select-region.ts';
import { stopForwarding } from './vscode/commands/stop-forwarding.ts';
import { containerProfile, PROFILE } from './vscode/commands/terminal-profile.ts';
import { LiveConnection } from './vscode/connection.ts';
import { systemClock } from './vscode/containers/clock.ts';
import { ContainerFinder } from './vscode/containers/finder.ts';
import { LANGUAGES } from './vscode/editor/languages.ts';
import { Explorer } from './vscode/explorer/explorer.ts';
import type { Node, NoteNode } from './vscode/explorer/nodes.ts';
import { ExplorerView } from './vscode/explorer/view.ts';
import { Lazy } from './vscode/lazy.ts';
import { createLog, createOutput } from './vscode/log.ts';
import { notifyOf } from './vscode/notify.ts';
import { PortForwards } from './vscode/ports/forwards.ts';
import { PortsView } from './vscode/ports/view.ts';
import { ContainerTasks, TASK_TYPE } from './vscode/tasks/container-tasks.ts';
import { CommandRunner } from './vscode/terminal/command-runner.ts';
import { Sessions } from './vscode/terminal/sessions.ts';
import { later } from './vscode/timers.ts';
import { asProblem } from './vscode/words.ts';

/** Kept here for `deactivate`, to which VS Code gives nothing. */
let toClose: readonly { close(): Promise<void> }[] = [];

/** Leaves no session behind in a container. VS Code waits a few seconds for it. */
export async function deactivate(): Promise<void> {
  await Promise.all(toClose.map((open) => open.close()));
}

/** Puts the parts together. What needs much code is in bundles of its own, loaded when first used. */
export function activate({ subscriptions }: vscode.ExtensionContext): void {
  const log = createLog('ECS Exec');
  const loadAws = async () => (await import('./aws/index.ts')).aws;
  const loadSession = async () => (await import('./session/index.ts')).openSession;
  const loadRun = async () => (await import('./session/index.ts')).runCommand;
  const loadFiles = async () => (await import('./session/index.ts')).files;
  const loadPorts = async () => (await import('./session/index.ts')).ports;

  const connection = new LiveConnection(loadAws, log);
  const explorer = new Explorer(connection, log);
  const finder = new ContainerFinder(systemClock, (error) => asProblem(error, log));
  const onGone = (taskArn: string): void => explorer.refreshTask(taskArn);
  const ask = <T>(question: () => Promise<T>): Promise<T> => connection.unasked(question);
  const watch = new TaskWatch({ after: later, isWatched: () => vscode.window.state.focused, ask, onGone });
  const aftermath = new Aftermath({ gateway: () => connection.gateway(), ask, hindrance: hindranceOf, onGone });
  const sessions = new Sessions({ connection, loadSession, watch, log });
  const commands = new CommandRunner(sessions, loadRun, aftermath);
  const output = createOutput('ECS Exec Commands');
  const forwards = new PortForwards({ connection, loadPorts, watch, aftermath, log });
  toClose = [sessions, forwards];

  const editor = new Lazy(async () => new (await import('./vscode/bundles/editor.ts')).EditorBundle(log));
  const look = ({ languageId }: vscode.TextDocument): void => {
    if (LANGUAGES.includes(languageId)) {
      editor.load().catch((error: unknown) => notifyOf(error, log));
    }
  };
  vscode.workspace.textDocuments.forEach(look);

  subscriptions.push(
    log,
    editor,
    vscode.workspace.onDidOpenTextDocument(look),
    connection,
    watch,
    explorer,
    new ExplorerView(explorer),
    forwards,
    new PortsView(forwards),
    output,
    vscode.tasks.registerTaskProvider(TASK_TYPE, new ContainerTasks({ connection, commands, log })),
    vscode.window.registerTerminalProfileProvider(
      PROFILE,
      containerProfile({ connection, finder, sessions, aftermath, log }),
    ),
  );

  const register = (name: string, run: (...given: never[]) => unknown): void => {
    subscriptions.push(
      vscode.commands.registerCommand(`ecs-exec.${name}`, async (...given: never[]) => {
        try {
          await run(...given);
        } catch (error) {
          notifyOf(error, log);
        }
      }),
    );
  };
  register('execIntoContainer', execIntoContainer({ connection, finder, sessions, aftermath, log }));
  register('runCommand', runCommand({ connection, finder, sessions, aftermath, commands, output, log }));
  register('copyToContainer', copyToContainer({ connection, finder, sessions, loadFiles, aftermath, log }));
  register('copyFromContainer', copyFromContainer({ connection, finder, sessions, loadFiles, aftermath, log }));
  register('forwardPort', forwardPort({ connection, finder, forwards, log }));
  register('stopForwarding', stopForwarding);
  register(
    'openForwardedPort',
    openForwardedPort((url) => vscode.env.openExternal(url)),
  );
  register('copyForwardedAddress', copyForwardedAddress);
  // VS Code gives the buttons in a view's title the node that has the focus, whatever they are for.
  register('refresh', () => explorer.refresh());
  register('refreshNode', (node?: Node) => explorer.refresh(node));
  register('stopAsking', (note: NoteNode) => explorer.stopAsking(note));
  register('selectProfile', selectProfile(connection));
  register('selectRegion', selectRegion(connection));
  register('copyArn', copyArn);
  for (const id of EDITOR_COMMANDS) {
    register(id, async (...given) => (await editor.load()).run(id, given));
  }
  register('showLog', () => log.show());
}
