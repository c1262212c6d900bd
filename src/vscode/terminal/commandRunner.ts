import type { ContainerRequest } from '../../aws/api.ts';
import type { Session, TerminalSize } from '../../session/api.ts';
import type { RunCommand } from '../../session/commands/api.ts';
import { OutputPacer } from './outputPacer.ts';
import type { Sessions } from './sessions.ts';

export interface RunRequest {
  /** Where. */
  readonly container: ContainerRequest;
  /** A line, or a script, for `sh`. */
  readonly command: string;
  readonly size?: TerminalSize;
  /** Takes output, at a pace that the editor can show. */
  readonly write: (text: string) => void;
  readonly signal: AbortSignal;
}

/** Runs commands in containers, and shows their output as it comes. */
export class CommandRunner {
  readonly #sessions: Sessions;
  readonly #load: () => Promise<RunCommand>;

  constructor(sessions: Sessions, load: () => Promise<RunCommand>) {
    this.#sessions = sessions;
    this.#load = load;
  }

  /** See {@link RunCommand}. */
  async run({ container, command, size, write, signal }: RunRequest): Promise<number> {
    const runCommand = await this.#load();
    let session: Session | undefined;
    const pacer = new OutputPacer({ write, pause: () => session?.pause(), resume: () => session?.resume() });
    try {
      return await runCommand({
        command,
        start: async (line, events) => {
          session = await this.#sessions.start({ ...container, command: line }, { ...events, ...(size !== undefined && { size }), signal });
          return session;
        },
        onOutput: (bytes) => pacer.push(bytes),
        signal,
      });
    } finally {
      pacer.end();
    }
  }
}
