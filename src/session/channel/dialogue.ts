import type { Problem } from '../../problem.ts';
import { cut } from '../../sanitize.ts';
import type { Frame } from '../wire/frame.ts';
import { exitCodeOf, flagNumber, PayloadType } from '../wire/messages.ts';
import type { Cipher } from './cipher.ts';
import { answerChallenge, answerHandshake, customerMessage, type Handshake, type Terms } from './handshake.ts';
import { undecryptable, unreadableHandshake } from './problems.ts';

/** That are answered in a handshake. The agent gives one. */
export const MOST_CHALLENGES = 4;
/** Things that the agent may say to the user in a session; more are not shown. */
export const MOST_NOTICES = 20;
/** Characters of each. */
export const LONGEST_NOTICE = 4000;

/** What follows from the agent's stream data. */
export interface DialogueEvents {
  /** Answers the agent. */
  readonly send: (payloadType: number, payload: Uint8Array) => void;
  /** From now on size and input are lost, until `onReady`. */
  readonly onHandshakeBegun: () => void;
  /** There is room for the next frame after `isBusy`. */
  readonly onFree: () => void;
  readonly onHandshake: (handshake: Handshake) => void;
  /** Size and input can be sent; input encrypted, where there is a cipher. */
  readonly onReady: (cipher: Cipher | undefined) => void;
  readonly onData: (bytes: Uint8Array) => void;
  readonly onFlag: (flag: number) => void;
  /** Something that the user should read. */
  readonly onNotice: (message: string) => void;
  readonly onFailed: (problem: Problem) => void;
  readonly log: (line: string) => void;
}

/**
 * What the agent says in its stream data, which comes in order. The first of it decides how the session begins:
 * without a KMS key ECS Exec shakes no hands, and the agent begins with the shell's output. With one, and in port
 * sessions, it asks for a handshake.
 */
export class Dialogue {
  readonly #terms: Terms;
  readonly #mayBeginWithOutput: boolean;
  readonly #events: DialogueEvents;
  #take: (frame: Frame) => void = (frame) => this.#begin(frame);
  #isBusy = false;
  #isClosed = false;
  #cipher: Cipher | undefined;
  #exitCode: number | undefined;
  #challenges = 0;
  #notices = 0;

  constructor(terms: Terms, mayBeginWithOutput: boolean, events: DialogueEvents) {
    this.#terms = terms;
    this.#mayBeginWithOutput = mayBeginWithOutput;
    this.#events = events;
  }

  /** Whether a handshake request is being answered: what comes after it has to wait. */
  get isBusy(): boolean {
    return this.#isBusy;
  }

  /** Where the agent told it. */
  get exitCode(): number | undefined {
    return this.#exitCode;
  }

  take(frame: Frame): void {
    this.#take(frame);
  }

  /** Forgets the keys. Nothing is handed on after that. */
  close(): void {
    this.#isClosed = true;
    this.#cipher?.destroy();
    this.#cipher = undefined;
  }

  #begin(frame: Frame): void {
    const isOutput = frame.payloadType === PayloadType.output || frame.payloadType === PayloadType.stdErr;
    if (frame.payloadType === PayloadType.handshakeRequest) {
      void this.#shakeHands(frame.payload);
    } else if (isOutput && this.#mayBeginWithOutput) {
      this.#take = (later) => this.#onData(later);
      this.#events.onReady(undefined);
      this.#onData(frame);
    } else {
      this.#skip(frame);
    }
  }

  /** Never rejects. */
  async #shakeHands(request: Uint8Array): Promise<void> {
    this.#isBusy = true;
    this.#events.onHandshakeBegun();
    const answer = await answerHandshake(request, this.#terms);
    this.#isBusy = false;
    if (this.#isClosed) {
      answer?.cipher?.destroy();
      return;
    }
    if (answer === undefined) {
      this.#events.onFailed(unreadableHandshake());
      return;
    }
    this.#cipher = answer.cipher;
    this.#take = (frame) => this.#onHandshakeStep(frame, answer.handshake);
    this.#events.send(PayloadType.handshakeResponse, answer.response);
    if (answer.problem !== undefined) {
      this.#events.onFailed(answer.problem);
    }
    this.#events.onFree();
  }

  #onHandshakeStep(frame: Frame, handshake: Handshake): void {
    switch (frame.payloadType) {
      case PayloadType.challengeRequest:
        this.#onChallenge(frame);
        return;
      case PayloadType.handshakeComplete:
        this.#take = (later) => this.#onData(later);
        this.#notice(customerMessage(frame.payload));
        this.#events.onHandshake(handshake);
        this.#events.onReady(this.#cipher);
        return;
      default:
        this.#onData(frame);
    }
  }

  #onChallenge(frame: Frame): void {
    if (this.#cipher === undefined) {
      this.#skip(frame);
      return;
    }
    this.#challenges++;
    if (this.#challenges > MOST_CHALLENGES) {
      this.#events.onFailed(unreadableHandshake());
      return;
    }
    const response = answerChallenge(frame.payload, this.#cipher);
    if (response === undefined) {
      this.#events.onFailed(undecryptable());
    } else {
      this.#events.send(PayloadType.challengeResponse, response);
    }
  }

  #onData(frame: Frame): void {
    switch (frame.payloadType) {
      case PayloadType.output:
      case PayloadType.stdErr:
        this.#withClearText(frame, this.#events.onData);
        return;
      case PayloadType.exitCode:
        this.#withClearText(frame, (bytes) => {
          this.#exitCode = exitCodeOf(bytes);
        });
        return;
      case PayloadType.error:
        // A character has four bytes at most.
        this.#notice(new TextDecoder().decode(frame.payload.subarray(0, 4 * LONGEST_NOTICE)));
        return;
      case PayloadType.flag: {
        const flag = flagNumber(frame.payload);
        if (flag !== undefined) {
          this.#events.onFlag(flag);
          return;
        }
      }
    }
    this.#skip(frame);
  }

  #withClearText({ payload }: Frame, use: (bytes: Uint8Array) => void): void {
    const clear = this.#cipher === undefined ? payload : this.#cipher.decrypt(payload);
    if (clear === undefined) {
      this.#events.onFailed(undecryptable());
    } else if (!this.#isClosed) {
      use(clear);
    }
  }

  #notice(message: string): void {
    if (message === '') {
      return;
    }
    this.#notices++;
    if (this.#notices <= MOST_NOTICES) {
      this.#events.onNotice(cut(message, LONGEST_NOTICE));
    } else {
      this.#events.log('a notice of the agent is left out: there were many before');
    }
  }

  #skip({ sequenceNumber, payloadType, payload }: Frame): void {
    this.#events.log(`output ${sequenceNumber} of type ${payloadType}, ${payload.length} bytes, is skipped`);
  }
}
