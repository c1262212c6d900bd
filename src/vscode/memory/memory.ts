import type * as vscode from 'vscode';
import { keyOfRecent, readRecent, type RecentContainer } from './recent-container.ts';
import { RememberedList } from './remembered-list.ts';

/** How many containers are remembered: as many as a glance takes in. */
const MOST_CONTAINERS = 5;

/** What was used last in this workspace, so that it need not be looked for or typed again. */
export class Memory {
  readonly containers: RememberedList<RecentContainer>;

  constructor(state: vscode.Memento) {
    this.containers = new RememberedList(state, 'containers', {
      read: readRecent,
      key: keyOfRecent,
      most: MOST_CONTAINERS,
    });
  }
}
