import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { suite, test } from 'node:test';
import { openTerminal } from '../support/scene.ts';

const BAD = { drop: 0.01, double: 0.05, reorder: 0.05, corrupt: 0.005 };

suite('over a bad network', { timeout: 60_000 }, () => {
  test('a megabyte of output arrives as it was sent', async () => {
    await using scene = await openTerminal({
      command: 'sh -c "seq 1 150000; echo done; read line"',
      faults: { seed: 7, toClient: BAD, toAgent: BAD },
    });
    const { terminal } = scene;
    // Not to the end at once: two seconds after a command's end the agent leaves, whatever is still unacknowledged.
    await terminal.sees('done\r\n');
    const expected = Array.from({ length: 150_000 }, (_, index) => `${index + 1}\r\n`).join('') + 'done\r\n';
    assert.ok(expected.length > 1_000_000);
    assert.ok(terminal.text === expected, 'every line once and in order');
    assert.ok(
      terminal.log.some((line) => line.includes('digest')),
      'there were faults',
    );
    terminal.session.close();
  });

  test('input arrives as it was typed', async () => {
    await using scene = await openTerminal({
      command: 'sh -c "stty raw -echo; echo ready; head -c 200000 | sha256sum"',
      faults: { seed: 11, toClient: BAD, toAgent: { ...BAD, drop: 0.05 } },
    });
    const { terminal } = scene;
    await terminal.sees('ready');
    const input = randomBytes(200_000);
    terminal.session.write(input);
    await terminal.sees(createHash('sha256').update(input).digest('hex'));
    await terminal.end();
  });

  test('keys echo in order', async () => {
    await using scene = await openTerminal({ command: 'sh -c "stty raw -echo; echo ready; cat"' });
    const { terminal } = scene;
    await terminal.sees('ready');
    scene.gateway.faults = { seed: 3, toClient: { drop: 0.02 }, toAgent: { drop: 0.02 } };
    const keys = Array.from({ length: 200 }, (_, key) => String.fromCharCode(97 + (key % 26)));
    for (const [pressed, key] of keys.entries()) {
      terminal.session.write(key);
      await terminal.sees(keys.slice(0, pressed + 1).join(''));
    }
    terminal.session.close();
  });

  test('a cut is told, and nothing of the session is left', async () => {
    await using scene = await openTerminal();
    const { terminal } = scene;
    await terminal.sees('# ');
    scene.remote.cut();
    const end = await terminal.end();
    assert.equal(end.reason === 'failed' && end.problem.code, 'session/connection-lost');
  });

  test('a normal close by the service is not taken for the end of the shell', async () => {
    await using scene = await openTerminal();
    const { terminal } = scene;
    await terminal.sees('# ');
    scene.remote.bye();
    const end = await terminal.end();
    assert.equal(end.reason === 'failed' && end.problem.code, 'session/connection-lost');
  });
});
