import * as vscode from 'vscode';
import type { Problem } from '../problem.ts';
import { actionsFor, type ProblemAction } from './problem-actions.ts';

/** Something that a user can do about a problem, by its name. */
export interface Offer {
  readonly action: ProblemAction;
  /** As a button has it. */
  readonly title: string;
  readonly run: () => void;
}

/** Buttons of a notification. VS Code puts those that have no room into a menu. */
const MOST_OFFERS = 3;

export interface OfferOptions {
  /** Does again what has failed; undefined where that cannot be done from here. */
  readonly retry?: (() => void) | undefined;
  /** What VS Code handed over to what failed: the node of the tree that tells which profile or container is meant. */
  readonly about?: unknown;
}

/** What can be done about a problem where it is shown, the likeliest first. */
export function offersFor(problem: Pick<Problem, 'code'>, { retry, about }: OfferOptions = {}): readonly Offer[] {
  // A problem knows its own container best. It may be one of another bundle's class.
  const subject = 'place' in problem ? problem.place : about;
  return actionsFor(problem.code)
    .filter((action) => action !== 'why' || isContainer(subject))
    .flatMap((action) => {
      const run = action === 'retry' ? retry : () => perform(action, action === 'why' ? subject : about);
      return run === undefined ? [] : [{ action, title: titleOf(action), run }];
    })
    .slice(0, MOST_OFFERS);
}

/** Whether this says which container is meant, in one of the ways in which they are handed about. */
function isContainer(subject: unknown): boolean {
  return typeof subject === 'object' && subject !== null && 'connection' in subject
    ? 'container' in subject && ('taskArn' in subject || 'task' in subject)
    : typeof subject === 'object' && subject !== null && 'kind' in subject && subject.kind === 'container';
}

function titleOf(action: ProblemAction): string {
  switch (action) {
    case 'why':
      return vscode.l10n.t('Why?');
    case 'retry':
      return vscode.l10n.t('Retry');
    case 'sign-in':
      return vscode.l10n.t('Sign In');
    case 'select-profile':
      return vscode.l10n.t('Select Profile');
    case 'select-region':
      return vscode.l10n.t('Select Region');
    case 'open-command-setting':
    case 'open-endpoint-setting':
    case 'open-proxy-setting':
      return vscode.l10n.t('Open Settings');
    case 'manage-trust':
      return vscode.l10n.t('Manage Workspace Trust');
    case 'show-log':
      return vscode.l10n.t('Show Log');
  }
}

/** The codicon that the manifest has for the same. */
export function iconOf(action: ProblemAction): string {
  switch (action) {
    case 'why':
      return 'checklist';
    case 'retry':
      return 'debug-restart';
    case 'sign-in':
      return 'sign-in';
    case 'select-profile':
      return 'account';
    case 'select-region':
      return 'globe';
    case 'open-command-setting':
    case 'open-endpoint-setting':
    case 'open-proxy-setting':
      return 'settings-gear';
    case 'manage-trust':
      return 'workspace-trusted';
    case 'show-log':
      return 'output';
  }
}

/** Commands tell their own errors. */
function perform(action: Exclude<ProblemAction, 'retry'>, about: unknown): void {
  const [command, ...given] = commandOf(action, about);
  void vscode.commands.executeCommand(command, ...given);
}

function commandOf(action: Exclude<ProblemAction, 'retry'>, about: unknown): readonly [string, ...unknown[]] {
  switch (action) {
    case 'why':
      return ['ecs-exec.whyNotExec', about];
    case 'sign-in':
      return ['ecs-exec.signIn', about];
    case 'select-profile':
      return ['ecs-exec.selectProfile'];
    case 'select-region':
      return ['ecs-exec.selectRegion'];
    case 'open-command-setting':
      return openSetting('ecs-exec.command');
    case 'open-endpoint-setting':
      return openSetting('ecs-exec.endpoint');
    case 'open-proxy-setting':
      return openSetting('http.proxy');
    case 'manage-trust':
      return ['workbench.trust.manage'];
    case 'show-log':
      return ['ecs-exec.showLog'];
  }
}

function openSetting(id: string): readonly [string, string] {
  return ['workbench.action.openSettings', `@id:${id}`];
}
