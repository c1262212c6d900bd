import type { Socket } from 'node:net';
import type { Clock } from '../clock.ts';
import type { PortChannel } from './port-channel.ts';

/** How local connections share the channel: all at once, or one after the other. */
export interface Carrier {
  /** Takes a local connection that is not read yet and may be half-open. */
  add(socket: Socket): void;
  /** Bytes of the channel, in order. */
  receive(bytes: Uint8Array): void;
  /** The channel has room again. */
  drain(): void;
  /** The destination refused a connection. */
  refuse(): void;
  /** Forgets its timers. The sockets are their owner's to close. */
  stop(): void;
}

export interface CarrierParts {
  readonly channel: Pick<PortChannel, 'write' | 'sendFlag' | 'pause' | 'resume' | 'queued'>;
  readonly clock: Clock;
  /** The destination has said something. */
  readonly onAnswer: () => void;
  /** What the agent sends cannot be understood. */
  readonly onMalformed: () => void;
  /** Notes for the log channel: never contents. */
  readonly log: (line: string) => void;
}
