import * as vscode from 'vscode';
import type { LiveBundle } from './vscode/bundles/live.ts';
import { EDITOR_COMMANDS, LIVE_COMMANDS } from './vscode/commands/list.ts';
import {
  EXPLORER_VIEW,
  PORTS_VIEW,
  REPORT_VIEW,
  SELECTOR,
  TASK_TYPE,
  TERMINAL_PROFILE,
} from './vscode/contributions.ts';
import { Lazy } from './vscode/lazy.ts';
import { LazyTree } from './vscode/lazy-tree.ts';
import { createLog } from './vscode/log.ts';
import { hasLeftOpen } from './vscode/memory/open-things.ts';
import { notifyOf } from './vscode/notify.ts';

/** Kept here for `deactivate`, to which VS Code gives nothing. */
let toClose: Lazy<LiveBundle> | undefined;

/** Leaves no session behind in a container. VS Code waits a few seconds for it. */
export async function deactivate(): Promise<void> {
  await toClose?.loaded?.close();
}

/** Registers what the extension contributes. What it is made of is in bundles of their own, loaded when first used. */
export function activate({ subscriptions, workspaceState, globalState, extensionUri }: vscode.ExtensionContext): void {
  const log = createLog('ECS Exec');
  const session = () => import('./session/index.ts');
  const loadHcl = async () => (await import('./hcl-parser.ts')).loadHclParser();
  const editor = new Lazy(async () => new (await import('./vscode/bundles/editor.ts')).EditorBundle(log, loadHcl));
  const live: Lazy<LiveBundle> = new Lazy(
    async () =>
      new (await import('./vscode/bundles/live.ts')).LiveBundle({
        log,
        state: workspaceState,
        globalState,
        extension: extensionUri,
        loadReadiness: async () => (await import('./vscode/bundles/readiness.ts')).createReadiness(),
        loadAws: async () => (await import('./aws/index.ts')).aws,
        loadSession: async () => (await session()).openSession,
        loadRun: async () => (await session()).runCommand,
        loadFiles: async () => (await session()).files,
        loadPorts: async () => (await session()).ports,
        explorerView,
        portsView,
      }),
  );
  toClose = live;
  /** Tells of what goes wrong. Never rejects. */
  const told = async (run: () => Promise<void>, help?: Parameters<typeof notifyOf>[2]): Promise<void> => {
    try {
      await run();
    } catch (error) {
      notifyOf(error, log, help);
    }
  };

  const explorer = new LazyTree(async () => (await live.load()).explorer);
  const ports = new LazyTree(async () => (await live.load()).ports);
  const explorerView = vscode.window.createTreeView(EXPLORER_VIEW, {
    treeDataProvider: explorer,
    showCollapseAll: true,
  });
  const portsView = vscode.window.createTreeView(PORTS_VIEW, { treeDataProvider: ports });
  const look = (document: vscode.TextDocument): void => {
    if (vscode.languages.match(SELECTOR, document) > 0) {
      editor.load().catch((error: unknown) => notifyOf(error, log));
    }
  };
  vscode.workspace.textDocuments.forEach(look);
  subscriptions.push(
    log,
    editor,
    vscode.workspace.onDidOpenTextDocument(look),
    live,
    explorer,
    explorerView,
    ports,
    portsView,
    // A workspace defines its tasks; none are offered by themselves.
    vscode.tasks.registerTaskProvider(TASK_TYPE, {
      provideTasks: () => [],
      resolveTask: async (task) => (await live.load()).resolveTask(task),
    }),
    vscode.window.registerTerminalProfileProvider(TERMINAL_PROFILE, {
      provideTerminalProfile: async () => (await live.load()).provideTerminalProfile(),
    }),
    vscode.window.registerWebviewPanelSerializer(REPORT_VIEW, {
      deserializeWebviewPanel: (tab, state: unknown) => told(async () => (await live.load()).reviveReport(tab, state)),
    }),
    vscode.window.registerUriHandler({
      handleUri: (uri) => told(async () => (await live.load()).openLink(uri)),
    }),
  );

  const register = (id: string, run: (given: readonly unknown[]) => Promise<void>): void => {
    subscriptions.push(
      vscode.commands.registerCommand(`ecs-exec.${id}`, (...given: readonly unknown[]) => {
        const retry = (): void => void vscode.commands.executeCommand(`ecs-exec.${id}`, ...given);
        return told(() => run(given), { retry, about: given[0] });
      }),
    );
  };
  if (hasLeftOpen(workspaceState)) {
    void told(async () => {
      await live.load();
    });
  }
  EDITOR_COMMANDS.forEach((id) => register(id, async (given) => (await editor.load()).run(id, given)));
  LIVE_COMMANDS.forEach((id) => register(id, async (given) => (await live.load()).run(id, given)));
}
