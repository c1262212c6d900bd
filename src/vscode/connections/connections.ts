import { AsyncLocalStorage } from 'node:async_hooks';
import * as vscode from 'vscode';
import type { Aws } from '../../aws/api/aws.ts';
import { refusalIn } from '../../live/read-only.ts';
import { Problem } from '../../problem.ts';
import { sentence } from '../../text.ts';
import { Owner } from '../disposable.ts';
import { settings } from '../settings.ts';
import { type Choice, type ConnectionParts, keyOf, LiveConnection, readKey } from './live-connection.ts';
import { askForCode, codeNeeded } from './mfa-code.ts';

/** The connections to AWS that this window has open. */
export class Connections extends Owner {
  readonly #loadAws: () => Promise<Aws>;
  readonly #parts: ConnectionParts;
  readonly #changed = this.own(new vscode.EventEmitter<void>());
  readonly #unasked = new AsyncLocalStorage<true>();
  /** Also those that are no longer shown: a terminal may still use them. */
  readonly #known = new Map<string, LiveConnection>();

  /** Others are shown now, or the workspace has become trusted: what was shown is no longer true. */
  readonly onDidChange = this.#changed.event;

  constructor(loadAws: () => Promise<Aws>, log: vscode.LogOutputChannel) {
    super();
    this.#loadAws = loadAws;
    this.#parts = {
      aws: () => this.aws(),
      shared: {
        mfaCode: (serial, signal) =>
          this.#unasked.getStore() === true ? Promise.reject(codeNeeded()) : askForCode(serial, signal),
        // Of roles, for as long as the window is open: a refresh is no reason to ask for a code again.
        kept: new Map(),
        // Nor to ask more than AWS allows.
        buckets: new Map(),
        isUnasked: () => this.#unasked.getStore() === true,
        // Read anew each time, so that it holds at once.
        refuse: (what, connection) => refusalIn(settings.readOnly(), what, connection),
        log: (line) => log.warn(line),
      },
    };
    this.own(
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (settings.changed(event, 'profile', 'region', 'endpoint', 'ssmmessagesEndpoint')) {
          this.#changed.fire();
        }
      }),
    );
    this.own(vscode.workspace.onDidGrantWorkspaceTrust(() => this.#changed.fire()));
    this.own({ dispose: () => this.reset() });
  }

  /** Those that the tree shows, in its order; never none. */
  get all(): readonly [LiveConnection, ...LiveConnection[]] {
    return [this.#open(chosen())];
  }

  /** The one that is meant where nothing says which. */
  get main(): LiveConnection {
    return this.all[0];
  }

  /** The profile of the main one in a region. */
  inRegion(region: string): LiveConnection {
    return this.main.place?.region === region ? this.main : this.#open({ ...this.main.choice, region });
  }

  /**
   * The connection whose key was noted down, in this window or an earlier one, with the endpoints that are set now;
   * undefined where it is not a key.
   */
  again(key: string): LiveConnection | undefined {
    const choice = readKey(key);
    return choice && this.#open({ ...chosen(), ...choice });
  }

  /** Puts a question to AWS that no user is waiting for. Rather than ask the user for a code, it fails. */
  unasked<T>(question: () => Promise<T>): Promise<T> {
    return this.#unasked.run(true, question);
  }

  /** Lets all of them look for credentials anew at the next question. */
  reset(): void {
    this.#known.forEach((connection) => connection.reset());
  }

  /** AWS itself, for what needs no connection. Rejects in a workspace that is not trusted. */
  async aws(): Promise<Aws> {
    if (!vscode.workspace.isTrusted) {
      throw untrusted();
    }
    return this.#loadAws();
  }

  #open(choice: Choice): LiveConnection {
    const key = keyOf(choice);
    const connection = this.#known.get(key) ?? new LiveConnection(choice, this.#parts);
    this.#known.set(key, connection);
    return connection;
  }
}

function chosen(): Choice {
  return {
    profile: settings.profile(),
    region: settings.region(),
    endpoint: settings.endpoint(),
    sessionEndpoint: settings.sessionEndpoint(),
  };
}

function untrusted(): Problem {
  return new Problem(
    'untrusted',
    sentence('Live tasks are not shown in a workspace that you do not trust.'),
    sentence('Trust the workspace, then refresh.'),
  );
}
