import type { Problem } from '../problem.ts';
import type { Channel, ChannelOptions, SessionEnd, SessionState } from './api.ts';
import type { Environment } from './connection.ts';
import { DataChannel } from './data-channel.ts';
import { flagPayload, PayloadType } from './messages.ts';

/** Bytes to and from a port. What they mean, one connection or many, is for the layer above. */
export class PortChannel implements Channel {
  readonly #channel: DataChannel;

  constructor(options: ChannelOptions, environment: Omit<Environment, 'log'>) {
    const { onHandshake, onData, onFlag } = options;
    this.#channel = new DataChannel(
      options,
      { sessionTypes: ['Port'], firstSize: undefined, onHandshake, onReady: () => undefined, onData, onFlag },
      environment,
    );
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

  write(bytes: Uint8Array): boolean {
    return this.#channel.isOver || this.#channel.outgoing.write(bytes);
  }

  sendFlag(flag: number): void {
    if (!this.#channel.isOver) {
      this.#channel.outgoing.send(PayloadType.flag, flagPayload(flag));
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
