import type * as vscode from 'vscode';
import { isPort } from '../../port.ts';
import { readRecent, type RecentContainer } from './recent-container.ts';
import { fieldsOf, isText } from './written.ts';

/** A terminal that is open in a container. */
export interface OpenShell {
  /** By what outlives its task. */
  readonly where: RecentContainer;
  /** The ARN of its task. */
  readonly task: string;
  /** What the terminal is called. */
  readonly name: string;
}

/** A port that is forwarded. */
export interface OpenForward extends Omit<OpenShell, 'name'> {
  readonly host: string | undefined;
  readonly port: number;
  readonly localPort: number;
}

/** A terminal that shows logs. */
export interface OpenLogs {
  /** The key of its connection. */
  readonly connection: string;
  /** ARN. */
  readonly cluster: string;
  /** The name of the service, or the ARN of the task, whose logs they are. */
  readonly of: string;
  /** `family:revision`; undefined of a service. */
  readonly definition: string | undefined;
  /** The names of the task's containers whose logs they are; empty of a service. */
  readonly containers: readonly string[];
  /** Whether the task had stopped. */
  readonly isStopped: boolean;
  /** What tells them from others, what they are called, in short and with where they are from. */
  readonly key: string;
  readonly name: string;
  readonly title: string;
}

/** How many of each are remembered. A window has fewer. */
const MOST = 20;
/** Containers of a task. A task definition has no more. Source: ECS developer guide, "Service quotas". */
const MOST_CONTAINERS = 10;
/** Characters of a name, an ARN or a host. */
const LONGEST = 2_048;

const SHELLS = 'open.shells';
const FORWARDS = 'open.forwards';
const LOGS = 'open.logs';

/** Whether the last window of this workspace has left something open. */
export function hasLeftOpen(state: vscode.Memento): boolean {
  return [SHELLS, FORWARDS, LOGS].some((name) => state.get(name) !== undefined);
}

/**
 * What is open, in containers and of their logs, kept in VS Code's state of the workspace, so that the next window
 * knows of what has ended with this one.
 */
export class OpenThings {
  readonly #state: vscode.Memento;
  /** The window closes: what ends now was not ended by the user. */
  #isClosing = false;

  constructor(state: vscode.Memento) {
    this.#state = state;
  }

  get shells(): readonly OpenShell[] {
    return this.#read(SHELLS, readShell);
  }

  get forwards(): readonly OpenForward[] {
    return this.#read(FORWARDS, readForward);
  }

  get logs(): readonly OpenLogs[] {
    return this.#read(LOGS, readLogs);
  }

  async setShells(shells: readonly OpenShell[]): Promise<void> {
    await this.#write(SHELLS, shells);
  }

  async setForwards(forwards: readonly OpenForward[]): Promise<void> {
    await this.#write(FORWARDS, forwards);
  }

  async setLogs(logs: readonly OpenLogs[]): Promise<void> {
    await this.#write(LOGS, logs);
  }

  /** Keeps what is open now for the next window. */
  close(): void {
    this.#isClosing = true;
  }

  #read<T>(name: string, read: (written: unknown) => T | undefined): readonly T[] {
    const written = this.#state.get<unknown>(name);
    return (Array.isArray(written) ? (written as unknown[]) : []).slice(0, MOST).flatMap((each) => read(each) ?? []);
  }

  async #write(name: string, items: readonly unknown[]): Promise<void> {
    if (!this.#isClosing) {
      await this.#state.update(name, items.length === 0 ? undefined : items.slice(0, MOST));
    }
  }
}

function readShell(written: unknown): OpenShell | undefined {
  const { where, task, name } = fieldsOf(written);
  const recent = readRecent(where);
  return recent !== undefined && isText(task, LONGEST) && isText(name, LONGEST)
    ? { where: recent, task, name }
    : undefined;
}

function readForward(written: unknown): OpenForward | undefined {
  const { where, task, host, port, localPort } = fieldsOf(written);
  const recent = readRecent(where);
  return recent !== undefined &&
    isText(task, LONGEST) &&
    (host === undefined || isText(host, LONGEST)) &&
    isPortNumber(port) &&
    isPortNumber(localPort)
    ? { where: recent, task, host, port, localPort }
    : undefined;
}

function readLogs(written: unknown): OpenLogs | undefined {
  const { connection, cluster, of, definition, containers, isStopped, key, name, title } = fieldsOf(written);
  const isNamed = (each: unknown): each is string => isText(each, LONGEST);
  return isNamed(connection) &&
    isNamed(cluster) &&
    isNamed(of) &&
    (definition === undefined || isNamed(definition)) &&
    Array.isArray(containers) &&
    containers.length <= MOST_CONTAINERS &&
    containers.every(isNamed) &&
    typeof isStopped === 'boolean' &&
    isNamed(key) &&
    isNamed(name) &&
    isNamed(title)
    ? { connection, cluster, of, definition, containers, isStopped, key, name, title }
    : undefined;
}

function isPortNumber(value: unknown): value is number {
  return typeof value === 'number' && isPort(value);
}
