import type * as vscode from 'vscode';
import type { LiveContainer } from '../../live/container.ts';
import { Entries } from './entries.ts';
import { keyOfRecent, readRecent, type RecentContainer, recentOf } from './recent-container.ts';
import { RememberedList } from './remembered-list.ts';

/** How many containers are remembered: as many as a glance takes in. */
const MOST_CONTAINERS = 5;
/** How many commands and paths are remembered, of all containers together. */
const MOST_ENTRIES = 100;

/** What was used last in this workspace, so that it need not be looked for or typed again. */
export class Memory {
  readonly containers: RememberedList<RecentContainer>;
  readonly #commands: Entries;
  readonly #paths: Entries;

  constructor(state: vscode.Memento) {
    this.containers = new RememberedList(state, 'containers', {
      read: readRecent,
      key: keyOfRecent,
      most: MOST_CONTAINERS,
    });
    this.#commands = new Entries(state, 'commands', MOST_ENTRIES);
    this.#paths = new Entries(state, 'paths', MOST_ENTRIES);
  }

  /** The commands that were run in a container, whatever its task, the last one first. */
  commands(target: LiveContainer): readonly string[] {
    return this.#commands.of(placeOf(target));
  }

  addCommand(target: LiveContainer, command: string): Promise<void> {
    return this.#commands.add(placeOf(target), command);
  }

  /** The path in a container that was copied to or from last. */
  path(way: 'to' | 'from', target: LiveContainer): string | undefined {
    return this.#paths.of(`${way} ${placeOf(target)}`)[0];
  }

  addPath(way: 'to' | 'from', target: LiveContainer, path: string): Promise<void> {
    return this.#paths.add(`${way} ${placeOf(target)}`, path);
  }

  async clear(): Promise<void> {
    await Promise.all([this.containers.clear(), this.#commands.clear(), this.#paths.clear()]);
  }
}

function placeOf(target: LiveContainer): string {
  return keyOfRecent(recentOf(target));
}
