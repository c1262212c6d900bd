import * as vscode from 'vscode';
import type { CommandPlan, Invitation, NoPlan, SignIns, SsoPlan } from '../../aws/api/sign-in.ts';
import { Problem } from '../../problem.ts';
import { sentence } from '../../text.ts';
import type { Connections } from '../connections/connections.ts';
import { Owner } from '../disposable.ts';
import { type confirm, showBriefly, showInformation } from '../notify.ts';
import { type TellProgress, withCancelling } from '../progress.ts';
import { localize } from '../words.ts';

export interface SignInParts {
  readonly connections: Pick<Connections, 'aws'>;
  /** Asks anew for all that may have failed for want of credentials. */
  readonly onSignedIn: () => void;
  /** A dialog that has to be answered. */
  readonly confirm: typeof confirm;
  readonly openExternal: (url: vscode.Uri) => Thenable<boolean>;
  readonly log: vscode.LogOutputChannel;
}

/** Where users sign in: one sign-in at a time for each session, however many places offer it. */
export class SignInDesk extends Owner {
  readonly #parts: SignInParts;
  readonly #running = new Map<string, Promise<void>>();
  /** Those that are open in which a command signs in. */
  readonly #terminals = new Set<vscode.Terminal>();

  constructor(parts: SignInParts) {
    super();
    this.#parts = parts;
    this.own(
      vscode.window.onDidEndTerminalShellExecution(({ terminal, exitCode }) => {
        if (exitCode === 0 && this.#terminals.has(terminal)) {
          parts.onSignedIn();
        }
      }),
    );
    this.own(
      vscode.window.onDidCloseTerminal((terminal) => {
        if (this.#terminals.delete(terminal)) {
          parts.onSignedIn();
        }
      }),
    );
  }

  /**
   * Signs in with a profile, or says what else it takes. Rejects with a `Problem`, or with a `CancellationError` where
   * the user gave up.
   */
  async signIn(profile: string | undefined): Promise<void> {
    const { signIns } = await this.#parts.connections.aws();
    const plan = await signIns.plan(profile);
    switch (plan.kind) {
      case 'sso':
        return this.#once(plan, () => this.#inBrowser(plan, signIns));
      case 'command':
        return this.#withCommand(plan);
      case 'none':
        throw nothingToSignInTo(plan);
    }
  }

  #once({ session, startUrl }: SsoPlan, begin: () => Promise<void>): Promise<void> {
    const key = session ?? startUrl;
    const running =
      this.#running.get(key) ??
      begin().finally(() => {
        this.#running.delete(key);
      });
    this.#running.set(key, running);
    return running;
  }

  async #inBrowser(plan: SsoPlan, signIns: SignIns): Promise<void> {
    const { onSignedIn, log } = this.#parts;
    await withCancelling(localize('Signing in with profile "{0}"', plan.profile), (signal, tell) =>
      signIns.signIn(plan, {
        hasCallback: hasCallback(),
        invite: (invitation) => this.#invite(invitation, plan, tell),
        signal,
        log: (line) => log.warn(line),
      }),
    );
    showBriefly(localize('Signed in with profile "{0}"', plan.profile));
    onSignedIn();
  }

  /** Whoever sends somebody the code of a sign-in of their own gets in as that person: so the code must be compared. */
  async #invite({ url, userCode }: Invitation, plan: SsoPlan, tell: TellProgress): Promise<void> {
    const { confirm, openExternal } = this.#parts;
    const { host } = new URL(url);
    const question = localize('Sign in to IAM Identity Center with profile "{0}"?', plan.profile);
    const opens =
      userCode === undefined
        ? localize('VS Code opens {0} in your browser, which comes back to VS Code when you have signed in.', host)
        : localize(
            'VS Code opens {0} in your browser. Allow the request there only if the page shows this code: {1}',
            host,
            userCode,
          );
    const detail = `${opens}\n\n${localize('Start URL: {0}', plan.startUrl)}`;
    if (!(await confirm(question, detail, vscode.l10n.t('Open Browser')))) {
      throw new vscode.CancellationError();
    }
    tell(userCode === undefined ? vscode.l10n.t('Waiting for the browser…') : localize('Code: {0}', userCode));
    // Where it is not opened, the user may have copied the address: VS Code offers that, too.
    await openExternal(vscode.Uri.parse(url, true));
  }

  /** Where VS Code's terminals are on another computer, the command is of no use in them. */
  async #withCommand({ profile, command }: CommandPlan): Promise<void> {
    const inTerminal = vscode.l10n.t('Run in Terminal');
    const copy = vscode.l10n.t('Copy Command');
    const buttons = vscode.env.remoteName === undefined ? [inTerminal, copy] : [copy];
    const words = localize(
      'To sign in with profile "{0}", run {1}. It needs the AWS CLI, version 2.32 or later.',
      profile,
      command,
    );
    const choice = await showInformation(words, ...buttons);
    if (choice === copy) {
      await vscode.env.clipboard.writeText(command);
      showBriefly(vscode.l10n.t('Copied. Refresh when you have signed in.'));
    } else if (choice === inTerminal) {
      this.#run(command);
    }
  }

  #run(command: string): void {
    const terminal = vscode.window.createTerminal({ name: vscode.l10n.t('Sign in to AWS') });
    this.#terminals.add(terminal);
    terminal.show();
    terminal.sendText(command);
  }
}

/** Whether the user's browser can reach this computer: VS Code, its extensions and the browser are all here. */
function hasCallback(): boolean {
  return vscode.env.remoteName === undefined && vscode.env.uiKind === vscode.UIKind.Desktop;
}

function nothingToSignInTo({ profile, credentials, program }: NoPlan): Problem {
  switch (credentials) {
    case 'keys':
      return new Problem(
        'sign-in/none',
        sentence('The profile "{0}" has access keys. There is nothing to sign in to.', profile),
        sentence('Write new keys to the AWS configuration files, then refresh; or select another profile.'),
      );
    case 'process':
      return new Problem(
        'sign-in/none',
        sentence('The profile "{0}" gets its credentials from the program {1}.', profile, program ?? '…'),
        sentence('Sign in with that program in a terminal, then refresh; or select another profile.'),
      );
    case 'environment':
      return new Problem(
        'sign-in/none',
        sentence('The credentials come from environment variables. There is nothing to sign in to.'),
        sentence('Set new ones and start VS Code from there again, or select a profile.'),
      );
    default:
      return new Problem(
        'sign-in/none',
        sentence('The credentials come from this computer. There is nothing to sign in to.'),
        sentence('Select a profile that you can sign in with.'),
      );
  }
}
