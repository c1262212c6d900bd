import * as vscode from 'vscode';
import type { Aws } from '../../aws/api/aws.ts';
import { Aftermath } from '../../live/aftermath.ts';
import { Sessions } from '../../live/sessions.ts';
import { TaskWatch } from '../../live/task-watch.ts';
import { hindranceOf } from '../../readiness/container.ts';
import type { RunCommand } from '../../session/commands/api.ts';
import type { Files } from '../../session/files/api.ts';
import type { Ports } from '../../session/ports/api.ts';
import type { OpenSession } from '../../session/shell/api.ts';
import { DebugCopies } from '../changes/debug-copies.ts';
import { later, systemClock } from '../clock.ts';
import { addCluster } from '../commands/add-cluster.ts';
import { addConnection } from '../commands/add-connection.ts';
import { changeConnection } from '../commands/change-connection.ts';
import { changeDesiredCount } from '../commands/change-desired-count.ts';
import { clearFilter } from '../commands/clear-filter.ts';
import { clearHistory } from '../commands/clear-history.ts';
import { clickContainer } from '../commands/click-container.ts';
import type { Commands } from '../commands/command.ts';
import { compareTaskDefinition } from '../commands/compare-task-definition.ts';
import { continueDeployment } from '../commands/continue-deployment.ts';
import { copyArn } from '../commands/copy-arn.ts';
import { copyCliCommand } from '../commands/copy-cli-command.ts';
import { copyForwardedAddress } from '../commands/copy-forwarded-address.ts';
import { copyFromContainer } from '../commands/copy-from-container.ts';
import { copyToContainer } from '../commands/copy-to-container.ts';
import { createPolicies } from '../commands/create-policies.ts';
import { disableExec } from '../commands/disable-exec.ts';
import { enableExec } from '../commands/enable-exec.ts';
import { execAgain } from '../commands/exec-again.ts';
import { execIntoContainer } from '../commands/exec-into-container.ts';
import { execSelected } from '../commands/exec-selected.ts';
import { filter } from '../commands/filter.ts';
import { filterLogs } from '../commands/filter-logs.ts';
import { forceNewDeployment } from '../commands/force-new-deployment.ts';
import { forwardPort } from '../commands/forward-port.ts';
import type { LiveCommand } from '../commands/list.ts';
import { openForwardedPort } from '../commands/open-forwarded-port.ts';
import { openInConsole } from '../commands/open-in-console.ts';
import { openLogs } from '../commands/open-logs.ts';
import { openTaskDefinition } from '../commands/open-task-definition.ts';
import { pauseLogs } from '../commands/pause-logs.ts';
import { refresh } from '../commands/refresh.ts';
import { refreshDocument } from '../commands/refresh-document.ts';
import { refreshNode } from '../commands/refresh-node.ts';
import { removeCluster } from '../commands/remove-cluster.ts';
import { removeConnection } from '../commands/remove-connection.ts';
import { retry } from '../commands/retry.ts';
import { rollBackDeployment } from '../commands/roll-back-deployment.ts';
import { runCommand } from '../commands/run-command.ts';
import { runDebugTask } from '../commands/run-debug-task.ts';
import { selectProfile } from '../commands/select-profile.ts';
import { selectRegion } from '../commands/select-region.ts';
import { showDetails } from '../commands/show-details.ts';
import { showEnvironment } from '../commands/show-environment.ts';
import { showLiveTasks } from '../commands/show-live-tasks.ts';
import { showLog } from '../commands/show-log.ts';
import { showLogs } from '../commands/show-logs.ts';
import { showMore } from '../commands/show-more.ts';
import { signIn } from '../commands/sign-in.ts';
import { stopAsking } from '../commands/stop-asking.ts';
import { stopForwarding } from '../commands/stop-forwarding.ts';
import { stopTask } from '../commands/stop-task.ts';
import { useLiveTail } from '../commands/use-live-tail.ts';
import { whyNotExec } from '../commands/why-not-exec.ts';
import { Connections } from '../connections/connections.ts';
import { ContainerFinder } from '../containers/finder.ts';
import type { PickParts } from '../containers/pick-container.ts';
import { Owner } from '../disposable.ts';
import { Documents } from '../documents/documents.ts';
import { DoubleClick } from '../explorer/double-click.ts';
import { Explorer } from '../explorer/explorer.ts';
import { KeptFilter } from '../explorer/kept-filter.ts';
import type { Node } from '../explorer/nodes.ts';
import { ExplorerView } from '../explorer/view.ts';
import type { CopyParts } from '../files/copy.ts';
import { LiveLenses } from '../lenses/live-lenses.ts';
import { Links } from '../links/open-link.ts';
import { createOutput } from '../log.ts';
import { LogTerminals } from '../logs/log-terminals.ts';
import { Memory } from '../memory/memory.ts';
import { OpenThings } from '../memory/open-things.ts';
import { confirm, notifyOf } from '../notify.ts';
import { PortForwards, type RunningForward } from '../ports/forwards.ts';
import { PortsView } from '../ports/view.ts';
import { ReadOnlyKeys } from '../read-only-keys.ts';
import { untilNextLook } from '../readiness/mends/await-change.ts';
import { type Readiness, ReportDesk } from '../readiness/report-desk.ts';
import { Reports } from '../readiness/reports.ts';
import { NotedForwards, returnForwards } from '../returning/return-forwards.ts';
import { returnLogs } from '../returning/return-logs.ts';
import { returnShells } from '../returning/return-shells.ts';
import { SignInDesk } from '../sign-in/sign-in-desk.ts';
import { containerTask } from '../tasks/container-tasks.ts';
import type { OutputParts } from '../terminal/command-output.ts';
import { CommandRunner } from '../terminal/command-runner.ts';
import { OpenShells } from '../terminal/open-shells.ts';
import { containerProfile } from '../terminal/profile.ts';
import type { ExecParts } from '../terminal/terminal-in.ts';
import { asProblem } from '../words.ts';

/** What only the extension itself can give. */
export interface LiveOptions {
  readonly log: vscode.LogOutputChannel;
  /** What is kept of this workspace, on this computer. */
  readonly state: vscode.Memento;
  /** That of all workspaces. */
  readonly globalState: vscode.Memento;
  /** Where the extension is installed. */
  readonly extension: vscode.Uri;
  /** Each loads a bundle of its own. */
  readonly loadReadiness: () => Promise<Readiness>;
  readonly loadAws: () => Promise<Aws>;
  readonly loadSession: () => Promise<OpenSession>;
  readonly loadRun: () => Promise<RunCommand>;
  readonly loadFiles: () => Promise<Files>;
  readonly loadPorts: () => Promise<Ports>;
  /** They are there before what they show. */
  readonly explorerView: vscode.TreeView<Node>;
  readonly portsView: vscode.TreeView<RunningForward>;
}

/** What commands, tasks and terminals may need. */
interface LiveParts extends PickParts, ExecParts, OutputParts, CopyParts {
  readonly explorer: Explorer;
  readonly filter: KeptFilter;
  readonly forwards: PortForwards;
  readonly documents: Documents;
  readonly copies: DebugCopies;
  readonly doubleClick: DoubleClick;
  readonly selection: () => readonly Node[];
  readonly openExternal: (url: vscode.Uri) => Thenable<boolean>;
  readonly desk: SignInDesk;
  readonly lenses: LiveLenses;
  readonly logs: LogTerminals;
  readonly reports: Reports;
}

const commands: Commands<LiveCommand, LiveParts> = {
  execIntoContainer,
  execAgain,
  execSelected,
  clickContainer,
  clearHistory,
  whyNotExec,
  runCommand,
  copyToContainer,
  copyFromContainer,
  forwardPort,
  stopForwarding,
  openForwardedPort,
  copyForwardedAddress,
  showLogs,
  pauseLogs,
  filterLogs,
  openLogs,
  useLiveTail,
  addConnection,
  removeConnection,
  changeConnection,
  addCluster,
  removeCluster,
  refresh,
  refreshNode,
  retry,
  refreshDocument,
  showDetails,
  stopAsking,
  signIn,
  showMore,
  filter,
  clearFilter,
  selectProfile,
  selectRegion,
  copyArn,
  enableExec,
  disableExec,
  forceNewDeployment,
  changeDesiredCount,
  rollBackDeployment,
  continueDeployment,
  stopTask,
  runDebugTask,
  copyCliCommand,
  createPolicies,
  openInConsole,
  showLiveTasks,
  openTaskDefinition,
  compareTaskDefinition,
  showEnvironment,
  showLog,
};

/** All that is done with live containers; loaded when a view, a command, a task or a terminal first needs it. */
export class LiveBundle extends Owner {
  readonly explorer: Explorer;
  readonly ports: PortsView;
  readonly #parts: LiveParts;
  readonly #links: Links;
  readonly #things: OpenThings;

  constructor({
    log,
    state,
    globalState,
    extension,
    loadReadiness,
    loadAws,
    loadSession,
    loadRun,
    loadFiles,
    loadPorts,
    explorerView,
    portsView,
  }: LiveOptions) {
    super();
    const connections = this.own(new Connections(loadAws, log, { workspace: state, everywhere: globalState }));
    const desk = this.own(new ReportDesk({ load: loadReadiness, now: () => systemClock.now() }));
    const explorer = this.own(new Explorer(connections, log, desk));
    const kept = new KeptFilter(state);
    explorer.narrow(kept.text);
    const onGone = (taskArn: string): void => explorer.lookAgain(taskArn);
    const ask = <T>(question: () => Promise<T>): Promise<T> => connections.unasked(question);
    const isWatched = (): boolean => vscode.window.state.focused;
    const watch = this.own(new TaskWatch({ after: later, isWatched, ask, onGone }));
    const aftermath = new Aftermath({
      ask,
      hindrance: hindranceOf,
      verdict: (place, signal) => desk.verdict(place, signal),
      onGone,
    });
    const sessions = new Sessions({ loadSession, watch, log: (line) => log.debug(line) });
    const runner = new CommandRunner(sessions, loadRun, aftermath);
    const forwards = this.own(new PortForwards({ loadPorts, watch, aftermath, log }));
    const finder = new ContainerFinder((error) => asProblem(error, log));
    const things = new OpenThings(state);
    const output = this.own(createOutput('ECS Exec Commands'));
    this.own(new ReadOnlyKeys());
    this.own(new ExplorerView(connections, explorer, explorerView));
    const openExternal = (url: vscode.Uri): Thenable<boolean> => vscode.env.openExternal(url);
    const onSignedIn = (): void => explorer.refresh();
    const signInDesk = this.own(new SignInDesk({ connections, onSignedIn, confirm, openExternal, log }));
    const documents = this.own(new Documents(log));
    const logs = this.own(new LogTerminals({ documents, unasked: ask, log, things }));
    const shells = this.own(new OpenShells(things));
    const reports = this.own(
      new Reports({
        connections,
        extension,
        desk,
        explorer,
        documents,
        logs,
        untilNextLook,
        openExternal,
        sessions,
        shells,
        aftermath,
        log,
      }),
    );
    this.#parts = {
      connections,
      explorer,
      filter: kept,
      finder,
      memory: new Memory(state),
      sessions,
      shells,
      runner,
      forwards,
      documents,
      logs,
      reports,
      copies: this.own(new DebugCopies(log, onGone)),
      aftermath,
      output,
      log,
      loadFiles,
      doubleClick: new DoubleClick(() => systemClock.now()),
      selection: () => (explorerView.visible ? explorerView.selection : []),
      openExternal,
      desk: signInDesk,
      lenses: this.own(new LiveLenses(connections)),
    };
    this.#links = new Links(this.#parts);
    this.#things = things;
    this.own(new NotedForwards(things, forwards));
    if (vscode.workspace.isTrusted) {
      returnShells(things, this.#parts);
      returnLogs(things, this.#parts);
      returnForwards(things, this.#parts).catch((error: unknown) => notifyOf(error, log));
    }
    this.explorer = explorer;
    this.ports = this.own(new PortsView(forwards, portsView));
  }

  /** Runs a command with what VS Code hands over. */
  async run(id: LiveCommand, given: readonly unknown[]): Promise<void> {
    await commands[id].run(this.#parts, ...(given as never[]));
  }

  /** A task of tasks.json, ready to be run. */
  resolveTask(task: vscode.Task): vscode.Task {
    return containerTask(task, this.#parts);
  }

  /** Fills a tab with a report that VS Code has brought back. Never rejects. */
  reviveReport(tab: vscode.WebviewPanel, state: unknown): Promise<void> {
    return this.#parts.reports.revive(tab, state);
  }

  /** A link to this extension, from anywhere. */
  openLink(uri: vscode.Uri): Promise<void> {
    return this.#links.open(uri);
  }

  /** What the terminal's "+" opens. */
  provideTerminalProfile(): Promise<vscode.TerminalProfile | undefined> {
    return containerProfile(this.#parts);
  }

  /** Leaves no session behind in a container, and no debug copy. Never rejects. */
  async close(): Promise<void> {
    const { sessions, forwards, copies } = this.#parts;
    this.#things.close();
    await Promise.all([sessions.close(), forwards.close(), copies.close()]);
  }
}
