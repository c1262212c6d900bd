import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import fc from 'fast-check';
import { Problem } from '../../../src/problem.ts';
import type { Effect, Effects } from '../../../src/session/channel/effect.ts';
import type { Answer } from '../../../src/session/channel/handshake.ts';
import { StateMachine } from '../../../src/session/channel/state-machine.ts';
import type { Frame } from '../../../src/session/wire/frame.ts';
import { PayloadType } from '../../../src/session/wire/messages.ts';
import { sentence } from '../../../src/text.ts';
import { runs } from '../../support/properties.ts';
import { agentFrame } from '../support/agent-frames.ts';

const PROBLEM = new Problem('unexpected', sentence('It has failed.'));
const ANSWER: Answer = {
  handshake: { agentVersion: '3.3', sessionType: 'InteractiveCommands', properties: undefined },
  response: Buffer.from('{}'),
  cipher: undefined,
  problem: undefined,
};

function said(payloadType: number, content = ''): Frame {
  return agentFrame({ payloadType, payload: Buffer.from(content) });
}

const OUTPUT = said(PayloadType.output, '$ ');
const REQUEST = said(PayloadType.handshakeRequest, '{}');
const COMPLETE = said(PayloadType.handshakeComplete, '{}');
const BYE = Buffer.from('{"Output":"bye"}');

/** In brief: the kind, and what is told with it. */
function brief(effects: Effects): string[] {
  return effects
    .filter(({ kind }) => kind !== 'log')
    .map((effect) => {
      switch (effect.kind) {
        case 'state':
          return `state ${effect.state.name}`;
        case 'set-alarm':
        case 'stop-alarm':
          return `${effect.kind} ${effect.alarm}`;
        case 'send':
          return `send ${effect.payloadType}`;
        case 'listen':
          return `listen ${effect.listening}`;
        default:
          return effect.kind;
      }
    });
}

const READY = ['stop-alarm step', 'state ready', 'report-size', 'release-input'];

suite('what follows from what happens to a session', () => {
  test('without a handshake: the first output makes it ready, and is delivered', () => {
    const machine = new StateMachine(true);
    assert.deepEqual(brief(machine.opened()), ['start-sending', 'send-first-size', 'set-alarm step']);
    assert.deepEqual(brief(machine.sizeTaken()), ['set-alarm start']);
    assert.deepEqual(brief(machine.heard()), ['stop-alarm start', 'set-alarm step']);
    assert.deepEqual(brief(machine.take(OUTPUT)), [...READY, 'deliver']);
    assert.deepEqual(machine.heard(), []);
    assert.deepEqual(machine.take(OUTPUT), [{ kind: 'deliver', bytes: OUTPUT.payload }]);
  });

  test('with a command that prints nothing: silence after the first size makes it ready, once', () => {
    const machine = new StateMachine(true);
    machine.opened();
    machine.sizeTaken();
    assert.deepEqual(brief(machine.alarm('start')), READY);
    machine.heard();
    assert.deepEqual(brief(machine.take(OUTPUT)), ['deliver']);
  });

  test('with a handshake: nothing is taken while it is answered, and its end makes it ready', () => {
    const machine = new StateMachine(true);
    machine.opened();
    assert.deepEqual(brief(machine.take(REQUEST)), ['hold-input', 'set-alarm step', 'answer']);
    assert.equal(machine.takesFrames, false);
    assert.deepEqual(brief(machine.answered(ANSWER)), ['send 6', 'hand-on']);
    assert.equal(machine.takesFrames, true);
    assert.deepEqual(brief(machine.take(COMPLETE)), ['handshake', ...READY]);
  });

  test('with a handshake that comes late: it stays ready for the user, also after a cut', () => {
    const machine = new StateMachine(true);
    machine.opened();
    machine.sizeTaken();
    machine.alarm('start');
    machine.take(REQUEST);
    assert.deepEqual(brief(machine.cut()), ['stop-alarm step', 'stop-sending', 'state reconnecting']);
    assert.deepEqual(brief(machine.opened()), ['start-sending', 'state ready', 'set-alarm step']);
    machine.answered(ANSWER);
    assert.deepEqual(brief(machine.take(COMPLETE)), ['handshake', 'stop-alarm step', 'report-size', 'release-input']);
  });

  test('of a port: it has no size, and does not begin with data', () => {
    const machine = new StateMachine(false);
    assert.deepEqual(brief(machine.opened()), ['start-sending', 'set-alarm step']);
    assert.deepEqual(brief(machine.take(OUTPUT)), []);
    machine.take(REQUEST);
    machine.answered(ANSWER);
    assert.deepEqual(brief(machine.take(OUTPUT)), ['deliver']);
    assert.deepEqual(brief(machine.take(COMPLETE)), ['handshake', 'stop-alarm step', 'state ready', 'release-input']);
  });

  test('a handshake that is refused: the agent is told before the connection is closed', () => {
    const machine = new StateMachine(true);
    machine.opened();
    machine.take(REQUEST);
    assert.deepEqual(brief(machine.answered({ ...ANSWER, problem: PROBLEM })), ['send 6', 'hang-up', 'state ended']);
    assert.deepEqual(machine.state, { name: 'ended', end: { reason: 'failed', problem: PROBLEM } });
  });

  test('the end: what was said before it is handed on first, however long the reader pauses', () => {
    const machine = new StateMachine(true);
    machine.opened();
    machine.take(OUTPUT);
    assert.deepEqual(brief(machine.pause()), ['listen false']);
    assert.deepEqual(brief(machine.channelClosed(BYE)), ['hang-up', 'hand-on']);
    assert.deepEqual(machine.allHandedOn(), []);
    assert.deepEqual(brief(machine.resume()), ['listen true', 'hand-on']);
    assert.deepEqual(brief(machine.take(OUTPUT)), ['deliver']);
    assert.deepEqual(brief(machine.skippedGap()), ['gap']);
    assert.deepEqual(brief(machine.take(said(PayloadType.exitCode, 'EXIT_CODE: 5'))), []);
    assert.deepEqual(brief(machine.allHandedOn()), ['hang-up', 'state ended']);
    assert.deepEqual(machine.state, {
      name: 'ended',
      end: { reason: 'closed', message: 'bye', exitCode: 5, missing: true },
    });
  });
});

/** What may happen at any time; the connection, and the frames of the agent, are below. */
const ANY_TIME: Readonly<Record<string, (machine: StateMachine) => Effects>> = {
  pause: (machine) => machine.pause(),
  resume: (machine) => machine.resume(),
  answered: (machine) => machine.answered(ANSWER),
  unreadable: (machine) => machine.answered(undefined),
  refused: (machine) => machine.answered({ ...ANSWER, problem: PROBLEM }),
  left: (machine) => machine.left(),
  failed: (machine) => machine.failed(PROBLEM),
};
const FRAMES: Readonly<Record<string, Frame>> = {
  output: OUTPUT,
  request: REQUEST,
  complete: COMPLETE,
  challenge: said(PayloadType.challengeRequest, '{}'),
  error: said(PayloadType.error, 'something is wrong'),
  exit: said(PayloadType.exitCode, 'EXIT_CODE: 1'),
  flag: said(PayloadType.flag, '\0\0\0\x03'),
  unknown: said(77),
};
const LINE = ['connect', 'cut', 'closed', 'lost', 'size taken'];

/** A channel in brief: it does what the machine decides, and asserts that this makes sense. */
class Channel {
  readonly machine: StateMachine;
  readonly states: string[] = [];
  readonly #alarms = new Set<string>();
  readonly #waiting: Frame[] = [];
  #line: 'opening' | 'open' | 'closed' = 'opening';
  #sizeIsSent = false;
  #inputFlows = false;

  constructor(hasTerminal: boolean) {
    this.machine = new StateMachine(hasTerminal);
  }

  happens(what: string): void {
    const frame = FRAMES[what];
    if (this.#alarms.has(what)) {
      this.#alarms.delete(what);
      this.#run(this.machine.alarm(what as 'step' | 'start'));
    } else if (frame !== undefined && this.#line === 'open') {
      this.#waiting.push(frame);
      this.#run(this.machine.heard());
      this.#handOn();
    } else if (ANY_TIME[what] !== undefined) {
      const wasOver = this.machine.isOver;
      const effects = ANY_TIME[what](this.machine);
      assert.ok(!wasOver || effects.length === 0, `${what} after the end`);
      this.#run(effects);
    } else if (this.#line !== 'closed') {
      this.#run(this.#lineTurns(what));
    }
  }

  #lineTurns(what: string): Effects {
    switch (what) {
      case 'connect':
        return this.#line === 'opening' ? ((this.#line = 'open'), this.machine.opened()) : [];
      case 'cut':
        return this.#line === 'open' ? ((this.#line = 'opening'), this.machine.cut()) : [];
      case 'closed':
        return this.#line === 'open' ? this.machine.channelClosed(BYE) : [];
      case 'lost':
        return this.machine.lost(PROBLEM);
      case 'size taken':
        return this.#sizeIsSent && this.#line === 'open' ? this.machine.sizeTaken() : [];
      default:
        return [];
    }
  }

  #handOn(): void {
    while (this.machine.takesFrames && this.#waiting.length > 0) {
      this.#run(this.machine.take(this.#waiting.shift()!));
    }
    this.#run(this.machine.allHandedOn());
  }

  #run(effects: Effects): void {
    effects.forEach((effect) => this.#perform(effect));
  }

  #perform(effect: Effect): void {
    switch (effect.kind) {
      case 'state':
        this.#shows(effect.state.name);
        break;
      case 'hang-up':
        this.#line = 'closed';
        this.#alarms.clear();
        break;
      case 'hand-on':
        this.#handOn();
        break;
      case 'set-alarm':
        assert.equal(this.#line, 'open', 'nothing is waited for without a connection');
        this.#alarms.add(effect.alarm);
        break;
      case 'stop-alarm':
        this.#alarms.delete(effect.alarm);
        break;
      case 'send-first-size':
        assert.ok(!this.#sizeIsSent);
        this.#sizeIsSent = true;
        break;
      case 'hold-input':
        this.#inputFlows = false;
        break;
      case 'release-input':
        assert.ok(!this.#inputFlows, 'once');
        this.#inputFlows = true;
        break;
      case 'deliver':
        assert.ok(this.machine.takesFrames);
        break;
      default:
    }
  }

  #shows(name: string): void {
    const before = this.states.at(-1) ?? 'connecting';
    assert.notEqual(before, 'ended', 'nothing comes after the end');
    assert.notEqual(before, name, 'each state is told once');
    assert.ok(name !== 'connecting' || !this.states.includes('ready'), 'what was ready stays so for its user');
    assert.ok(name !== 'ended' || this.#line === 'closed');
    this.states.push(name);
  }
}

suite('whatever happens, in whatever order', () => {
  for (const hasTerminal of [true, false]) {
    test(`a session ${hasTerminal ? 'with' : 'without'} a terminal keeps its word, and can be ended`, () => {
      const happenings = [...Object.keys(ANY_TIME), ...Object.keys(FRAMES), ...LINE, 'step', 'start'];
      const often = ['connect', 'output', 'request', 'answered', 'complete', 'resume'];
      const endless = happenings.filter((what) => !['left', 'failed', 'lost', 'unreadable', 'refused'].includes(what));
      fc.assert(
        fc.property(
          fc.array(fc.constantFrom(...endless, ...often), { maxLength: 40 }),
          fc.array(fc.constantFrom(...happenings), { maxLength: 10 }),
          fc.constantFrom('closed', 'lost', 'failed', 'left'),
          (first, then, last) => {
            const channel = new Channel(hasTerminal);
            [...first, ...then].forEach((what) => channel.happens(what));
            ['connect', 'resume', last, 'resume', 'left'].forEach((what) => channel.happens(what));
            assert.equal(channel.states.at(-1), 'ended');
          },
        ),
        runs(3000),
      );
    });
  }
});
