import type { Problem } from '../../problem.ts';
import type { DataChannelControls, DataChannelOptions, SessionEnd, SessionState } from '../api.ts';
import { IncomingStream } from '../stream/incoming.ts';
import { OutgoingStream } from '../stream/outgoing.ts';
import type { Environment } from '../transport/connection.ts';
import { Link } from '../transport/link.ts';
import type { Frame } from '../wire/frame.ts';
import { acknowledgedSequence, acknowledgement, MessageType, PayloadType, sizePayload } from '../wire/messages.ts';
import type { Alarm, Effect, Effects } from './effect.ts';
import { answerHandshake, type Handshake, type Terms } from './handshake.ts';
import { limitedLog } from './limited-log.ts';
import { SizeReport, USUAL_SIZE } from './size-report.ts';
import { StallWatch } from './stall.ts';
import { StateMachine } from './state-machine.ts';

/** What distinguishes the kinds of sessions on a data channel. */
export interface Kind {
  /** The types that the agent may name in a handshake. */
  readonly sessionTypes: readonly string[];
  /** Whether it is a terminal on the other side. */
  readonly hasTerminal: boolean;
  readonly onData: (bytes: Uint8Array) => void;
  readonly onHandshake?: (handshake: Handshake) => void;
  readonly onFlag?: (flag: number) => void;
}

/**
 * A data channel: the two streams of numbered frames, which outlive a connection, and the connections. It tells the
 * state machine what happens, and does what that decides.
 */
export class DataChannel implements DataChannelControls {
  readonly ended: Promise<SessionEnd>;
  protected readonly outgoing: OutgoingStream;
  protected readonly size: SizeReport;
  readonly #options: DataChannelOptions;
  readonly #kind: Kind;
  readonly #environment: Environment;
  readonly #incoming = new IncomingStream();
  readonly #stall = new StallWatch();
  readonly #machine: StateMachine;
  readonly #link: Link;
  /** Those that are set, and what stops them. */
  readonly #alarms = new Map<Alarm, () => void>();
  #settle: (end: SessionEnd) => void = () => undefined;

  constructor(options: DataChannelOptions, kind: Kind, environment: Omit<Environment, 'log'>) {
    this.#options = options;
    this.#kind = kind;
    this.#environment = { ...environment, log: limitedLog(environment.clock, withoutThrowing(options.log)) };
    this.ended = new Promise((resolve) => {
      this.#settle = resolve;
    });
    this.#machine = new StateMachine(kind.hasTerminal);
    this.outgoing = new OutgoingStream(environment.clock, {
      transmit: (frame) => this.#link.send(frame),
      onUnanswered: (ms) => this.#run(this.#stall.unanswered(ms)),
      onDrain: () => this.#tell(options.onDrain, undefined),
      log: this.#environment.log,
    });
    this.size = new SizeReport(this.outgoing);
    this.#link = new Link(options, this.#environment, {
      onOpen: () => this.#run(this.#machine.opened()),
      onFrame: (frame) => this.#onFrame(frame),
      onCut: () => this.#run([...this.#stall.clear(), ...this.#machine.cut()]),
      onLost: (problem) => this.#run(this.#machine.lost(problem)),
    });
  }

  get state(): SessionState {
    return this.#machine.state;
  }

  get isStalled(): boolean {
    return this.#stall.isStalled;
  }

  get queued(): number {
    return this.outgoing.queued;
  }

  pause(): void {
    this.#run(this.#machine.pause());
  }

  resume(): void {
    this.#run(this.#machine.resume());
  }

  close(): void {
    this.#run(this.#machine.left());
  }

  fail(problem: Problem): void {
    this.#run(this.#machine.failed(problem));
  }

  #onFrame(frame: Frame): void {
    switch (frame.messageType) {
      case MessageType.output:
        this.#onStreamData(frame);
        return;
      case MessageType.acknowledge: {
        const sequence = acknowledgedSequence(frame.payload);
        if (sequence !== undefined && this.outgoing.acknowledged(sequence)) {
          this.#run(this.#stall.clear());
        }
        return;
      }
      case MessageType.channelClosed:
        this.#run(this.#machine.channelClosed(frame.payload));
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
      this.#run(this.#machine.heard());
      this.#handOn();
    } else {
      this.#environment.log(`output ${frame.sequenceNumber} is ${arrival}`);
    }
  }

  /**
   * Hands on what is in order. Any listener may pause or close; after that nothing more is handed on. At the end the
   * agent has waited for its output to be acknowledged, but not for ever: of what it gave up nothing will come again,
   * and what came after that is better than nothing.
   */
  #handOn(): void {
    while (this.#machine.takesFrames) {
      const frame = this.#incoming.take();
      if (frame !== undefined) {
        this.#run(this.#machine.take(frame));
      } else if (this.#machine.isEnding && this.#incoming.skipGap()) {
        this.#run(this.#machine.skippedGap());
      } else {
        break;
      }
    }
    this.#run(this.#machine.allHandedOn());
  }

  #run(effects: Effects): void {
    const wasOver = this.#machine.isOver;
    for (const effect of effects) {
      // A listener may have ended the session: then the rest is void.
      if (this.#machine.isOver !== wasOver) {
        return;
      }
      this.#perform(effect);
    }
  }

  #perform(effect: Effect): void {
    switch (effect.kind) {
      case 'deliver':
        this.#tell(this.#kind.onData, effect.bytes);
        return;
      case 'send':
        this.outgoing.send(effect.payloadType, effect.payload);
        return;
      case 'send-first-size':
        this.outgoing.send(PayloadType.size, sizePayload(this.size.newest ?? USUAL_SIZE), () =>
          this.#run(this.#machine.sizeTaken()),
        );
        return;
      case 'report-size':
        this.size.begin();
        return;
      case 'hold-input':
        this.outgoing.holdInput();
        return;
      case 'release-input':
        this.outgoing.releaseInput(effect.cipher);
        return;
      case 'answer':
        void this.#answer(effect.request);
        return;
      case 'start-sending':
        this.outgoing.reconnected();
        return;
      case 'stop-sending':
        this.outgoing.cut();
        return;
      case 'listen':
        this.#link.listen(effect.listening);
        this.outgoing.listen(effect.listening);
        return;
      case 'hand-on':
        this.#handOn();
        return;
      case 'hang-up':
        this.#hangUp();
        return;
      case 'set-alarm':
        this.#setAlarm(effect.alarm, effect.ms);
        return;
      case 'stop-alarm':
        this.#stopAlarm(effect.alarm);
        return;
      case 'test-connection':
        this.#link.test();
        return;
      case 'flag':
        this.#tell(this.#kind.onFlag, effect.flag);
        return;
      case 'handshake':
        this.#tell(this.#kind.onHandshake, effect.handshake);
        return;
      case 'notice':
        this.#tell(this.#options.onNotice, effect.message);
        return;
      case 'gap':
        this.#tell(this.#options.onGap, undefined);
        return;
      case 'stall':
        this.#tell(this.#options.onStall, effect.isStalled);
        return;
      case 'state':
        this.#onState(effect.state);
        return;
      case 'log':
        this.#environment.log(effect.line);
    }
  }

  /** Never rejects. */
  async #answer(request: Uint8Array): Promise<void> {
    const { sessionId, encryption } = this.#options;
    const terms: Terms = { sessionId, sessionTypes: this.#kind.sessionTypes, encryption };
    this.#run(this.#machine.answered(await answerHandshake(request, terms)));
  }

  #hangUp(): void {
    this.outgoing.stop();
    for (const alarm of this.#alarms.keys()) {
      this.#stopAlarm(alarm);
    }
    this.#link.close();
  }

  #setAlarm(alarm: Alarm, ms: number): void {
    this.#stopAlarm(alarm);
    this.#alarms.set(
      alarm,
      this.#environment.clock.after(ms, () => this.#run(this.#machine.alarm(alarm))),
    );
  }

  #stopAlarm(alarm: Alarm): void {
    this.#alarms.get(alarm)?.();
    this.#alarms.delete(alarm);
  }

  #onState(state: SessionState): void {
    this.#environment.log(`the session is ${state.name}${state.name === 'ended' ? `: ${state.end.reason}` : ''}`);
    this.#tell(this.#options.onState, state);
    if (state.name === 'ended') {
      this.#settle(state.end);
    }
  }

  /**
   * What the caller's code throws must not upset the protocol. Its message may hold contents: only the name is logged.
   */
  #tell<T>(listener: ((value: T) => void) | undefined, value: T): void {
    try {
      listener?.(value);
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
