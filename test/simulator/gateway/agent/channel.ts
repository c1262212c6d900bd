import type { ClientInput, ClientMessage } from '../client-message.ts';
import { Receiver, type Taken } from './receiver.ts';
import { Sender } from './sender.ts';

/** How many messages may wait for a pty that does not take input. More are lost, and the client sends them again. */
const MAX_WAITING = 10_000;

export interface ChannelOptions {
  /** Puts a frame on its way to the client. */
  readonly transmit: (frame: Buffer) => void;
  /** How often to look for messages to send again, in milliseconds. */
  readonly resendInterval: number;
  readonly take: (input: ClientInput) => Taken;
  /** The client did something against the protocol. */
  readonly onError: (error: unknown) => void;
  /** An acknowledgement came. */
  readonly onAcknowledged: () => void;
}

/**
 * The agent's end of a data channel. It outlives the sockets: both counters and the unacknowledged messages stay.
 * Messages are processed one after the other, so that a pty which takes no input holds up everything that comes
 * after it, acknowledgements too, as in the agent.
 */
export class AgentChannel {
  readonly #options: ChannelOptions;
  readonly #sender: Sender;
  readonly #receiver: Receiver;
  readonly #waiting: ClientMessage[] = [];
  #processing = false;

  constructor(options: ChannelOptions) {
    this.#options = options;
    this.#sender = new Sender(options.transmit, options.resendInterval);
    this.#receiver = new Receiver(options.transmit, options.take);
  }

  /** How many of the agent's messages wait for their acknowledgement. */
  get unacknowledged(): number {
    return this.#sender.unacknowledged;
  }

  send(payloadType: number, payload: Uint8Array): void {
    this.#sender.send(payloadType, payload);
  }

  receive(message: ClientMessage): void {
    if (this.#waiting.length >= MAX_WAITING) {
      return;
    }
    this.#waiting.push(message);
    if (!this.#processing) {
      void this.#process();
    }
  }

  /** There is a client to send to. */
  startResending(): void {
    this.#sender.startResending();
  }

  stopResending(): void {
    this.#sender.stopResending();
  }

  /** Forgets everything that was still to be sent or processed. */
  close(): void {
    this.#sender.close();
    this.#waiting.length = 0;
  }

  async #process(): Promise<void> {
    this.#processing = true;
    try {
      for (let message = this.#waiting.shift(); message !== undefined; message = this.#waiting.shift()) {
        if (message.kind === 'input') {
          await this.#receiver.receive(message);
        } else {
          this.#sender.acknowledge(message);
          this.#options.onAcknowledged();
        }
      }
    } catch (error) {
      this.#options.onError(error);
    } finally {
      this.#processing = false;
    }
  }
}
