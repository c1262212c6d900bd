import { randomUUID } from 'node:crypto';
import type { Problem } from '../problem.ts';
import type { Session, SessionEnd, SessionOptions, SessionState, TerminalSize } from './api.ts';
import { Connection, type Environment, type Loss } from './connection.ts';
import type { Frame } from './frame.ts';
import { IncomingStream } from './incoming.ts';
import { acknowledgedSequence, acknowledgement, closingMessage, MessageType, PayloadType } from './messages.ts';
import { OutgoingStream } from './outgoing.ts';
import { agentSilent, connectionProblem, encrypted } from './problems.ts';
import { SizeReport } from './size-report.ts';

/**
 * A session: the two streams of numbered frames, which outlive a connection, and the state that the user sees.
 * The first stream data from the agent decides how the session begins, see `#begin`.
 */
export class DataChannelSession implements Session {
  readonly ended: Promise<SessionEnd>;
  readonly #options: SessionOptions;
  readonly #environment: Environment;
  readonly #clientId = randomUUID();
  readonly #incoming = new IncomingStream();
  readonly #outgoing: OutgoingStream;
  readonly #size: SizeReport;
  #connection: Connection | undefined;
  #state: SessionState = { name: 'connecting' };
  /** Takes the agent's stream data, in order. */
  #receive: (frame: Frame) => void = (frame) => this.#begin(frame);
  #settle: (end: SessionEnd) => void = () => undefined;

  constructor(options: SessionOptions, environment: Omit<Environment, 'log'>) {
    this.#options = options;
    this.#environment = { ...environment, log: withoutThrowing(options.log) };
    this.ended = new Promise((resolve) => {
      this.#settle = resolve;
    });
    this.#outgoing = new OutgoingStream(environment.clock, {
      transmit: (frame) => this.#connection?.send(frame),
      onGivenUp: () => this.#fail(agentSilent()),
      log: this.#environment.log,
    });
    this.#size = new SizeReport(this.#outgoing);
    if (options.size !== undefined) {
      this.resize(options.size);
    }
    this.#connect();
  }

  get state(): SessionState {
    return this.#state;
  }

  write(input: string | Uint8Array): void {
    if (!this.#isOver()) {
      // A copy: the caller may use its array again while the input waits.
      this.#outgoing.write(typeof input === 'string' ? Buffer.from(input) : new Uint8Array(input));
    }
  }

  resize(size: TerminalSize): void {
    if (!this.#isOver()) {
      this.#size.set(size);
    }
  }

  close(): void {
    this.#end({ reason: 'left' });
  }

  #connect(): void {
    const { streamUrl, tokenValue, sign } = this.#options;
    this.#connection = new Connection({ streamUrl, tokenValue, clientId: this.#clientId, sign }, this.#environment, {
      onOpen: () => this.#environment.log('the data channel is open'),
      onFrame: (frame) => this.#onFrame(frame),
      onLost: (loss) => this.#onLost(loss),
    });
  }

  #onLost(loss: Loss): void {
    this.#environment.log(`the connection is lost: ${loss.kind}`);
    this.#fail(connectionProblem(loss, this.#options.streamUrl, this.#state.name === 'ready'));
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
    this.#connection?.send(acknowledgement(frame, this.#environment.clock.date()));
    if (arrival !== 'due') {
      this.#environment.log(`output ${frame.sequenceNumber} is ${arrival}`);
      return;
    }
    for (let next = this.#incoming.take(); next !== undefined; next = this.#incoming.take()) {
      this.#deliver(next);
    }
  }

  #onAcknowledge(frame: Frame): void {
    const sequence = acknowledgedSequence(frame.payload);
    if (sequence !== undefined) {
      this.#outgoing.acknowledged(sequence);
    }
  }

  #onChannelClosed(frame: Frame): void {
    // The agent waits for its output to be acknowledged before it closes, but not for ever. Of what it gave up
    // nothing will come again, and what came after that is better than nothing.
    for (const late of this.#incoming.takeRest()) {
      this.#environment.log(`output ${late.sequenceNumber} follows a gap that stays`);
      this.#deliver(late);
    }
    this.#end({ reason: 'closed', message: closingMessage(frame.payload) });
  }

  /** Any listener may close the session; after that nothing more is handed on. */
  #deliver(frame: Frame): void {
    if (!this.#isOver()) {
      this.#receive(frame);
    }
  }

  /**
   * The first stream data decides: without a KMS key on the cluster ECS Exec shakes no hands, and the agent begins
   * with the shell's output. With one it asks for a handshake, which will have a receiver of its own.
   */
  #begin(frame: Frame): void {
    switch (frame.payloadType) {
      case PayloadType.output:
      case PayloadType.stdErr:
        this.#receive = (later) => this.#onShellOutput(later);
        this.#becomeReady();
        this.#deliver(frame);
        return;
      case PayloadType.handshakeRequest:
        this.#fail(encrypted());
        return;
      default:
        this.#skip(frame);
    }
  }

  #onShellOutput(frame: Frame): void {
    switch (frame.payloadType) {
      case PayloadType.output:
      case PayloadType.stdErr:
        this.#safely(() => this.#options.onOutput(frame.payload));
        return;
      default:
        this.#skip(frame);
    }
  }

  #skip({ sequenceNumber, payloadType, payload }: Frame): void {
    this.#environment.log(`output ${sequenceNumber} of type ${payloadType}, ${payload.length} bytes, is skipped`);
  }

  /** Not before this may size and input be sent: during a handshake the agent acknowledges them and throws them away. */
  #becomeReady(): void {
    this.#setState({ name: 'ready' });
    if (!this.#isOver()) {
      this.#size.release();
      this.#outgoing.releaseInput();
    }
  }

  #fail(problem: Problem): void {
    this.#end({ reason: 'failed', problem });
  }

  #end(end: SessionEnd): void {
    if (this.#isOver()) {
      return;
    }
    this.#outgoing.stop();
    this.#connection?.close();
    this.#setState({ name: 'ended', end });
    this.#settle(end);
  }

  #isOver(): boolean {
    return this.#state.name === 'ended';
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

function withoutThrowing(log: SessionOptions['log']): (line: string) => void {
  return (line) => {
    try {
      log?.(line);
    } catch {
      // There is nowhere left to say it.
    }
  };
}
