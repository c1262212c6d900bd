import { AsyncLocalStorage } from 'node:async_hooks';
import * as vscode from 'vscode';
import type { Aws, KeptCredentials } from '../aws/api/aws.ts';
import type { Gateway } from '../aws/api/gateway.ts';
import { Problem } from '../problem.ts';
import { sentence } from '../text.ts';
import { askFor, type Question } from './ask.ts';
import { Owner } from './disposable.ts';
import { settings } from './settings.ts';
import { localize } from './words.ts';

/**
 * The connection to AWS that the live views share. It is made when first asked for, and anew when its settings change.
 */
export class LiveConnection extends Owner {
  readonly #loadAws: () => Promise<Aws>;
  readonly #log: vscode.LogOutputChannel;
  readonly #changed = this.own(new vscode.EventEmitter<void>());
  /** Of roles, for as long as the window is open: a refresh is no reason to ask for a code again. */
  readonly #kept: KeptCredentials = new Map();
  readonly #unasked = new AsyncLocalStorage<true>();
  #gateway: Promise<Gateway> | undefined;

  /** The settings have changed, or the workspace has become trusted: what was shown is no longer true. */
  readonly onDidChange = this.#changed.event;

  constructor(loadAws: () => Promise<Aws>, log: vscode.LogOutputChannel) {
    super();
    this.#loadAws = loadAws;
    this.#log = log;
    this.own(
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (settings.changed(event, 'profile', 'region', 'endpoint', 'ssmmessagesEndpoint')) {
          this.reset();
          this.#changed.fire();
        }
      }),
    );
    this.own(vscode.workspace.onDidGrantWorkspaceTrust(() => this.#changed.fire()));
    this.own({ dispose: () => this.reset() });
  }

  /** Rejects with a `Problem`: `untrusted` in a workspace that is not trusted, or one of those of `Aws.connect`. */
  gateway(): Promise<Gateway> {
    if (!vscode.workspace.isTrusted) {
      return Promise.reject(untrusted());
    }
    if (this.#gateway === undefined) {
      const gateway = this.#connect();
      this.#gateway = gateway;
      // The next question may find what was missing.
      gateway.catch(() => {
        if (this.#gateway === gateway) {
          this.#gateway = undefined;
        }
      });
    }
    return this.#gateway;
  }

  /** Puts a question to AWS that no user is waiting for. Rather than ask the user for a code, it fails. */
  unasked<T>(question: () => Promise<T>): Promise<T> {
    return this.#unasked.run(true, question);
  }

  /** Forgets the connection with its credentials, so that the next question looks for them anew; not those of roles. */
  reset(): void {
    const gateway = this.#gateway;
    this.#gateway = undefined;
    gateway?.then(
      (connected) => connected.dispose(),
      () => undefined,
    );
  }

  /** AWS itself, for what needs no connection. Rejects in a workspace that is not trusted. */
  async aws(): Promise<Aws> {
    if (!vscode.workspace.isTrusted) {
      throw untrusted();
    }
    return this.#loadAws();
  }

  async #connect(): Promise<Gateway> {
    const aws = await this.#loadAws();
    return aws.connect({
      profile: settings.profile(),
      region: settings.region(),
      endpoint: settings.endpoint(),
      sessionEndpoint: settings.sessionEndpoint(),
      mfaCode: (serial, signal) =>
        this.#unasked.getStore() === true ? Promise.reject(codeNeeded()) : askForCode(serial, signal),
      kept: this.#kept,
      log: (line) => this.#log.warn(line),
    });
  }
}

async function askForCode(serial: string, signal: AbortSignal): Promise<string> {
  const question: Question = {
    title: vscode.l10n.t('Multi-factor code'),
    prompt: localize('Enter the code that {0} shows now.', serial),
    // AWS's own form of it: https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html
    validateInput: (typed) =>
      /^\d{6}$/.test(typed.trim()) ? undefined : vscode.l10n.t('Enter the six digits of the code.'),
    password: true,
  };
  const code = await askFor(question, signal);
  if (code === undefined) {
    throw codeNeeded();
  }
  return code.trim();
}

function codeNeeded(): Problem {
  return new Problem(
    'mfa-needed',
    sentence('The profile needs a multi-factor code.'),
    sentence('Refresh, then enter the code.'),
  );
}

function untrusted(): Problem {
  return new Problem(
    'untrusted',
    sentence('Live tasks are not shown in a workspace that you do not trust.'),
    sentence('Trust the workspace, then refresh.'),
  );
}
