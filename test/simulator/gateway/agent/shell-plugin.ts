import type { ContainerInfo } from '../api.ts';
import { Output } from './output.ts';
import { agentError, type Plugin, type PluginHost, type PluginInput } from './plugin.ts';
import { type Process, StartError } from './process.ts';
import type { Taken } from './receiver.ts';
import { startProcess } from './start.ts';
import { cutOutput } from './utf8.ts';

export interface ShellPluginOptions {
  readonly command: string;
  readonly container: ContainerInfo;
  readonly region: string;
  /** Why it does not start the command, where it does not. */
  readonly refusal?: string | undefined;
}

/** A command on a pty: the agent's plugin "InteractiveCommands". */
export class ShellPlugin implements Plugin {
  readonly #host: PluginHost;
  readonly #options: ShellPluginOptions;
  readonly #output: Output;
  #starting: Promise<void> | undefined;
  #process: Process | undefined;
  /** The agent reads the pty's output. */
  #reading = false;
  #exited = false;
  /** The agent has read all output. */
  #ended = false;
  #closed = false;
  /** Until the pty is started, then until it is read. */
  #delay: NodeJS.Timeout | undefined;
  #linger: NodeJS.Timeout | undefined;

  constructor(host: PluginHost, options: ShellPluginOptions) {
    this.#host = host;
    this.#options = options;
    this.#output = new Output(host, () => this.proceed(), cutOutput);
  }

  start(): void {
    this.#delay = setTimeout(() => {
      this.#starting = this.#startProcess();
    }, this.#host.behaviour.ptyDelay);
  }

  take(input: PluginInput): Taken {
    // Until its pty exists the agent does not acknowledge, and the client sends again.
    if (this.#process === undefined) {
      return 'refused';
    }
    switch (input.kind) {
      case 'stdin':
        return this.#process.write(input.bytes).then(() => 'taken');
      case 'size':
        this.#process.resize(input.columns, input.rows);
        return 'taken';
      case 'flag':
        return 'taken';
    }
  }

  proceed(): void {
    if (this.#reading) {
      this.#output.proceed();
    }
    if (this.#output.isFull) {
      this.#process?.pause();
    } else {
      this.#process?.resume();
    }
    // An agent that may not send does not read, and so does not notice the end either.
    this.#ended ||= this.#exited && this.#reading && this.#output.isEmpty && this.#host.maySend();
    if (this.#ended) {
      this.#leave();
    }
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#output.close();
    for (const timer of [this.#delay, this.#linger]) {
      clearTimeout(timer);
    }
    await this.#starting;
    await this.#process?.kill();
  }

  async #startProcess(): Promise<void> {
    const { refusal, ...options } = this.#options;
    try {
      if (refusal !== undefined) {
        throw new StartError(refusal, { hasHeading: false });
      }
      this.#process = await startProcess({
        ...options,
        onOutput: (bytes) => {
          this.#output.push(bytes);
          this.proceed();
        },
        onExit: () => {
          this.#exited = true;
          this.proceed();
        },
      });
    } catch (error) {
      this.#fail(error);
      return;
    }
    if (!this.#closed) {
      this.#delay = setTimeout(() => this.#startReading(), this.#host.behaviour.outputDelay);
    }
  }

  #fail(error: unknown): void {
    const message = error instanceof Error ? error.message : String(error);
    const hasHeading = !(error instanceof StartError) || error.hasHeading;
    if (this.#closed) {
      return;
    }
    this.#delay = setTimeout(
      () => this.#host.end(hasHeading ? agentError(message) : `${message}\n\n`),
      this.#host.behaviour.startErrorDelay,
    );
  }

  #startReading(): void {
    this.#reading = true;
    this.proceed();
  }

  /** The command has ended: waits a while for its output to be acknowledged, then leaves, whatever came of that. */
  #leave(): void {
    const leave = () => this.#host.end('');
    if (this.#host.unacknowledged() === 0) {
      leave();
    } else {
      this.#linger ??= setTimeout(leave, this.#host.behaviour.linger);
    }
  }
}
