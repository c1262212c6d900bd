import * as vscode from 'vscode';
import { createLanguageService } from './language/index.ts';
import { copyArn } from './vscode/commands/copyArn.ts';
import { disableRule } from './vscode/commands/disableRule.ts';
import { execIntoContainer } from './vscode/commands/execIntoContainer.ts';
import { fixAll } from './vscode/commands/fixAll.ts';
import { selectProfile } from './vscode/commands/selectProfile.ts';
import { selectRegion } from './vscode/commands/selectRegion.ts';
import { LiveConnection } from './vscode/connection.ts';
import { Analyses, LANGUAGES } from './vscode/editor/analyses.ts';
import { Configurations } from './vscode/editor/configurations.ts';
import { Diagnostics } from './vscode/editor/diagnostics.ts';
import { Fixes } from './vscode/editor/fixes.ts';
import { Suppressions } from './vscode/editor/suppressions.ts';
import { registerSymbols } from './vscode/editor/symbols.ts';
import { Explorer } from './vscode/explorer/explorer.ts';
import type { Node } from './vscode/explorer/nodes.ts';
import { ExplorerView } from './vscode/explorer/view.ts';
import { notifyOf } from './vscode/notify.ts';
import { Sessions } from './vscode/terminal/sessions.ts';

/** Kept here for `deactivate`, to which VS Code gives nothing. */
let openSessions: Sessions | undefined;

/** Leaves no shell behind in a container. VS Code waits a few seconds for it. */
export async function deactivate(): Promise<void> {
  await openSessions?.close();
}

/** Puts the parts together. AWS's SDK and the data channel are bundles of their own, loaded when first used. */
export function activate({ subscriptions }: vscode.ExtensionContext): void {
  const log = vscode.window.createOutputChannel('ECS Exec', { log: true });
  const loadAws = async () => (await import('./aws/index.ts')).aws;
  const loadSession = async () => (await import('./session/index.ts')).openSession;

  const service = createLanguageService();
  const configurations = new Configurations(log);
  const analyses = new Analyses(service, configurations, log);
  const connection = new LiveConnection(loadAws, log);
  const sessions = new Sessions(connection, loadSession, log);
  openSessions = sessions;
  const explorer = new Explorer(connection, log);

  subscriptions.push(
    log,
    configurations,
    analyses,
    new Diagnostics(analyses),
    vscode.languages.registerCodeActionsProvider([...LANGUAGES], new Fixes(analyses), Fixes.metadata),
    vscode.languages.registerCodeActionsProvider([...LANGUAGES], new Suppressions(analyses, configurations), Suppressions.metadata),
    registerSymbols(service.symbols),
    connection,
    explorer,
    new ExplorerView(explorer),
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
  register('execIntoContainer', execIntoContainer({ connection, sessions, log }));
  register('refresh', (node?: Node) => explorer.refresh(node));
  register('selectProfile', selectProfile(connection));
  register('selectRegion', selectRegion(connection));
  register('copyArn', copyArn);
  register('fixAll', fixAll(analyses));
  register('disableRule', disableRule());
  register('showLog', () => log.show());
}
