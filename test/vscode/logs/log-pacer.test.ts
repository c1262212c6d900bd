import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { LogPacer } from '../../../src/vscode/logs/log-pacer.ts';

suite('the pace of logs in a terminal', () => {
  test('has few large writes, none of which tears a line apart', async () => {
    const written: string[] = [];
    const pacer = new LogPacer((text) => written.push(text));
    const line = `${'x'.repeat(999)}\n`;
    const pushed = Array.from({ length: 300 }, () => pacer.push(line));
    assert.equal(written.length, 0);
    await Promise.all(pushed);
    assert.equal(written.join(''), line.repeat(300));
    assert.equal(written.length, 5);
    assert.ok(written.every((text) => text.endsWith('\n') && text.length <= 64 * 1024));
  });

  test('lets a line through that is longer than a write, and forgets what is thrown away', async () => {
    const written: string[] = [];
    const pacer = new LogPacer((text) => written.push(text));
    await pacer.push('y'.repeat(100_000));
    const forgotten = pacer.push('never');
    pacer.clear();
    await forgotten;
    await pacer.push('z');
    assert.deepEqual(
      written.map((text) => text.length),
      [100_000, 1],
    );
  });
});
