import type { AgentOptions, ContainerInfo } from '../api.ts';
import type { ClientInput, ClientMessage } from '../client-message.ts';
import { PayloadType } from '../frame.ts';
import { AgentChannel } from './channel.ts';
import { OutputQueue } from './output-queue.ts';
import type { Taken } from './receiver.ts';
import { startShell, type Shell } from './shell.ts';

/** How long the agent waits for the last output to be acknowledged, in milliseconds. */
const LINGER = 2000;
/** The shell is not read while more output than this waits to be sent, in bytes. */
const MAX_OUTPUT_WAITING = 65_536;

const IDLE_MESSAGE = 'Your session timed out due to inactivity and has been terminated.';

export interface AgentSetup {
  readonly command: string;
  readonly container: ContainerInfo;
  readonly region: string;
  readonly behaviour: AgentOptions;
  /** Puts a frame on its way to the client. */
  readonly transmit: (frame: Buffer) => void;
  /** Whether the way to the client has room. {@link Agent.proceed} says that it has again. */
  readonly hasRoom: () => boolean;
  /** The session is over; the argument is what the client is told, empty after a normal end. */
  readonly onEnd: (output: string) => void;
  /** The client did something against the protocol. */
  readonly onError: (error: unknown) => void;
}

/** The SSM agent's side of one session: a command on a pty at the end of a data channel. */
export class Agent {
  readonly #setup: AgentSetup;
  readonly #channel: AgentChannel;
  readonly #output = new OutputQueue();
  readonly #idle: NodeJS.Timeout;
  #starting: Promise<void> | undefined;
  #shell: Shell | undefined;
  #connected = false;
  #paused = false;
  /** The agent reads the pty's output. */
  #reading = false;
  #exited = false;
  #closed = false;
  /** Until the pty is started, then until it is read. */
  #delay: NodeJS.Timeout | undefined;
  #pace: NodeJS.Timeout | undefined;
  #linger: NodeJS.Timeout | undefined;

  constructor(setup: AgentSetup) {
    this.#setup = setup;
    this.#channel = new AgentChannel({
      transmit: setup.transmit,
      take: (input) => this.#take(input),
      onError: setup.onError,
      onAcknowledged: () => this.proceed(),
    });
    this.#idle = setTimeout(() => setup.onEnd(IDLE_MESSAGE), setup.behaviour.idleTimeout);
  }

  /** A client is there, for the first time or again. */
  connect(): void {
    this.#connected = true;
    this.#delay ??= setTimeout(() => {
      this.#starting = this.#startShell();
    }, this.#setup.behaviour.ptyDelay);
    this.#resume();
  }

  disconnect(): void {
    this.#connected = false;
    this.#channel.stopResending();
  }

  pause(): void {
    this.#paused = true;
    this.#channel.stopResending();
  }

  unpause(): void {
    this.#paused = false;
    this.#resume();
  }

  receive(message: ClientMessage): void {
    if (!this.#closed) this.#channel.receive(message);
  }

  /** Sends as much of the output as there is room for, and finds out whether the session is over. */
  proceed(): void {
    while (this.#output.length > 0 && this.#maySend()) {
      const payload = this.#output.next();
      if (payload.length === 0) continue;
      this.#channel.send(PayloadType.output, payload);
      this.#linger?.refresh();
      if (this.#setup.behaviour.pace === 'real') this.#wait();
    }
    if (this.#output.length > MAX_OUTPUT_WAITING) this.#shell?.pause();
    else this.#shell?.resume();
    if (this.#exited && this.#reading) this.#leave();
  }

  /** Ends everything that the session started; settles when it is gone. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#channel.close();
    for (const timer of [this.#idle, this.#delay, this.#pace, this.#linger]) clearTimeout(timer);
    await this.#starting;
    await this.#shell?.kill();
  }

  async #startShell(): Promise<void> {
    const { behaviour, command, container, region, onEnd } = this.#setup;
    try {
      this.#shell = await startShell({
        command,
        container,
        region,
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
      const reason = error instanceof Error ? error.message : String(error);
      onEnd(`\n----------ERROR-------\nUnable to start command: ${reason}\n`);
      return;
    }
    if (!this.#closed) this.#delay = setTimeout(() => this.#startReading(), behaviour.outputDelay);
  }

  #startReading(): void {
    this.#reading = true;
    this.proceed();
  }

  #take({ content }: ClientInput): Taken {
    // Until its pty exists the agent does not acknowledge, and the client sends again.
    if (this.#shell === undefined) return 'refused';
    switch (content.kind) {
      case 'stdin':
        this.#idle.refresh();
        return this.#shell.write(content.bytes).then(() => 'taken');
      case 'size':
        this.#shell.resize(content.columns, content.rows);
        return 'taken';
      case 'flag':
        return 'taken';
    }
  }

  #resume(): void {
    if (!this.#connected || this.#paused) return;
    this.#channel.startResending();
    this.proceed();
  }

  #maySend(): boolean {
    return (
      this.#connected &&
      !this.#paused &&
      this.#reading &&
      this.#pace === undefined &&
      this.#channel.unacknowledged < this.#setup.behaviour.maxUnacknowledged &&
      this.#setup.hasRoom()
    );
  }

  /** The agent reads 1 KiB, then waits a millisecond. */
  #wait(): void {
    this.#pace = setTimeout(() => {
      this.#pace = undefined;
      this.proceed();
    }, 1);
  }

  /** The command has ended: waits a while for its output to be acknowledged, then leaves. */
  #leave(): void {
    const leave = () => this.#setup.onEnd('');
    if (this.#output.length === 0 && this.#channel.unacknowledged === 0) leave();
    else this.#linger ??= setTimeout(leave, LINGER);
  }
}
