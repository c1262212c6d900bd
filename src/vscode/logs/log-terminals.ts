import * as vscode from 'vscode';
import { Owner } from '../disposable.ts';
import type { Documents } from '../documents/documents.ts';
import type { OpenThings } from '../memory/open-things.ts';
import { confirm, notifyOf } from '../notify.ts';
import { settings } from '../settings.ts';
import { isClosedByUser } from '../terminal/open-shells.ts';
import { keptOf } from './kept-request.ts';
import { type LogRequest, LogTerminal, nameIn } from './log-terminal.ts';

/** The context key that says whether the terminal in front shows logs. */
const IS_LOGS = 'ecs-exec.isLogTerminal';

export interface LogTerminalsParts {
  readonly documents: Documents;
  readonly unasked: <T>(question: () => Promise<T>) => Promise<T>;
  readonly log: vscode.LogOutputChannel;
  /** Notes down for the next window which are open. */
  readonly things: Pick<OpenThings, 'setLogs'>;
}

/** The terminals that show logs. */
export class LogTerminals extends Owner {
  readonly #parts: LogTerminalsParts;
  readonly #open = new Map<vscode.Terminal, LogTerminal>();

  constructor(parts: LogTerminalsParts) {
    super();
    this.#parts = parts;
    this.own(vscode.window.onDidChangeActiveTerminal(() => this.#setContext()));
    this.own(
      vscode.window.onDidCloseTerminal((terminal) => {
        this.#open.get(terminal)?.dispose();
        if (this.#open.delete(terminal) && isClosedByUser(terminal)) {
          this.#write();
        }
      }),
    );
    this.own({ dispose: () => this.#open.forEach((pty) => pty.dispose()) });
  }

  /** Shows logs: in the terminal that shows the same already, or in a new one. */
  show(request: LogRequest): void {
    const known = [...this.#open].find(([, pty]) => pty.request.key === request.key);
    if (known !== undefined) {
      known[0].show();
      return;
    }
    this.#add(request, { isLeft: false }).show();
    this.#setContext();
  }

  /** A terminal that an earlier window had open is there again; it follows nothing until the user wants that. */
  bringBack(request: LogRequest): void {
    this.#add(request, { isLeft: true });
  }

  #add(request: LogRequest, { isLeft }: { readonly isLeft: boolean }): vscode.Terminal {
    const parts = {
      unasked: this.#parts.unasked,
      log: this.#parts.log,
      openText: (title: string, text: string) => this.#openText(title, text),
      toggleLiveTail: () => toggleLiveTail(),
      onError: (error: unknown) => notifyOf(error, this.#parts.log),
    };
    const pty = new LogTerminal(request, parts, { isLeft });
    const terminal = vscode.window.createTerminal({
      name: nameIn(request.name, isLeft ? 'stopped' : 'following', false),
      pty,
      iconPath: new vscode.ThemeIcon('output'),
      isTransient: true,
    });
    this.#open.set(terminal, pty);
    this.#write();
    return terminal;
  }

  #write(): void {
    void this.#parts.things.setLogs([...this.#open.values()].map(({ request }) => keptOf(request)));
  }

  /** The one in front, or else the newest; undefined where there is none. */
  get active(): LogTerminal | undefined {
    const { activeTerminal } = vscode.window;
    return (activeTerminal && this.#open.get(activeTerminal)) ?? [...this.#open.values()].at(-1);
  }

  /** A path tells one document from another; what VS Code shows of it is its last part. */
  async #openText(title: string, text: string): Promise<void> {
    await this.#parts.documents.open({
      path: `/logs/${title.replace(/[/\\]/g, '∕')}.log`,
      language: 'log',
      content: () => Promise.resolve(text),
    });
  }

  #setContext(): void {
    const { activeTerminal } = vscode.window;
    const isLogs = activeTerminal !== undefined && this.#open.has(activeTerminal);
    void vscode.commands.executeCommand('setContext', IS_LOGS, isLogs);
  }
}

/** Uses Live Tail from now on, once the user has accepted what it costs; or no longer. */
export async function toggleLiveTail(): Promise<void> {
  if (settings.liveTail()) {
    await settings.setLiveTail(false);
    return;
  }
  const isAccepted = await confirm(
    vscode.l10n.t('Use Live Tail to show new lines within a second?'),
    vscode.l10n.t(
      'AWS charges for each minute in which a terminal follows logs. Your choice is kept in the setting ' +
        'ecs-exec.logs.liveTail.',
    ),
    vscode.l10n.t('Use Live Tail'),
  );
  if (isAccepted) {
    await settings.setLiveTail(true);
  }
}
