import type { Problem } from '../../problem.ts';
import type { DataChannelOptions, SessionEnd, SessionState, TerminalSize } from '../api.ts';
import { IncomingStream } from '../stream/incoming.ts';
import { OutgoingStream } from '../stream/outgoing.ts';
import type { Environment } from '../transport/connection.ts';
import { Link } from '../transport/link.ts';
import type { Frame } from '../wire/frame.ts';
import {
  acknowledgedSequence,
  acknowledgement,
  closingMessage,
  MessageType,
  PayloadType,
  sizePayload,
} from '../wire/messages.ts';
import type { Cipher } from './cipher.ts';
import { Dialogue } from './dialogue.ts';
import type { Handshake } from './handshake.ts';
import { limitedLog } from './limited-log.ts';
import { agentAbsent } from './problems.ts';
import { QuietStart } from './quiet-start.ts';
import { StallWatch } from './stall.ts';
import { startProblem } from './start-problem.ts';

/**
 * Milliseconds for the agent's first word, and for each of its steps in a handshake. It gives this side 15 s for each
 * of its own.
 */
const STEP_WITHIN = 60_000;

/** What distinguishes the kinds of sessions on a data channel. */
export interface Kind {
  /** The types that the agent may name in a handshake. */
  readonly sessionTypes: readonly string[];
  /** The size of a terminal that may begin without a handshake; undefined where there is always one. */
  readonly firstSize: (() => TerminalSize) | undefined;
  readonly onHandshake: (handshake: Handshake) => void;
  /** Data and size can be sent. Called again after a handshake that came late: what was sent before it may be lost. */
  readonly onReady: () => void;
  readonly onData: (bytes: Uint8Array) => void;
  readonly onFlag: (flag: number) => void;
}

/**
 * A data channel: the two streams of numbered frames, which outlive a connection, and the state that the user sees.
 * What the agent's stream data means is the dialogue's to know.
 */
export class DataChannel {
  readonly ended: Promise<SessionEnd>;
  readonly outgoing: OutgoingStream;
  readonly #options: DataChannelOptions;
  readonly #kind: Kind;
  readonly #environment: Environment;
  readonly #incoming = new IncomingStream();
  readonly #dialogue: Dialogue;
  readonly #link: Link;
  readonly #quietStart: QuietStart | undefined;
  readonly #stall: StallWatch;
  #state: SessionState = { name: 'connecting' };
  #isReady = false;
  /** Whether the agent has to say more before the session is ready. */
  #awaitsStep = true;
  #cancelWait: () => void = () => undefined;
  #isPaused = false;
  #isHungUp = false;
  /** The end, while output that came before it waits. */
  #endToCome: SessionEnd | undefined;
  #isMissing = false;
  #settle: (end: SessionEnd) => void = () => undefined;

  constructor(options: DataChannelOptions, kind: Kind, environment: Omit<Environment, 'log'>) {
    this.#options = options;
    this.#kind = kind;
    this.#environment = { ...environment, log: limitedLog(environment.clock, withoutThrowing(options.log)) };
    this.ended = new Promise((resolve) => {
      this.#settle = resolve;
    });
    this.#stall = new StallWatch(
      () => this.#link.test(),
      (isStalled) => this.#onStall(isStalled),
    );
    this.outgoing = new OutgoingStream(environment.clock, {
      transmit: (frame) => this.#link.send(frame),
      onUnanswered: (ms) => this.#stall.unanswered(ms),
      onDrain: () => this.#safely(() => options.onDrain?.()),
      log: this.#environment.log,
    });
    this.#dialogue = this.#makeDialogue();
    const { firstSize } = kind;
    this.#quietStart =
      firstSize &&
      new QuietStart(
        environment.clock,
        (onAcknowledged) => this.outgoing.send(PayloadType.size, sizePayload(firstSize()), onAcknowledged),
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

  get isStalled(): boolean {
    return this.#stall.isStalled;
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

  /** For a reason that is known from elsewhere. */
  fail(problem: Problem): void {
    this.#end({ reason: 'failed', problem });
  }

  #makeDialogue(): Dialogue {
    const { sessionId, encryption, onNotice } = this.#options;
    const { sessionTypes, firstSize, onHandshake, onData, onFlag } = this.#kind;
    return new Dialogue({ sessionId, sessionTypes, encryption }, firstSize !== undefined, {
      send: (payloadType, payload) => {
        if (!this.isOver) {
          this.outgoing.send(payloadType, payload);
        }
      },
      onHandshakeBegun: () => {
        this.outgoing.holdInput();
        this.#awaitsStep = true;
        this.#waitForStep();
      },
      onFree: () => this.#deliver(),
      onHandshake: (handshake) => this.#safely(() => onHandshake(handshake)),
      onReady: (cipher) => this.#becomeReady(cipher),
      onData: (bytes) => this.#safely(() => onData(bytes)),
      onFlag: (flag) => this.#safely(() => onFlag(flag)),
      onNotice: (message) => this.#safely(() => onNotice?.(message)),
      onFailed: (problem) => this.#fail(problem),
      log: this.#environment.log,
    });
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
    this.#quietStart?.begin();
    this.#waitForStep();
  }

  #onCut(): void {
    this.#cancelWait();
    this.outgoing.cut();
    this.#stall.clear();
    this.#setState({ name: 'reconnecting' });
  }

  #onStall(isStalled: boolean): void {
    this.#environment.log(
      isStalled ? 'the agent acknowledges nothing' : 'the agent acknowledges again, or the connection is cut',
    );
    this.#safely(() => this.#options.onStall?.(isStalled));
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
        this.#environment.log(
          `a message of unknown type is skipped: ${JSON.stringify(frame.messageType)}, ${frame.payload.length} bytes`,
        );
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
      this.#waitForStep();
      this.#deliver();
    } else {
      this.#environment.log(`output ${frame.sequenceNumber} is ${arrival}`);
    }
  }

  #onAcknowledge(frame: Frame): void {
    const sequence = acknowledgedSequence(frame.payload);
    if (sequence !== undefined && this.outgoing.acknowledged(sequence)) {
      this.#stall.clear();
    }
  }

  #onChannelClosed(frame: Frame): void {
    const message = closingMessage(frame.payload);
    const problem = startProblem(message);
    this.#end({ reason: 'closed', message, ...(problem !== undefined && { problem }) });
  }

  /** Hands on what is in order. Any listener may pause or close; after that nothing more is handed on. */
  #deliver(): void {
    while (this.#canDeliver()) {
      const frame = this.#incoming.take();
      if (frame === undefined) {
        return;
      }
      this.#dialogue.take(frame);
    }
  }

  #canDeliver(): boolean {
    return !this.#isPaused && !this.#dialogue.isBusy && !this.#hasEnded();
  }

  /**
   * Not before this may size and input be sent: during a handshake the agent acknowledges them and throws them away.
   */
  #becomeReady(cipher?: Cipher): void {
    this.#isReady = true;
    this.#awaitsStep = false;
    this.#cancelWait();
    if (this.#state.name === 'connecting') {
      this.#setState({ name: 'ready' });
    }
    if (!this.isOver) {
      this.#kind.onReady();
      this.outgoing.releaseInput(cipher && ((input) => cipher.encrypt(input)));
    }
  }

  /** An agent that is gone says nothing, or nothing more. */
  #waitForStep(): void {
    if (this.#awaitsStep && !this.isOver) {
      this.#cancelWait();
      this.#cancelWait = this.#environment.clock.after(STEP_WITHIN, () =>
        this.#end({ reason: 'failed', problem: agentAbsent() }),
      );
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
      this.#isMissing = true;
      this.#safely(() => this.#options.onGap?.());
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
    this.#cancelWait();
    this.#link.close();
  }

  #finish(end: SessionEnd): void {
    if (this.#hasEnded()) {
      return;
    }
    this.#dialogue.close();
    const { exitCode } = this.#dialogue;
    const isMissing = this.#isMissing;
    const whole =
      end.reason === 'closed'
        ? { ...end, ...(exitCode !== undefined && { exitCode }), ...(isMissing && { missing: true as const }) }
        : end;
    this.#setState({ name: 'ended', end: whole });
    this.#settle(whole);
  }

  #setState(state: SessionState): void {
    this.#state = state;
    this.#environment.log(`the session is ${state.name}${state.name === 'ended' ? `: ${state.end.reason}` : ''}`);
    this.#safely(() => this.#options.onState?.(state));
  }

  /**
   * What the caller's code throws must not upset the protocol. Its message may hold contents: only the name is logged.
   */
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
