import type { Problem } from '../problem.ts';
import type { DataChannelOptions, Handshake, SessionEnd, SessionState } from './api.ts';
import type { Cipher } from './cipher.ts';
import type { Environment } from './connection.ts';
import type { Frame } from './frame.ts';
import { answerChallenge, answerHandshake, customerMessage } from './handshake.ts';
import { IncomingStream } from './incoming.ts';
import { Link } from './link.ts';
import { acknowledgedSequence, acknowledgement, closingMessage, exitCodeOf, flagNumber, MessageType, PayloadType } from './messages.ts';
import { OutgoingStream } from './outgoing.ts';
import { agentSilent, undecryptable, unreadableHandshake } from './problems.ts';
import { QuietStart } from './quiet-start.ts';

/** What distinguishes the kinds of sessions on a data channel. */
export interface Kind {
  /** The types that the agent may name in a handshake. */
  readonly sessionTypes: readonly string[];
  /** What to send to a session that may begin without a handshake and prints nothing; undefined where there is always one. */
  readonly probe: (() => { readonly payloadType: number; readonly payload: Uint8Array }) | undefined;
  readonly onHandshake: (handshake: Handshake) => void;
  /** Data and size can be sent. Called again after a handshake that came late: what was sent before it may be lost. */
  readonly onReady: () => void;
  readonly onData: (bytes: Uint8Array) => void;
  readonly onFlag: (flag: number) => void;
}

/**
 * A data channel: the two streams of numbered frames, which outlive a connection; how a session begins; and the state
 * that the user sees. The first stream data from the agent decides how it begins, see `#begin`.
 */
export class DataChannel {
  readonly ended: Promise<SessionEnd>;
  readonly outgoing: OutgoingStream;
  readonly #options: DataChannelOptions;
  readonly #kind: Kind;
  readonly #environment: Environment;
  readonly #incoming = new IncomingStream();
  readonly #link: Link;
  readonly #quietStart: QuietStart | undefined;
  #state: SessionState = { name: 'connecting' };
  #isReady = false;
  /** Takes the agent's stream data, in order. */
  #receive: (frame: Frame) => void = (frame) => this.#begin(frame);
  /** While a handshake request is answered, what comes after it waits. */
  #isAnswering = false;
  #isPaused = false;
  #isHungUp = false;
  /** The end, while output that came before it waits. */
  #endToCome: SessionEnd | undefined;
  #cipher: Cipher | undefined;
  #exitCode: number | undefined;
  #settle: (end: SessionEnd) => void = () => undefined;

  constructor(options: DataChannelOptions, kind: Kind, environment: Omit<Environment, 'log'>) {
    this.#options = options;
    this.#kind = kind;
    this.#environment = { ...environment, log: withoutThrowing(options.log) };
    this.ended = new Promise((resolve) => {
      this.#settle = resolve;
    });
    this.outgoing = new OutgoingStream(environment.clock, {
      transmit: (frame) => this.#link.send(frame),
      onGivenUp: () => this.#end({ reason: 'failed', problem: agentSilent() }),
      onDrain: () => this.#safely(() => options.onDrain?.()),
      log: this.#environment.log,
    });
    const { probe } = kind;
    this.#quietStart =
      probe &&
      new QuietStart(
        environment.clock,
        (onAcknowledged) => {
          const { payloadType, payload } = probe();
          this.outgoing.send(payloadType, payload, onAcknowledged);
        },
        () => this.#becomeReady(),
      );
    this.#link = new Link(options, this.#environment, {
      onOpen: () => this.#onOpen(),
      onFrame: (frame) => this.#onFrame(frame),
      onCut: () => this.#onCut(),
      onLost: (problem) => this.#end({ reason: 'failed', problem }),
    });
  }

  get state(): SessionState {
    return this.#state;
  }

  /** Whether nothing is sent any more. Output that came before may still be handed on. */
  get isOver(): boolean {
    return this.#isHungUp;
  }

  pause(): void {
    this.#pause(true);
  }

  resume(): void {
    this.#pause(false);
    if (this.#endToCome === undefined) {
      this.#deliver();
    } else {
      this.#conclude(this.#endToCome);
    }
  }

  close(): void {
    this.#hangUp();
    this.#finish({ reason: 'left' });
  }

  #pause(isPaused: boolean): void {
    if (this.#isPaused !== isPaused) {
      this.#isPaused = isPaused;
      this.#link.listen(!isPaused);
      this.outgoing.listen(!isPaused);
    }
  }

  #onOpen(): void {
    this.#environment.log('the data channel is open');
    this.outgoing.reconnected();
    if (this.#state.name === 'reconnecting') {
      this.#setState({ name: this.#isReady ? 'ready' : 'connecting' });
    }
    this.#quietStart?.wait();
  }

  #onCut(): void {
    this.outgoing.cut();
    this.#setState({ name: 'reconnecting' });
  }

  #onFrame(frame: Frame): void {
    switch (frame.messageType) {
      case MessageType.output:
        this.#onStreamData(frame);
        return;
      case MessageType.acknowledge:
        this.#onAcknowledge(frame);
        return;
      case MessageType.channelClosed:
        this.#onChannelClosed(frame);
        return;
      case MessageType.startPublication:
      case MessageType.pausePublication:
        // For the agent: it stops sending while its service asks it to.
        return;
      default:
        this.#environment.log(`a message of unknown type is skipped: ${JSON.stringify(frame.messageType)}, ${frame.payload.length} bytes`);
    }
  }

  #onStreamData(frame: Frame): void {
    const arrival = this.#incoming.arrived(frame);
    if (arrival === 'refused') {
      this.#environment.log(`output ${frame.sequenceNumber} is refused: too much waits for the frames before it`);
      return;
    }
    this.#link.send(acknowledgement(frame, this.#environment.clock.date()));
    if (arrival === 'due') {
      this.#quietStart?.stop();
      this.#deliver();
    } else {
      this.#environment.log(`output ${frame.sequenceNumber} is ${arrival}`);
    }
  }

  #onAcknowledge(frame: Frame): void {
    const sequence = acknowledgedSequence(frame.payload);
    if (sequence !== undefined) {
      this.outgoing.acknowledged(sequence);
    }
  }

  #onChannelClosed(frame: Frame): void {
    this.#end({ reason: 'closed', message: closingMessage(frame.payload) });
  }

  /** Hands on what is in order. Any listener may pause or close; after that nothing more is handed on. */
  #deliver(): void {
    while (this.#canDeliver()) {
      const frame = this.#incoming.take();
      if (frame === undefined) {
        return;
      }
      this.#receive(frame);
    }
  }

  #canDeliver(): boolean {
    return !this.#isPaused && !this.#isAnswering && !this.#hasEnded();
  }

  /**
   * The first stream data decides: without a KMS key on the cluster ECS Exec shakes no hands, and the agent begins
   * with the shell's output. With one, and in port sessions, it asks for a handshake.
   */
  #begin(frame: Frame): void {
    switch (frame.payloadType) {
      case PayloadType.handshakeRequest:
        void this.#shakeHands(frame.payload);
        return;
      case PayloadType.output:
      case PayloadType.stdErr:
        if (this.#kind.probe !== undefined) {
          this.#receive = (later) => this.#onData(later);
          this.#becomeReady();
          if (!this.#hasEnded()) {
            this.#onData(frame);
          }
          return;
        }
    }
    this.#skip(frame);
  }

  /** Never rejects. */
  async #shakeHands(request: Uint8Array): Promise<void> {
    this.#isAnswering = true;
    // Until the handshake is complete the agent acknowledges input and throws it away.
    this.outgoing.holdInput();
    const { sessionId, encryption } = this.#options;
    const answer = await answerHandshake(request, { sessionId, sessionTypes: this.#kind.sessionTypes, encryption });
    this.#isAnswering = false;
    if (this.isOver) {
      answer?.cipher?.destroy();
    } else if (answer === undefined) {
      this.#fail(unreadableHandshake());
    } else {
      this.outgoing.send(PayloadType.handshakeResponse, answer.response);
      this.#cipher = answer.cipher;
      this.#receive = (frame) => this.#onHandshakeStep(frame, answer.handshake);
      if (answer.problem !== undefined) {
        this.#fail(answer.problem);
      }
      this.#deliver();
    }
  }

  #onHandshakeStep(frame: Frame, handshake: Handshake): void {
    switch (frame.payloadType) {
      case PayloadType.challengeRequest:
        this.#onChallenge(frame);
        return;
      case PayloadType.handshakeComplete:
        this.#notice(customerMessage(frame.payload));
        this.#receive = (later) => this.#onData(later);
        this.#safely(() => this.#kind.onHandshake(handshake));
        this.#becomeReady();
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
    const response = answerChallenge(frame.payload, this.#cipher);
    if (response === undefined) {
      this.#fail(undecryptable());
    } else {
      this.outgoing.send(PayloadType.challengeResponse, response);
    }
  }

  #onData(frame: Frame): void {
    switch (frame.payloadType) {
      case PayloadType.output:
      case PayloadType.stdErr:
        this.#withClearText(frame, (bytes) => this.#safely(() => this.#kind.onData(bytes)));
        return;
      case PayloadType.exitCode:
        this.#withClearText(frame, (bytes) => {
          this.#exitCode = exitCodeOf(bytes);
        });
        return;
      case PayloadType.error:
        this.#notice(new TextDecoder().decode(frame.payload));
        return;
      case PayloadType.flag: {
        const flag = flagNumber(frame.payload);
        if (flag !== undefined) {
          this.#safely(() => this.#kind.onFlag(flag));
          return;
        }
      }
    }
    this.#skip(frame);
  }

  #withClearText({ payload }: Frame, use: (bytes: Uint8Array) => void): void {
    const clear = this.#cipher === undefined ? payload : this.#cipher.decrypt(payload);
    if (clear === undefined) {
      this.#fail(undecryptable());
    } else {
      use(clear);
    }
  }

  #notice(message: string): void {
    if (message !== '') {
      this.#safely(() => this.#options.onNotice?.(message));
    }
  }

  #skip({ sequenceNumber, payloadType, payload }: Frame): void {
    this.#environment.log(`output ${sequenceNumber} of type ${payloadType}, ${payload.length} bytes, is skipped`);
  }

  /** Not before this may size and input be sent: during a handshake the agent acknowledges them and throws them away. */
  #becomeReady(): void {
    this.#isReady = true;
    if (this.#state.name === 'connecting') {
      this.#setState({ name: 'ready' });
    }
    if (!this.isOver) {
      this.#kind.onReady();
      const cipher = this.#cipher;
      this.outgoing.releaseInput(cipher && ((input) => cipher.encrypt(input)));
    }
  }

  #fail(problem: Problem): void {
    this.#hangUp();
    this.#finish({ reason: 'failed', problem });
  }

  /** The other side says no more. What it said before is handed on first, when the listener takes it. */
  #end(end: SessionEnd): void {
    if (!this.isOver) {
      this.#hangUp();
      this.#conclude(end);
    }
  }

  #conclude(end: SessionEnd): void {
    this.#deliver();
    // The agent waits for its output to be acknowledged before it closes, but not for ever. Of what it gave up
    // nothing will come again, and what came after that is better than nothing.
    while (this.#canDeliver() && this.#incoming.skipGap()) {
      this.#environment.log('output is missing, and will not come any more');
      this.#deliver();
    }
    if (this.#isPaused) {
      this.#endToCome = end;
    } else {
      this.#finish(end);
    }
  }

  #hasEnded(): boolean {
    return this.#state.name === 'ended';
  }

  #hangUp(): void {
    this.#isHungUp = true;
    this.outgoing.stop();
    this.#quietStart?.stop();
    this.#link.close();
  }

  #finish(end: SessionEnd): void {
    if (this.#hasEnded()) {
      return;
    }
    this.#cipher?.destroy();
    this.#cipher = undefined;
    const whole = end.reason === 'closed' && this.#exitCode !== undefined ? { ...end, exitCode: this.#exitCode } : end;
    this.#setState({ name: 'ended', end: whole });
    this.#settle(whole);
  }

  #setState(state: SessionState): void {
    this.#state = state;
    this.#environment.log(`the session is ${state.name}${state.name === 'ended' ? `: ${state.end.reason}` : ''}`);
    this.#safely(() => this.#options.onState?.(state));
  }

  /** What the caller's code throws must not upset the protocol. Its message may hold contents: only the name is logged. */
  #safely(call: () => void): void {
    try {
      call();
    } catch (error) {
      this.#environment.log(`a listener of the session failed: ${error instanceof Error ? error.name : typeof error}`);
    }
  }
}

function withoutThrowing(log: DataChannelOptions['log']): (line: string) => void {
  return (line) => {
    try {
      log?.(line);
    } catch {
      // There is nowhere left to say it.
    }
  };
}
