import type { Problem } from '../../problem.ts';
import { cut } from '../../sanitize.ts';
import type { SessionEnd, SessionState } from '../api.ts';
import type { Frame } from '../wire/frame.ts';
import { closingMessage, exitCodeOf, flagNumber, PayloadType } from '../wire/messages.ts';
import type { Cipher } from './cipher.ts';
import { type Alarm, type Effect, type Effects, NOTHING } from './effect.ts';
import { type Answer, answerChallenge, customerMessage, type Handshake } from './handshake.ts';
import { agentAbsent, undecryptable, unreadableHandshake } from './problems.ts';
import { startProblem } from './start-problem.ts';

/**
 * Milliseconds for the agent's first word, and for each of its steps in a handshake. It gives this side 15 s for each
 * of its own.
 */
const STEP_WITHIN = 60_000;
/** Milliseconds for a handshake request that was lost on its way and comes again, or for the first output. */
const START_WITHIN = 2000;
/** That are answered in a handshake. The agent gives one. */
export const MOST_CHALLENGES = 4;
/** Things that the agent may say to the user in a session; more are not shown. */
export const MOST_NOTICES = 20;
/** Characters of each. */
export const LONGEST_NOTICE = 4000;

/**
 * How far the two sides have come. `isLate` tells that the session was ready before the handshake.
 *
 *     beginning ──────── output ────────────────────────────────────────────▶ talking
 *     beginning ──────── size taken, then silence ──▶ quiet ──── output ────▶ talking
 *     beginning, quiet ─ handshake request ─▶ answering ─▶ shaking-hands ───▶ talking
 */
type Stage =
  /** The agent has said nothing yet. */
  | { readonly name: 'beginning' }
  /** Nor here, but the command has started: one that prints nothing at first, as `cat` does. */
  | { readonly name: 'quiet' }
  /** It has asked for a handshake. Until that is answered, what comes after it waits. */
  | { readonly name: 'answering'; readonly isLate: boolean }
  /** Challenges may follow, and then its word that the handshake is complete. */
  | { readonly name: 'shaking-hands'; readonly isLate: boolean; readonly handshake: Handshake }
  /** Output comes, and the size and input are taken. */
  | { readonly name: 'talking' };

/**
 * The size that a terminal is told before anything is heard of it. It also shows whether a command that prints nothing
 * has started. The first stream data says whether there is a handshake, but here none comes. The agent refuses the size
 * until there is a terminal, takes it when it is sent again, and acknowledges it: within half a second, where its first
 * output takes a second and more. Or it waits for the handshake, in which case it acknowledges the size and throws it
 * away, which does no harm, and its request is here already or comes within `START_WITHIN`.
 */
type FirstSize = 'to-send' | 'on-its-way' | 'taken' | 'of-no-matter';

/**
 * What a session is at, and what follows from what happens to it. Each method is something that happens, and returns
 * what is to be done about it; nothing else is done here. Four things say where the session is, each by a name:
 *
 * - the state that the user sees: connecting, ready, reconnecting, ended;
 * - the stage of the talk with the agent, see {@link Stage}, and the first size, which is a part of its beginning;
 * - whether output is read, or paused;
 * - the end, once it is known: then the connection is closed, and what came before the end is handed on first.
 */
export class StateMachine {
  readonly #hasTerminal: boolean;
  #state: SessionState = { name: 'connecting' };
  #stage: Stage = { name: 'beginning' };
  #firstSize: FirstSize;
  #reader: 'reading' | 'paused' = 'reading';
  #end: SessionEnd | undefined;
  #cipher: Cipher | undefined;
  #exitCode: number | undefined;
  #challenges = 0;
  #notices = 0;

  /**
   * With a terminal a session may begin with output: without a KMS key ECS Exec shakes no hands. With one, and without
   * a terminal, the agent begins with a handshake.
   */
  constructor(hasTerminal: boolean) {
    this.#hasTerminal = hasTerminal;
    this.#firstSize = hasTerminal ? 'to-send' : 'of-no-matter';
  }

  get state(): SessionState {
    return this.#state;
  }

  get isOver(): boolean {
    return this.#state.name === 'ended';
  }

  /** Whether the agent says no more, but what it has said may still have to be handed on. */
  get isEnding(): boolean {
    return this.#end !== undefined;
  }

  /** Whether the next frame can be handed on. */
  get takesFrames(): boolean {
    return this.#reader === 'reading' && this.#stage.name !== 'answering' && !this.isOver;
  }

  /** A connection is open: the first, or one after `cut`. */
  opened(): Effects {
    return [
      log('the data channel is open'),
      { kind: 'start-sending' },
      ...(this.#state.name === 'reconnecting' ? this.#show({ name: this.#isReady() ? 'ready' : 'connecting' }) : []),
      ...this.#sendFirstSize(),
      ...this.#waitForStep(),
    ];
  }

  /** The connection is cut, and another is being made. */
  cut(): Effects {
    return [{ kind: 'stop-alarm', alarm: 'step' }, { kind: 'stop-sending' }, ...this.#show({ name: 'reconnecting' })];
  }

  /** There will be no other connection. */
  lost(problem: Problem): Effects {
    return this.#close({ reason: 'failed', problem });
  }

  /** The first size is acknowledged. */
  sizeTaken(): Effects {
    if (this.#firstSize !== 'on-its-way') {
      return NOTHING;
    }
    this.#firstSize = 'taken';
    return [{ kind: 'set-alarm', alarm: 'start', ms: START_WITHIN }];
  }

  /** The time for something is over. */
  alarm(alarm: Alarm): Effects {
    if (alarm === 'step') {
      // An agent that is gone says nothing, or nothing more.
      return this.#close({ reason: 'failed', problem: agentAbsent() });
    }
    this.#firstSize = 'of-no-matter';
    this.#stage = { name: 'quiet' };
    return this.#becomeReady();
  }

  /** Stream data has come that is due, and may yet have to wait here. */
  heard(): Effects {
    return this.#stage.name === 'talking' ? NOTHING : [...this.#forgetFirstSize(), ...this.#waitForStep()];
  }

  /** Stream data, in order, while `takesFrames`. */
  take(frame: Frame): Effects {
    switch (this.#stage.name) {
      case 'beginning':
      case 'quiet':
        return this.#takeFirst(frame);
      case 'answering':
        return this.#skip(frame);
      case 'shaking-hands':
        return this.#takeStep(frame, this.#stage.handshake);
      case 'talking':
        return this.#takeData(frame);
    }
  }

  /** The answer to a handshake request; undefined where that cannot be read. */
  answered(answer: Answer | undefined): Effects {
    if (this.#stage.name !== 'answering' || this.isOver) {
      answer?.cipher?.destroy();
      return NOTHING;
    }
    if (answer === undefined) {
      return this.#fail(unreadableHandshake());
    }
    const { cipher, handshake, problem, response } = answer;
    this.#cipher = cipher;
    this.#stage = { name: 'shaking-hands', isLate: this.#stage.isLate, handshake };
    return [
      { kind: 'send', payloadType: PayloadType.handshakeResponse, payload: response },
      ...(problem === undefined ? [{ kind: 'hand-on' } as const] : this.#fail(problem)),
    ];
  }

  /** The user of the session takes no output for now. */
  pause(): Effects {
    if (this.#reader === 'paused' || this.isOver) {
      return NOTHING;
    }
    this.#reader = 'paused';
    return [{ kind: 'listen', listening: false }];
  }

  resume(): Effects {
    if (this.#reader === 'reading' || this.isOver) {
      return NOTHING;
    }
    this.#reader = 'reading';
    return [{ kind: 'listen', listening: true }, { kind: 'hand-on' }];
  }

  /** The agent has closed the channel. `payload` holds its last words. */
  channelClosed(payload: Uint8Array): Effects {
    const message = closingMessage(payload);
    const problem = startProblem(message);
    return this.#close({ reason: 'closed', message, ...(problem !== undefined && { problem }) });
  }

  /** The session has failed, as is known from elsewhere. */
  failed(problem: Problem): Effects {
    return this.#close({ reason: 'failed', problem });
  }

  /** Whoever uses the session leaves it. */
  left(): Effects {
    return this.isOver ? NOTHING : this.#finish({ reason: 'left' });
  }

  /** While it ends: before the next frame some are missing, which will not come any more. */
  skippedGap(): Effects {
    if (this.#end?.reason === 'closed') {
      this.#end = { ...this.#end, missing: true };
    }
    return [log('output is missing, and will not come any more'), { kind: 'gap' }];
  }

  /** Everything is handed on that can be. */
  allHandedOn(): Effects {
    return this.#end === undefined || this.#reader === 'paused' || this.isOver ? NOTHING : this.#finish(this.#end);
  }

  #takeFirst(frame: Frame): Effects {
    const { name } = this.#stage;
    if (frame.payloadType === PayloadType.handshakeRequest) {
      this.#stage = { name: 'answering', isLate: name === 'quiet' };
      return [{ kind: 'hold-input' }, ...this.#waitForStep(), { kind: 'answer', request: frame.payload }];
    }
    if (isOutput(frame) && this.#hasTerminal) {
      this.#stage = { name: 'talking' };
      return [...(name === 'quiet' ? NOTHING : this.#becomeReady()), ...this.#takeData(frame)];
    }
    return this.#skip(frame);
  }

  #takeStep(frame: Frame, handshake: Handshake): Effects {
    switch (frame.payloadType) {
      case PayloadType.challengeRequest:
        return this.#takeChallenge(frame);
      case PayloadType.handshakeComplete:
        this.#stage = { name: 'talking' };
        return [
          ...this.#notice(customerMessage(frame.payload)),
          { kind: 'handshake', handshake },
          ...this.#becomeReady(),
        ];
      default:
        return this.#takeData(frame);
    }
  }

  #takeChallenge(frame: Frame): Effects {
    if (this.#cipher === undefined) {
      return this.#skip(frame);
    }
    this.#challenges++;
    if (this.#challenges > MOST_CHALLENGES) {
      return this.#fail(unreadableHandshake());
    }
    const response = answerChallenge(frame.payload, this.#cipher);
    return response === undefined
      ? this.#fail(undecryptable())
      : [{ kind: 'send', payloadType: PayloadType.challengeResponse, payload: response }];
  }

  #takeData(frame: Frame): Effects {
    switch (frame.payloadType) {
      case PayloadType.output:
      case PayloadType.stdErr: {
        const bytes = this.#clearText(frame);
        return bytes === undefined ? this.#fail(undecryptable()) : [{ kind: 'deliver', bytes }];
      }
      case PayloadType.exitCode: {
        const bytes = this.#clearText(frame);
        this.#exitCode = bytes && exitCodeOf(bytes);
        return bytes === undefined ? this.#fail(undecryptable()) : NOTHING;
      }
      case PayloadType.error:
        // A character has four bytes at most.
        return this.#notice(new TextDecoder().decode(frame.payload.subarray(0, 4 * LONGEST_NOTICE)));
      case PayloadType.flag: {
        const flag = flagNumber(frame.payload);
        return flag === undefined ? this.#skip(frame) : [{ kind: 'flag', flag }];
      }
      default:
        return this.#skip(frame);
    }
  }

  /** Undefined where it cannot be decrypted. */
  #clearText({ payload }: Frame): Uint8Array | undefined {
    return this.#cipher === undefined ? payload : this.#cipher.decrypt(payload);
  }

  #notice(message: string): Effects {
    if (message === '') {
      return NOTHING;
    }
    this.#notices++;
    return this.#notices <= MOST_NOTICES
      ? [{ kind: 'notice', message: cut(message, LONGEST_NOTICE) }]
      : [log('a notice of the agent is left out: there were many before')];
  }

  #skip({ sequenceNumber, payloadType, payload }: Frame): Effects {
    return [log(`output ${sequenceNumber} of type ${payloadType}, ${payload.length} bytes, is skipped`)];
  }

  #sendFirstSize(): Effects {
    if (this.#firstSize !== 'to-send') {
      return NOTHING;
    }
    this.#firstSize = 'on-its-way';
    return [{ kind: 'send-first-size' }];
  }

  #forgetFirstSize(): Effects {
    this.#firstSize = 'of-no-matter';
    return [{ kind: 'stop-alarm', alarm: 'start' }];
  }

  /** Not without a connection: `opened` follows. */
  #waitForStep(): Effects {
    const isAwaited = this.#stage.name !== 'quiet' && this.#stage.name !== 'talking';
    return isAwaited && this.#state.name !== 'reconnecting' && !this.isEnding
      ? [{ kind: 'set-alarm', alarm: 'step', ms: STEP_WITHIN }]
      : NOTHING;
  }

  /**
   * Not before this may size and input be sent: during a handshake the agent acknowledges them and throws them away.
   */
  #becomeReady(): Effects {
    return [
      { kind: 'stop-alarm', alarm: 'step' },
      ...(this.#state.name === 'connecting' ? this.#show({ name: 'ready' }) : NOTHING),
      ...(this.#hasTerminal ? [{ kind: 'report-size' } as const] : NOTHING),
      { kind: 'release-input', cipher: this.#cipher },
    ];
  }

  #isReady(): boolean {
    const stage = this.#stage;
    return stage.name === 'quiet' || stage.name === 'talking' || ('isLate' in stage && stage.isLate);
  }

  /** The agent says no more. What it said before is handed on first, when the reader takes it. */
  #close(end: SessionEnd): Effects {
    if (this.isEnding || this.isOver) {
      return NOTHING;
    }
    this.#end = end;
    return [{ kind: 'hang-up' }, { kind: 'hand-on' }];
  }

  /** At once: what the agent says makes no sense. */
  #fail(problem: Problem): Effects {
    return this.#finish({ reason: 'failed', problem });
  }

  #finish(end: SessionEnd): Effects {
    this.#cipher?.destroy();
    this.#cipher = undefined;
    const exitCode = this.#exitCode;
    const whole = end.reason === 'closed' && exitCode !== undefined ? { ...end, exitCode } : end;
    return [{ kind: 'hang-up' }, ...this.#show({ name: 'ended', end: whole })];
  }

  #show(state: SessionState): Effects {
    this.#state = state;
    return [{ kind: 'state', state }];
  }
}

function isOutput({ payloadType }: Frame): boolean {
  return payloadType === PayloadType.output || payloadType === PayloadType.stdErr;
}

function log(line: string): Effect {
  return { kind: 'log', line };
}
