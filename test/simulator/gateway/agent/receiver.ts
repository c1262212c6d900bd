import type { ClientInput } from '../client-message.ts';
import { encodeFrame, Flags, newMessageId, PayloadType } from '../frame.ts';
import { ProtocolError } from '../protocol-error.ts';

/** How many messages that came too early the agent keeps. */
const MAX_EARLY = 100_000;

/** Of how many messages the receiver remembers the digest. */
const REMEMBERED = 4096;

/** Whether the agent took input, or refuses it so that the client has to send it again. */
export type Taken = 'taken' | 'refused' | Promise<'taken'>;

/**
 * Brings the client's stream data into its order and acknowledges what it keeps: the message that is due once it
 * is processed, an early one once it is in the buffer, an old one again. Throws a {@link ProtocolError} where the
 * client gives the number of an old one to something new.
 */
export class Receiver {
  readonly #transmit: (frame: Buffer) => void;
  readonly #take: (input: ClientInput) => Taken;
  readonly #early = new Map<number, ClientInput>();
  /** Digests of the newest messages, each in the place of its sequence number modulo {@link REMEMBERED}. */
  readonly #digests: Buffer[] = [];
  #newest = -1;
  #expected = 0;

  constructor(transmit: (frame: Buffer) => void, take: (input: ClientInput) => Taken) {
    this.#transmit = transmit;
    this.#take = take;
  }

  async receive(input: ClientInput): Promise<void> {
    const { sequenceNumber } = input;
    if (sequenceNumber < this.#expected || this.#early.has(sequenceNumber)) {
      this.#compare(input);
      this.#acknowledge(input);
    } else if (sequenceNumber > this.#expected) {
      if (this.#early.size === MAX_EARLY) {
        return;
      }
      this.#early.set(sequenceNumber, input);
      this.#remember(input);
      this.#acknowledge(input);
    } else {
      if ((await this.#take(input)) === 'refused') {
        return;
      }
      this.#remember(input);
      this.#acknowledge(input);
      this.#expected += 1;
      await this.#takeEarly();
    }
  }

  #remember({ sequenceNumber, digest }: ClientInput): void {
    this.#newest = Math.max(this.#newest, sequenceNumber);
    this.#digests[sequenceNumber % REMEMBERED] = digest;
  }

  /** The agent takes it for sent again, and would lose what a client that has begun to count anew says. */
  #compare({ sequenceNumber, digest }: ClientInput): void {
    const remembered =
      this.#newest - sequenceNumber < REMEMBERED ? this.#digests[sequenceNumber % REMEMBERED] : undefined;
    if (remembered?.equals(digest) === false) {
      throw new ProtocolError(`input_stream_data ${sequenceNumber} comes again with other content.`);
    }
  }

  async #takeEarly(): Promise<void> {
    let due = this.#early.get(this.#expected);
    while (due !== undefined) {
      // Acknowledged already, it stays until the next message in its turn comes.
      if ((await this.#take(due)) === 'refused') {
        return;
      }
      this.#early.delete(this.#expected);
      this.#expected += 1;
      due = this.#early.get(this.#expected);
    }
  }

  #acknowledge({ messageId, sequenceNumber }: ClientInput): void {
    const content = {
      AcknowledgedMessageType: 'input_stream_data',
      AcknowledgedMessageId: messageId,
      AcknowledgedMessageSequenceNumber: sequenceNumber,
      IsSequentialMessage: true,
    };
    this.#transmit(
      encodeFrame({
        messageType: 'acknowledge',
        sequenceNumber: 0,
        flags: Flags.synFin,
        messageId: newMessageId(),
        payloadType: PayloadType.none,
        payload: Buffer.from(JSON.stringify(content)),
      }),
    );
  }
}
