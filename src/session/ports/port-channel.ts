import type { DataChannelOptions } from '../api.ts';
import { DataChannel } from '../channel/data-channel.ts';
import type { Handshake } from '../channel/handshake.ts';
import type { Environment } from '../transport/connection.ts';
import { flagPayload, PayloadType } from '../wire/messages.ts';

/** What a raw channel, of a port session, needs. */
export interface ChannelOptions extends DataChannelOptions {
  /** The agent's first word, before any data and just before the state `ready`. */
  readonly onHandshake: (handshake: Handshake) => void;
  /** Bytes of the stream, in order, each once. */
  readonly onData: (bytes: Uint8Array) => void;
  /** A number of `Flag`. */
  readonly onFlag: (flag: number) => void;
}

/** Bytes to and from a port. What they mean, one connection or many, is for the layer above. */
export class PortChannel extends DataChannel {
  constructor(options: ChannelOptions, environment: Omit<Environment, 'log'>) {
    const { onHandshake, onData, onFlag } = options;
    super(options, { sessionTypes: ['Port'], hasTerminal: false, onHandshake, onData, onFlag }, environment);
  }

  /**
   * Queues bytes, which must not change afterwards. All are taken; false asks to wait for `onDrain` before writing
   * more.
   */
  write(bytes: Uint8Array): boolean {
    return this.outgoing.write(bytes);
  }

  /** Sends a flag, a number of `Flag`, before bytes that wait. */
  sendFlag(flag: number): void {
    this.outgoing.send(PayloadType.flag, flagPayload(flag));
  }
}
