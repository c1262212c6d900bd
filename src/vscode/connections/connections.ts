import { AsyncLocalStorage } from 'node:async_hooks';
import * as vscode from 'vscode';
import type { Aws } from '../../aws/api/aws.ts';
import { refusalIn } from '../../live/read-only.ts';
import { Problem } from '../../problem.ts';
import { sentence } from '../../text.ts';
import { Owner } from '../disposable.ts';
import { RememberedList } from '../memory/remembered-list.ts';
import { settings } from '../settings.ts';
import { Favourites } from './favourites.ts';
import { type Choice, type ConnectionParts, keyOf, LiveConnection, readKey } from './live-connection.ts';
import { askForCode, codeNeeded } from './mfa-code.ts';
import { MOST_CONNECTIONS, partOf, readSelections, type Selection } from './selections.ts';
import { forgetful, type Stores } from './store.ts';

/** Profiles, and regions, that are offered first because they were selected lately. */
const MOST_RECENT = 8;
/** Where the workspace's selections are remembered. */
const SELECTIONS = 'connections';

/**
 * The connections to AWS that this window has open. Which ones is remembered by workspace, and by VS Code alone: no
 * file of the workspace can say it, and other windows go on as they are. Until the user selects something, it is what
 * the settings say.
 */
export class Connections extends Owner {
  /** What was selected lately in any window. */
  readonly recentProfiles: RememberedList<string>;
  readonly recentRegions: RememberedList<string>;
  readonly #loadAws: () => Promise<Aws>;
  readonly #workspace: vscode.Memento;
  readonly #parts: ConnectionParts;
  readonly #changed = this.own(new vscode.EventEmitter<void>());
  readonly #learned = this.own(new vscode.EventEmitter<void>());
  readonly #unasked = new AsyncLocalStorage<true>();
  /** Also those that are no longer shown: a terminal may still use them. */
  readonly #known = new Map<string, LiveConnection>();
  /** One question at a time: VS Code takes an input box away for another one. */
  #lastCode: Promise<unknown> = Promise.resolve();

  /** Others are shown now, or the workspace has become trusted: what was shown is no longer true. */
  readonly onDidChange = this.#changed.event;
  /** More is known of where a connection leads. */
  readonly onDidLearn = this.#learned.event;

  constructor(
    loadAws: () => Promise<Aws>,
    log: vscode.LogOutputChannel,
    { workspace, everywhere }: Stores = forgetful(),
  ) {
    super();
    this.#loadAws = loadAws;
    this.#workspace = workspace;
    this.recentProfiles = recent(everywhere, 'recent profiles');
    this.recentRegions = recent(everywhere, 'recent regions');
    this.#parts = {
      aws: () => this.aws(),
      shared: {
        mfaCode: (serial, signal) =>
          this.#unasked.getStore() === true ? Promise.reject(codeNeeded()) : this.#askForCode(serial, signal),
        // Of roles, for as long as the window is open: a refresh is no reason to ask for a code again.
        kept: new Map(),
        // Nor to ask more than AWS allows.
        buckets: new Map(),
        isUnasked: () => this.#unasked.getStore() === true,
        // Read anew each time, so that it holds at once.
        refuse: (what, connection) => refusalIn(settings.readOnly(), what, connection),
        log: (line) => log.warn(line),
      },
      favourites: new Favourites(everywhere),
      onLearned: () => this.#learned.fire(),
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

  /** Those that the tree shows, in its order, each once; never none. */
  get all(): readonly [LiveConnection, ...LiveConnection[]] {
    const [first, ...others] = this.#selections;
    const main = this.#open(choiceOf(first));
    const more = new Set(others.map((selection) => this.#open(choiceOf(selection))));
    more.delete(main);
    return [main, ...more];
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
    return choice && this.#open({ ...choiceOf({}), ...choice });
  }

  /**
   * Shows one more. Resolves with it, also where it was shown already. Rejects with a `Problem` where it is one too
   * many.
   */
  async add(selection: Selection): Promise<LiveConnection> {
    const connection = this.#open(choiceOf(selection));
    if (!this.all.includes(connection)) {
      if (this.all.length >= MOST_CONNECTIONS) {
        throw new Problem(
          'too-many-connections',
          sentence('A window can have {0} connections.', MOST_CONNECTIONS),
          sentence('Remove one of them.'),
        );
      }
      await this.#save([...this.#selections, selection]);
    }
    return connection;
  }

  /** Shows it no more. What is open through it stays. The last one stays, too. */
  async remove(connection: LiveConnection): Promise<void> {
    await this.#save(this.#selections.filter((each) => this.#open(choiceOf(each)) !== connection));
  }

  /** Shows another one in the place of this one. What is open through it stays. */
  async change(connection: LiveConnection, part: Selection): Promise<void> {
    await this.#save(
      this.#selections.map((each) => (this.#open(choiceOf(each)) === connection ? withPart(each, part) : each)),
    );
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

  get #selections(): readonly [Selection, ...Selection[]] {
    return readSelections(this.#workspace.get(SELECTIONS));
  }

  async #save(selections: readonly Selection[]): Promise<void> {
    const isAsInSettings = selections.every(({ profile, region }) => profile === undefined && region === undefined);
    await this.#workspace.update(SELECTIONS, isAsInSettings ? undefined : selections);
    this.#changed.fire();
  }

  #open(choice: Choice): LiveConnection {
    const key = keyOf(choice);
    const connection = this.#known.get(key) ?? new LiveConnection(choice, this.#parts);
    this.#known.set(key, connection);
    return connection;
  }

  async #askForCode(serial: string, signal: AbortSignal): Promise<string> {
    const before = this.#lastCode;
    const asked = before.then(() => {
      signal.throwIfAborted();
      return askForCode(serial, signal);
    });
    this.#lastCode = asked.catch(() => undefined);
    return asked;
  }
}

function choiceOf({ profile, region }: Selection): Choice {
  return {
    profile: partOf(profile, settings.profile()),
    region: partOf(region, settings.region()),
    endpoint: settings.endpoint(),
    sessionEndpoint: settings.sessionEndpoint(),
  };
}

function recent(state: vscode.Memento, name: string): RememberedList<string> {
  const read = (written: unknown): string | undefined => (typeof written === 'string' ? written : undefined);
  return new RememberedList(state, name, { read, key: (each) => each, most: MOST_RECENT });
}

/** A part that is there as undefined goes back to the settings. */
function withPart(selection: Selection, part: Selection): Selection {
  const { profile, region } = { ...selection, ...part };
  return { ...(profile !== undefined && { profile }), ...(region !== undefined && { region }) };
}

function untrusted(): Problem {
  return new Problem(
    'untrusted',
    sentence('Live tasks are not shown in a workspace that you do not trust.'),
    sentence('Trust the workspace, then refresh.'),
  );
}
