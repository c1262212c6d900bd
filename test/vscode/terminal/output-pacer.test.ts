import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { OutputPacer } from '../../../src/vscode/terminal/output-pacer.ts';

/** A pacer with a record of what it does. */
function paced() {
  const writes: string[] = [];
  const events: string[] = [];
  let wake: () => void = () => undefined;
  const pacer = new OutputPacer({
    write: (text) => {
      writes.push(text);
      wake();
    },
    pause: () => events.push('pause'),
    resume: () => {
      events.push('resume');
      wake();
    },
  });
  const until = async (isSo: () => boolean): Promise<void> => {
    while (!isSo()) {
      await new Promise<void>((resolve) => (wake = resolve));
    }
  };
  return { pacer, writes, events, until };
}

suite('the pace of output', () => {
  test('what comes at the same time is one write', async () => {
    const { pacer, writes, until } = paced();
    for (const chunk of ['a', 'b', 'c']) {
      pacer.push(Buffer.from(chunk));
    }
    assert.deepEqual(writes, []);
    await until(() => writes.length > 0);
    assert.deepEqual(writes, ['abc']);
    pacer.stop();
  });

  test('a flood is held back, and goes on once it is shown', async () => {
    const { pacer, writes, events, until } = paced();
    const kilobyte = Buffer.alloc(1024, 'x');
    let sent = 0;
    while (events.length === 0) {
      pacer.push(kilobyte);
      sent++;
    }
    assert.ok(sent <= 300, 'a few hundred kilobytes at most');
    await until(() => events.includes('resume'));
    const shown = writes.join('').length;
    assert.ok(shown > 0 && sent * 1024 - shown <= 128 * 1024);
    assert.ok(writes.every((text) => text.length <= 128 * 1024));
    await until(() => writes.join('').length === sent * 1024);
    assert.deepEqual(events, ['pause', 'resume']);
  });

  test('no character is torn, neither by chunks nor by writes', async () => {
    const { pacer, writes, until } = paced();
    const text = `x${'😀'.repeat(100_000)}€`;
    const bytes = Buffer.from(text);
    for (let at = 0; at < bytes.length; at += 1021) {
      pacer.push(bytes.subarray(at, at + 1021));
    }
    await until(() => writes.join('').length === text.length);
    assert.equal(writes.join(''), text);
    assert.ok(writes.length > 1);
    assert.ok(writes.every((write) => Buffer.from(write).toString() === write));
  });

  test('what waits can be written at once, and at the end with what is incomplete', async () => {
    const { pacer, writes, until } = paced();
    pacer.push(Buffer.from('first'));
    pacer.flush();
    assert.deepEqual(writes, ['first']);
    pacer.push(Buffer.from([0x61, 0xe2, 0x82]));
    pacer.end();
    assert.deepEqual(writes, ['first', 'a\ufffd']);
    const other = paced();
    other.pacer.push(Buffer.from('never'));
    other.pacer.stop();
    pacer.push(Buffer.from('last'));
    await until(() => writes.includes('last'));
    assert.deepEqual(other.writes, []);
    pacer.stop();
  });

  test('a flush does not forget to go on', async () => {
    const { pacer, events, until } = paced();
    pacer.push(Buffer.alloc(300 * 1024, 'x'));
    assert.deepEqual(events, ['pause']);
    pacer.flush();
    await until(() => events.length === 2);
    assert.deepEqual(events, ['pause', 'resume']);
  });
});
