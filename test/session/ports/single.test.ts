import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { Socket } from 'node:net';
import { suite, test } from 'node:test';
import { LONGEST_SILENCE, SILENCE_IN_ANSWER } from '../../../src/session/ports/half-closed.ts';
import { Single } from '../../../src/session/ports/single.ts';
import { Flag } from '../../../src/session/wire/messages.ts';
import { until } from '../../host/runner/until.ts';
import { connectionPairs } from '../support/connection-pair.ts';
import { FakeClock } from '../support/fake-clock.ts';

suite('one connection after the other', () => {
  const pair = connectionPairs();

  function opened() {
    const written: string[] = [];
    const flags: number[] = [];
    const channel = {
      queued: 0,
      write: (bytes: Uint8Array) => written.push(Buffer.from(bytes).toString()) > 0,
      sendFlag: (flag: number) => void flags.push(flag),
      pause: () => undefined,
      resume: () => undefined,
    };
    const clock = new FakeClock();
    const single = new Single({
      channel,
      clock,
      onAnswer: () => undefined,
      onMalformed: () => undefined,
      log: () => undefined,
    });
    return { written, flags, clock, single };
  }

  async function join(single: Single): Promise<Socket> {
    const { program, local } = await pair();
    single.add(local);
    return program;
  }

  test('a question whose sender has closed its side waits for its answer, and the next connection too', async () => {
    const { written, flags, clock, single } = opened();
    const program = await join(single);
    program.end('question');
    await until('the wait', () => clock.pending === 1);
    const next = await join(single);
    clock.advance(LONGEST_SILENCE - 1);
    single.receive(Buffer.from('answer'));
    const [answer] = (await once(program, 'data')) as [Buffer];
    assert.equal(answer.toString(), 'answer');
    assert.deepEqual(flags, []);
    clock.advance(SILENCE_IN_ANSWER);
    await until('the end', () => flags.length === 1);
    assert.deepEqual(flags, [Flag.disconnectToPort]);
    assert.deepEqual(written, ['question']);
    single.stop();
    next.destroy();
  });
});
