import type { Problem } from '../../problem.ts';
import type { SessionEnd, SessionState, TerminalSize } from '../api.ts';
import { DataChannel } from '../channel/data-channel.ts';
import type { Environment } from '../transport/connection.ts';
import type { Session, SessionOptions } from './api.ts';
import { SizeReport, USUAL_SIZE } from './size-report.ts';

/** Of ECS Exec, and of Session Manager's other sessions with a terminal or a command. */
const SHELL_TYPES = ['InteractiveCommands', 'Standard_Stream', 'NonInteractiveCommands'];
const CTRL_C = Buffer.of(0x03);
/** What a terminal puts around text that is pasted, where the program asks for it ("bracketed paste"). */
const PASTE_BEGINS = '\x1b[200~';
const PASTE_ENDS = '\x1b[201~';

/** A shell, or a command, in a terminal of a container. */
export class ShellSession implements Session {
  readonly #channel: DataChannel;
  readonly #size: SizeReport;

  constructor(options: SessionOptions, environment: Omit<Environment, 'log'>) {
    this.#channel = new DataChannel(
      options,
      {
        sessionTypes: SHELL_TYPES,
        firstSize: () => this.#size.newest ?? USUAL_SIZE,
        onHandshake: () => undefined,
        onReady: () => this.#size.begin(),
        onData: options.onOutput,
        onFlag: () => undefined,
      },
      environment,
    );
    this.#size = new SizeReport(this.#channel.outgoing);
    if (options.size !== undefined) {
      this.#size.set(options.size);
    }
  }

  get state(): SessionState {
    return this.#channel.state;
  }

  get ended(): Promise<SessionEnd> {
    return this.#channel.ended;
  }

  get isStalled(): boolean {
    return this.#channel.isStalled;
  }

  get queued(): number {
    return this.#channel.outgoing.queued;
  }

  write(input: string | Uint8Array): boolean {
    // A copy: the caller may use its array again while the input waits.
    return (
      this.#channel.isOver ||
      this.#channel.outgoing.write(typeof input === 'string' ? Buffer.from(input) : new Uint8Array(input))
    );
  }

  interrupt(): void {
    if (!this.#channel.isOver) {
      this.#channel.outgoing.overtake(interruption);
    }
  }

  resize(size: TerminalSize): void {
    if (!this.#channel.isOver) {
      this.#size.set(size);
    }
  }

  pause(): void {
    this.#channel.pause();
  }

  resume(): void {
    this.#channel.resume();
  }

  close(): void {
    this.#channel.close();
  }

  fail(problem: Problem): void {
    this.#channel.fail(problem);
  }
}

/**
 * Ctrl-C. Before it the end of a paste, where that is dropped and its beginning is not: else the key would be pasted
 * too.
 */
function interruption(dropped: Uint8Array): Uint8Array {
  const bytes = Buffer.from(dropped.buffer, dropped.byteOffset, dropped.length);
  const end = bytes.indexOf(PASTE_ENDS);
  const begin = bytes.indexOf(PASTE_BEGINS);
  const isCutOff = end >= 0 && !(begin >= 0 && begin < end);
  return isCutOff ? Buffer.concat([Buffer.from(PASTE_ENDS), CTRL_C]) : CTRL_C;
}
