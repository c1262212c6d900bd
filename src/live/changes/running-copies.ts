import type { TaskName } from '../../aws/api/changes.ts';
import type { OpenConnection } from '../connection.ts';

interface Copy extends TaskName {
  readonly connection: OpenConnection;
  /** Called once it is stopped. */
  readonly release: () => void;
  /** Whether it is to be stopped when no terminal is open in it. */
  isUsed: boolean;
  /** While ECS is being asked. */
  stopping: Promise<void> | undefined;
}

/** Debug copies, each known until ECS has agreed to stop it: one that could not be stopped is tried again. */
export class RunningCopies {
  readonly #copies = new Map<string, Copy>();

  add(connection: OpenConnection, name: TaskName, release: () => void): void {
    this.#copies.set(name.taskArn, { ...name, connection, release, isUsed: false, stopping: undefined });
  }

  /** A terminal was opened in it. */
  use(taskArn: string): void {
    const copy = this.#copies.get(taskArn);
    if (copy !== undefined) {
      copy.isUsed = true;
    }
  }

  /** The ARNs of all. */
  get all(): readonly string[] {
    return [...this.#copies.keys()];
  }

  /** The ARNs of those that had a terminal, or could not be stopped before. */
  get used(): readonly string[] {
    return [...this.#copies.values()].filter(({ isUsed }) => isUsed).map(({ taskArn }) => taskArn);
  }

  /**
   * Has ECS stop one. Resolves with whether this call did: not where it is stopped already, or is just being stopped
   * for somebody else. Rejects with a `Problem`; the copy is still known then.
   */
  async stop(taskArn: string): Promise<boolean> {
    const copy = this.#copies.get(taskArn);
    if (copy === undefined) {
      return false;
    }
    if (copy.stopping !== undefined) {
      // Who asked first is told of a failure.
      await copy.stopping.catch(() => undefined);
      return false;
    }
    copy.stopping = this.#ask(copy);
    try {
      await copy.stopping;
      return true;
    } finally {
      copy.stopping = undefined;
      copy.isUsed = true;
    }
  }

  async #ask(copy: Copy): Promise<void> {
    const { changes } = await copy.connection.gateway();
    await changes.stopTask(copy, undefined);
    this.#copies.delete(copy.taskArn);
    copy.release();
  }
}
