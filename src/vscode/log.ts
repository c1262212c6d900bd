import * as vscode from 'vscode';
import { Owner } from './disposable.ts';
import { describe, inOneLine } from './log-entry.ts';

/**
 * A log, one line an entry: what others wrote can neither make entries of its own nor steer the terminal in which
 * somebody reads the log's file.
 */
export function createLog(name: string): vscode.LogOutputChannel {
  return new Log(vscode.window.createOutputChannel(name, { log: true }));
}

/** Where the output of commands is shown, as it is: it is the user's own. */
export function createOutput(name: string): vscode.OutputChannel {
  return vscode.window.createOutputChannel(name);
}

class Log extends Owner implements vscode.LogOutputChannel {
  readonly #channel: vscode.LogOutputChannel;
  readonly name: string;
  readonly onDidChangeLogLevel: vscode.Event<vscode.LogLevel>;

  constructor(channel: vscode.LogOutputChannel) {
    super();
    this.#channel = this.own(channel);
    this.name = channel.name;
    this.onDidChangeLogLevel = channel.onDidChangeLogLevel;
  }

  get logLevel(): vscode.LogLevel {
    return this.#channel.logLevel;
  }

  trace(message: string): void {
    this.#channel.trace(inOneLine(message));
  }

  debug(message: string): void {
    this.#channel.debug(inOneLine(message));
  }

  info(message: string): void {
    this.#channel.info(inOneLine(message));
  }

  warn(message: string): void {
    this.#channel.warn(inOneLine(message));
  }

  error(error: string | Error): void {
    this.#channel.error(typeof error === 'string' ? inOneLine(error) : describe(error));
  }

  append(value: string): void {
    this.#channel.append(inOneLine(value));
  }

  appendLine(value: string): void {
    this.#channel.appendLine(inOneLine(value));
  }

  replace(value: string): void {
    this.#channel.replace(inOneLine(value));
  }

  clear(): void {
    this.#channel.clear();
  }

  show(): void {
    this.#channel.show();
  }

  hide(): void {
    this.#channel.hide();
  }
}
