import type { Aftermath } from '../../live/aftermath.ts';
import type { ContainerPlace } from '../../live/container.ts';
import type { Sessions } from '../../live/sessions.ts';
import type { TerminalSize } from '../../session/api.ts';
import type { RunCommand } from '../../session/commands/api.ts';
import type { Session } from '../../session/shell/api.ts';
import { OutputPacer } from './output-pacer.ts';

export interface RunRequest {
  /** Where. */
  readonly container: ContainerPlace;
  /** A line, or a script, for `sh`. */
  readonly command: string;
  readonly size?: TerminalSize;
  /** Takes output, at a pace that the editor can show. */
  readonly write: (text: string) => void;
  /** AWS has opened the session. */
  readonly onStarted?: () => void;
  readonly signal: AbortSignal;
}

/** Runs commands in containers, and shows their output as it comes. */
export class CommandRunner {
  readonly #sessions: Sessions;
  readonly #load: () => Promise<RunCommand>;
  readonly #aftermath: Aftermath;

  constructor(sessions: Sessions, load: () => Promise<RunCommand>, aftermath: Aftermath) {
    this.#sessions = sessions;
    this.#load = load;
    this.#aftermath = aftermath;
  }

  /** See {@link RunCommand}. Where the container is gone, it rejects with the reason. */
  async run({ container, command, size, write, onStarted, signal }: RunRequest): Promise<number> {
    const runCommand = await this.#load();
    let session: Session | undefined;
    const pacer = new OutputPacer({ write, pause: () => session?.pause(), resume: () => session?.resume() });
    try {
      return await runCommand({
        command,
        ...(size !== undefined && { size }),
        start: async (line, events) => {
          session = await this.#sessions.start(
            { ...container, command: line },
            { ...events, ...(size !== undefined && { size }), signal },
          );
          onStarted?.();
          return session;
        },
        onOutput: (bytes) => pacer.push(bytes),
        signal,
      });
    } catch (error) {
      throw await this.#aftermath.explain(error, container, signal);
    } finally {
      pacer.end();
    }
  }
}
