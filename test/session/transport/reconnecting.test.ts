import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { Problem } from '../../../src/problem.ts';
import type { Invitation, SessionEnd } from '../../../src/session/api.ts';
import type { SessionOptions } from '../../../src/session/shell/api.ts';
import { sentence } from '../../../src/text.ts';
import { acknowledge, channelClosed, output } from '../support/agent-frames.ts';
import { OpenedSession, openedSession, readySession, turn } from '../support/opened.ts';
import { acknowledged, names, streamData } from '../support/read-frames.ts';

const CUT = { kind: 'closed', code: 1006 } as const;
const BYE = { kind: 'closed', code: 1000 } as const;

/** An answer to each request to resume, and when it was made. */
class Resumptions {
  readonly times: number[] = [];
  readonly #answer: (attempt: number) => Promise<Invitation | undefined>;
  clock: { now(): number } | undefined;

  constructor(
    answer: (attempt: number) => Promise<Invitation | undefined> = (attempt) => Promise.resolve(invitation(attempt)),
  ) {
    this.#answer = answer;
  }

  readonly resume: SessionOptions['resume'] = () => {
    this.times.push(this.clock?.now() ?? NaN);
    return this.#answer(this.times.length);
  };
}

function invitation(attempt: number): Invitation {
  return {
    streamUrl: `wss://gateway.example/resumed-${attempt}?cell-number=AA+/==`,
    tokenValue: `secret-token-${attempt}`,
  };
}

async function ready(resumptions: Resumptions, options: Partial<SessionOptions> = {}): Promise<OpenedSession> {
  const opened = await readySession({ resume: resumptions.resume, ...options });
  resumptions.clock = opened.clock;
  return opened;
}

/** Lets time pass in steps, so that promises go on in between. */
async function pass(opened: OpenedSession, ms: number, step = 100): Promise<void> {
  for (let passed = 0; passed < ms; passed += step) {
    opened.clock.advance(step);
    await turn();
    await turn();
  }
}

function problemCode(end: SessionEnd): string {
  return end.reason === 'failed' ? end.problem.code : end.reason;
}

suite('a session whose connection is cut', () => {
  test('resumes with a new address, token and signature, as the same client', async () => {
    const signed: string[] = [];
    const sign = (url: string) => Promise.resolve({ authorization: `signature ${signed.push(url)}` });
    const opened = await ready(new Resumptions(), { sign });
    const [first] = opened.network.sockets;
    first!.ends(CUT);
    assert.equal(opened.session.state.name, 'reconnecting');
    await pass(opened, 100);
    assert.equal(opened.network.sockets.length, 2);
    assert.equal(opened.socket.url, invitation(1).streamUrl);
    assert.deepEqual(opened.socket.headers, { authorization: 'signature 2' });
    assert.deepEqual(signed.slice(1), [invitation(1).streamUrl]);
    opened.socket.opens();
    const introductions = [first, opened.socket].map(
      (socket) => JSON.parse(socket!.texts[0]!) as Record<string, string>,
    );
    assert.equal(introductions[1]?.TokenValue, 'secret-token-1');
    assert.equal(introductions[1].ClientId, introductions[0]?.ClientId);
    assert.deepEqual(names(opened.states), ['ready', 'reconnecting', 'ready']);
  });

  test('calls a request to resume off that takes too long, and one that nobody waits for', async () => {
    const signals: AbortSignal[] = [];
    const resume: SessionOptions['resume'] = (signal) => {
      signals.push(signal);
      return new Promise(() => undefined);
    };
    const opened = await readySession({ resume });
    opened.socket.ends(CUT);
    await pass(opened, 100);
    assert.deepEqual(
      signals.map(({ aborted }) => aborted),
      [false],
    );
    await pass(opened, 15_400);
    assert.deepEqual(
      signals.map(({ aborted }) => aborted),
      [true, false],
    );
    opened.session.close();
    assert.deepEqual(
      signals.map(({ aborted }) => aborted),
      [true, true],
    );
  });

  test('goes on where it was, both ways', async () => {
    const opened = await ready(new Resumptions());
    opened.session.write('in flight');
    opened.socket.receives(output(2, 'early '));
    opened.socket.ends(CUT);
    opened.session.write('typed ');
    opened.session.write('meanwhile');
    opened.session.resize({ columns: 90, rows: 30 });
    await pass(opened, 100);
    opened.socket.opens();
    assert.deepEqual(streamData(opened.socket.taken()), [
      [1, 'in flight'],
      [3, '{"cols":90,"rows":30}'],
      [1, 'typed meanwhile'],
    ]);
    opened.socket.receives(output(2, 'early '));
    opened.socket.receives(output(1, 'late '));
    assert.equal(opened.output, '$ late early ');
    assert.deepEqual(acknowledged(opened.socket.taken()), [2, 1]);
    for (const sequence of [1, 2, 3]) {
      opened.socket.receives(acknowledge(sequence));
    }
    await pass(opened, 3000);
    assert.deepEqual(opened.socket.taken(), []);
  });

  test('is not over when the service closes it, as it does every hour', async () => {
    const opened = await ready(new Resumptions());
    for (let hour = 1; hour <= 5; hour++) {
      for (let half = 0; half < 120; half++) {
        opened.clock.advance(31_000);
        opened.socket.pongs();
      }
      opened.socket.ends(BYE);
      await pass(opened, 100);
      opened.socket.opens();
      assert.equal(opened.session.state.name, 'ready');
    }
    opened.socket.receives(channelClosed(''));
    assert.deepEqual(await opened.session.ended, { reason: 'closed', message: '' });
    assert.equal(opened.clock.pending, 0);
  });

  test('is resumed when the other end has gone silent', async () => {
    const opened = await ready(new Resumptions());
    await pass(opened, 50_000, 1000);
    assert.ok(opened.network.sockets[0]?.closed);
    await pass(opened, 100);
    opened.socket.opens();
    assert.equal(opened.session.state.name, 'ready');
  });

  test('connects again before its first output too', async () => {
    const opened = await openedSession({ resume: new Resumptions().resume, size: { columns: 80, rows: 24 } });
    opened.session.write('typed ahead');
    opened.socket.ends(CUT);
    await pass(opened, 100);
    opened.socket.opens();
    assert.deepEqual(names(opened.states), ['reconnecting', 'connecting']);
    assert.deepEqual(streamData(opened.socket.taken()), [[3, '{"cols":80,"rows":24}']], 'the first size is sent again');
    opened.socket.receives(output(0, '$ '));
    assert.deepEqual(streamData(opened.socket.taken()), [
      [3, '{"cols":80,"rows":24}'],
      [1, 'typed ahead'],
    ]);
  });

  test('tries less and less often while the network is away, but every 5 s at least', async () => {
    const resumptions = new Resumptions(() => Promise.reject(new Error('no network')));
    const opened = await ready(resumptions);
    const start = opened.clock.now();
    opened.socket.ends(CUT);
    await pass(opened, 130_000);
    const waits = resumptions.times.map((time, index) => time - (resumptions.times[index - 1] ?? start));
    assert.deepEqual(waits.slice(0, 8), [100, 200, 400, 800, 1600, 3200, 5000, 5000]);
    assert.ok(waits.slice(8).every((wait) => wait === 5000));
    assert.ok(waits.length > 28);
    assert.equal(opened.session.state.name, 'reconnecting');
  });

  test('does not give up within 19 minutes, but after 20, with the last reason', async () => {
    const resumptions = new Resumptions(() => Promise.reject(new Problem('no-network', sentence('No network.'))));
    const opened = await ready(resumptions);
    opened.session.write('waits');
    opened.socket.ends(CUT);
    await pass(opened, 19 * 60_000, 1000);
    assert.equal(opened.session.state.name, 'reconnecting');
    await pass(opened, 2 * 60_000, 1000);
    assert.equal(problemCode(await opened.session.ended), 'no-network');
    assert.equal(opened.clock.pending, 0);
  });

  test('does not take a connection that says nothing for a success', async () => {
    const resumptions = new Resumptions();
    const opened = await ready(resumptions);
    opened.socket.ends(CUT);
    for (let attempt = 1; attempt <= 7; attempt++) {
      while (opened.network.sockets.length === attempt) {
        await pass(opened, 100);
      }
      opened.socket.opens();
      opened.socket.ends({ kind: 'closed', code: 1008 });
    }
    const waits = resumptions.times.map((time, index) => time - (resumptions.times[index - 1] ?? NaN));
    assert.deepEqual(waits.slice(1), [200, 400, 800, 1600, 3200, 5000]);
    opened.session.close();
  });

  test('asks again where no answer comes', async () => {
    const resumptions = new Resumptions((attempt) =>
      attempt === 1 ? new Promise(() => undefined) : Promise.resolve(invitation(attempt)),
    );
    const opened = await ready(resumptions);
    opened.socket.ends(CUT);
    await pass(opened, 15_400);
    assert.equal(opened.socket.url, invitation(2).streamUrl);
    opened.socket.opens();
    assert.equal(opened.session.state.name, 'ready');
  });

  test('asks again where the new connection does not open', async () => {
    const opened = await ready(new Resumptions());
    opened.socket.ends(CUT);
    await pass(opened, 100);
    opened.socket.ends({ kind: 'refused', status: 503 });
    await pass(opened, 200);
    assert.equal(opened.socket.url, invitation(2).streamUrl);
    assert.deepEqual(names(opened.states), ['ready', 'reconnecting']);
    await pass(opened, 31_000);
    assert.equal(opened.socket.url, invitation(3).streamUrl);
    opened.session.close();
  });

  test('is lost where it cannot be resumed, and says so', async () => {
    for (const answer of [undefined, { streamUrl: 'wss://x', tokenValue: '' }]) {
      const opened = await ready(new Resumptions(() => Promise.resolve(answer)));
      opened.socket.ends(CUT);
      await pass(opened, 100);
      assert.equal(problemCode(await opened.session.ended), 'session/lost');
      assert.deepEqual(names(opened.states), ['ready', 'reconnecting', 'ended']);
      assert.equal(opened.clock.pending, 0);
    }
  });

  test('is lost where resuming is not allowed, and says that', async () => {
    const denied = new Problem('access-denied', sentence('You are not allowed ssm:ResumeSession.'));
    const opened = await ready(new Resumptions(() => Promise.reject(denied)));
    opened.socket.ends(CUT);
    await pass(opened, 100);
    const end = await opened.session.ended;
    assert.equal(end.reason === 'failed' && end.problem, denied);
  });

  test('ends where nobody can resume it', async () => {
    const opened = await readySession();
    opened.socket.ends(BYE);
    assert.equal(problemCode(await opened.session.ended), 'session/connection-lost');
  });

  test('ends where its first token is refused: another one would be too', async () => {
    const resumptions = new Resumptions();
    const opened = await openedSession({ resume: resumptions.resume });
    opened.socket.ends({ kind: 'closed', code: 1008 });
    assert.equal(problemCode(await opened.session.ended), 'session/token-refused');
    const unopened = new OpenedSession({ resume: resumptions.resume });
    await turn();
    unopened.socket.ends({ kind: 'refused', status: 403 });
    assert.equal(problemCode(await unopened.session.ended), 'session/forbidden');
    assert.deepEqual(resumptions.times, []);
  });

  test('can be closed at any moment, and leaves nothing behind', async () => {
    for (const passes of [0, 100, 5000]) {
      const resumptions = new Resumptions((attempt) =>
        attempt < 3 ? Promise.reject(new Error('not yet')) : new Promise(() => undefined),
      );
      const opened = await ready(resumptions);
      opened.session.write('unacknowledged');
      opened.socket.ends(CUT);
      await pass(opened, passes);
      opened.session.close();
      assert.deepEqual(await opened.session.ended, { reason: 'left' });
      assert.equal(opened.clock.pending, 0);
    }
    const late = await ready(new Resumptions());
    late.socket.ends(CUT);
    late.clock.advance(100);
    late.session.close();
    await turn();
    assert.equal(late.network.sockets.length, 1);
  });

  test('sends nothing again while it is cut, and counts no failure', async () => {
    const resumptions = new Resumptions(() => Promise.reject(new Error('no network')));
    const opened = await ready(resumptions);
    opened.session.write('a');
    opened.socket.ends(CUT);
    await pass(opened, 10 * 60_000, 1000);
    assert.equal(opened.session.state.name, 'reconnecting');
    assert.equal(opened.log.filter((line) => line.includes('sent again')).length, 0);
    opened.session.close();
  });

  test('drops with Ctrl-C what was typed meanwhile', async () => {
    const opened = await ready(new Resumptions());
    opened.socket.ends(CUT);
    opened.session.write('a mistake\r');
    opened.session.interrupt();
    await pass(opened, 100);
    opened.socket.opens();
    assert.deepEqual(streamData(opened.socket.taken()), [[1, '\x03']]);
  });

  test('never logs a token', async () => {
    const opened = await ready(
      new Resumptions((attempt) =>
        attempt === 1 ? Promise.reject(new Error('secret')) : Promise.resolve(invitation(attempt)),
      ),
    );
    opened.socket.ends(CUT);
    await pass(opened, 400);
    opened.socket.opens();
    assert.equal(opened.session.state.name, 'ready');
    assert.doesNotMatch(JSON.stringify([opened.log, opened.states]), /secret/);
  });
});
