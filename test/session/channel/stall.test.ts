import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import type { SessionEnd } from '../../../src/session/api.ts';
import type { SessionOptions } from '../../../src/session/shell/api.ts';
import { acknowledge, output } from '../support/agent-frames.ts';
import { type OpenedSession, readySession, turn } from '../support/opened.ts';
import { names } from '../support/read-frames.ts';

function problemCode(end: SessionEnd): string {
  return end.reason === 'failed' ? end.problem.code : end.reason;
}

/** A session whose shell is there, and what is told of its stalls. */
async function typing(options: Partial<SessionOptions> = {}): Promise<{ opened: OpenedSession; stalls: boolean[] }> {
  const stalls: boolean[] = [];
  const opened = await readySession({ onStall: (isStalled) => stalls.push(isStalled), ...options });
  opened.session.write('typed');
  return { opened, stalls };
}

/** Lets seconds pass in which every ping is answered. */
function live({ clock, socket }: OpenedSession, seconds: number): void {
  for (let second = 0; second < seconds; second++) {
    clock.advance(1000);
    socket.pongs();
  }
}

suite('input that is not acknowledged', () => {
  test('ends nothing while the connection lives, be it for hours, but is told once, and when it is over', async () => {
    const { opened, stalls } = await typing();
    live(opened, 14);
    assert.deepEqual(stalls, []);
    live(opened, 4 * 3600);
    assert.deepEqual(stalls, [true]);
    assert.ok(opened.session.isStalled);
    assert.deepEqual(names(opened.states), ['ready']);
    opened.socket.receives(acknowledge(1));
    assert.deepEqual(stalls, [true, false]);
    assert.ok(!opened.session.isStalled);
    live(opened, 60);
    assert.deepEqual(stalls, [true, false], 'nothing is in flight any more');
    opened.session.close();
  });

  test('is told where output comes too', async () => {
    const { opened, stalls } = await typing();
    for (let second = 1; second <= 20; second++) {
      opened.clock.advance(1000);
      opened.socket.receives(output(second, '.'));
    }
    assert.deepEqual(stalls, [true]);
    assert.equal(opened.socket.pings, 0, 'what comes proves the connection');
    opened.session.close();
  });

  test('is no longer told when the connection is cut', async () => {
    const { opened, stalls } = await typing({
      resume: () => Promise.resolve({ streamUrl: 'wss://x', tokenValue: 't' }),
    });
    live(opened, 20);
    opened.socket.ends({ kind: 'closed', code: 1006 });
    assert.deepEqual(stalls, [true, false]);
    opened.clock.advance(100);
    await turn();
    await turn();
    opened.socket.opens();
    live(opened, 10);
    assert.deepEqual(stalls, [true, false]);
    live(opened, 10);
    assert.deepEqual(stalls, [true, false, true]);
    opened.session.close();
  });

  test('finds out a dead connection within 12 s, long before the ping that is due', async () => {
    const { opened, stalls } = await typing();
    const start = opened.clock.now();
    assert.ok(opened.clock.runUntil(() => opened.session.state.name === 'ended', 60_000));
    assert.ok(opened.clock.now() - start <= 12_000);
    assert.equal(opened.socket.pings, 2);
    assert.equal(problemCode(await opened.session.ended), 'session/connection-lost');
    assert.deepEqual(stalls, [], 'which is another matter');
    assert.equal(opened.clock.pending, 0);
  });

  test('takes a slow connection for a living one', async () => {
    const { opened } = await typing();
    // Seven seconds there and back, for pings and frames alike.
    for (let typed = 1; typed <= 20; typed++) {
      opened.clock.advance(7000);
      opened.socket.pongs();
      opened.socket.receives(acknowledge(typed));
      opened.session.write('typed');
    }
    assert.equal(opened.session.state.name, 'ready');
    opened.session.close();
  });

  test('means nothing while nothing is read', async () => {
    const { opened, stalls } = await typing();
    opened.session.pause();
    opened.clock.advance(60_000);
    assert.deepEqual(stalls, []);
    assert.equal(opened.session.state.name, 'ready');
    opened.session.close();
  });
});
