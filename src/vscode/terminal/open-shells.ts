import * as vscode from 'vscode';
import { Owner } from '../disposable.ts';
import type { OpenShell, OpenThings } from '../memory/open-things.ts';

/** Notes down which terminals are open in containers, for the next window. */
export class OpenShells extends Owner {
  readonly #things: OpenThings;
  readonly #open = new Map<vscode.Pseudoterminal, OpenShell>();

  constructor(things: OpenThings) {
    super();
    this.#things = things;
    this.own(vscode.window.onDidCloseTerminal((terminal) => this.#closed(terminal)));
  }

  /** A terminal is made; what was noted down of it before no longer holds. */
  add(pty: vscode.Pseudoterminal, shell: OpenShell): void {
    this.#open.set(pty, shell);
    this.#write();
  }

  #closed(terminal: vscode.Terminal): void {
    const { creationOptions } = terminal;
    if (isClosedByUser(terminal) && 'pty' in creationOptions && this.#open.delete(creationOptions.pty)) {
      this.#write();
    }
  }

  #write(): void {
    void this.#things.setShells([...this.#open.values()]);
  }
}

/** Whether the user has closed a terminal, not the window or its extensions. */
export function isClosedByUser({ exitStatus }: vscode.Terminal): boolean {
  const { Shutdown, Unknown } = vscode.TerminalExitReason;
  return exitStatus !== undefined && exitStatus.reason !== Shutdown && exitStatus.reason !== Unknown;
}
