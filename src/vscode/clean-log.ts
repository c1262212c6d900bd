import type * as vscode from 'vscode';
import { Owner } from './disposable.ts';
import { describe, inOneLine } from './log-entry.ts';

/**
 * A log, one line an entry. Once it is disposed of it says nothing: VS Code's own throws then, in the midst of what
 * still goes on, which would fail for want of a log.
 */
export class CleanLog extends Owner implements vscode.LogOutputChannel {
  readonly #channel: vscode.LogOutputChannel;
  /** The same, until it is disposed of. */
  #open: vscode.LogOutputChannel | undefined;
  readonly name: string;
  readonly onDidChangeLogLevel: vscode.Event<vscode.LogLevel>;

  constructor(channel: vscode.LogOutputChannel) {
    super();
    this.#channel = this.own(channel);
    this.#open = channel;
    this.name = channel.name;
    this.onDidChangeLogLevel = channel.onDidChangeLogLevel;
  }

  get logLevel(): vscode.LogLevel {
    return this.#channel.logLevel;
  }

  trace(message: string): void {
    this.#open?.trace(inOneLine(message));
  }

  debug(message: string): void {
    this.#open?.debug(inOneLine(message));
  }

  info(message: string): void {
    this.#open?.info(inOneLine(message));
  }

  warn(message: string): void {
    this.#open?.warn(inOneLine(message));
  }

  error(error: string | Error): void {
    this.#open?.error(typeof error === 'string' ? inOneLine(error) : describe(error));
  }

  append(value: string): void {
    this.#open?.append(inOneLine(value));
  }

  appendLine(value: string): void {
    this.#open?.appendLine(inOneLine(value));
  }

  replace(value: string): void {
    this.#open?.replace(inOneLine(value));
  }

  clear(): void {
    this.#open?.clear();
  }

  show(): void {
    this.#open?.show();
  }

  hide(): void {
    this.#open?.hide();
  }

  override dispose(): void {
    this.#open = undefined;
    super.dispose();
  }
}
