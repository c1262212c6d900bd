import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import type { Faults } from '../../simulator/gateway/api.ts';
import { openTerminal, type Scene } from '../support/scene.ts';
import { encryptionOf, resumeAt } from '../support/simulated.ts';

function openResumable(encrypted: boolean, faults?: Faults): Promise<Scene> {
  return openTerminal({
    command: 'sh',
    encrypted,
    ...(faults && { faults }),
    options: (simulator, { sessionId }) => ({
      encryption: encryptionOf(simulator),
      resume: resumeAt(simulator, sessionId),
    }),
  });
}

for (const encrypted of [false, true]) {
  suite(`a cut ${encrypted ? 'encrypted ' : ''}session`, { timeout: 60_000 }, () => {
    test('goes on after a cut and after the hourly close, and runs what was typed meanwhile', async () => {
      await using scene = await openResumable(encrypted);
      const { remote, terminal } = scene;
      await terminal.sees('# ');
      terminal.enter('name=kept');
      remote.cut();
      await terminal.is('reconnecting');
      terminal.enter('echo $name-1');
      await terminal.sees('kept-1');
      remote.bye();
      await terminal.is('reconnecting');
      terminal.enter('echo $name-2');
      await terminal.sees('kept-2');
      terminal.enter('exit');
      assert.deepEqual(await terminal.end(), { reason: 'closed', message: '' });
      assert.deepEqual(terminal.states, ['ready', 'reconnecting', 'ready', 'reconnecting', 'ready', 'ended']);
    });

    test('is cut at its first frames, and begins all the same', async () => {
      const cutAt = async (frame: number): Promise<void> => {
        const faults = { toClient: { cut: [frame] }, toAgent: { cut: [frame] } };
        await using scene = await openResumable(encrypted, faults);
        const { terminal } = scene;
        terminal.enter('stty size; echo $((6*7))');
        await terminal.sees('24 80\r\n42\r\n');
        assert.ok(terminal.states.includes('reconnecting'));
        terminal.session.close();
      };
      // Not later: the text may have come by then, whole.
      await Promise.all([1, 2, 3].map(cutAt));
    });
  });
}

suite('a session that is no more', { timeout: 60_000 }, () => {
  test('is not waited for', async () => {
    await using scene = await openTerminal({
      options: (simulator, { sessionId }) => ({
        resume: async (signal) => {
          scene.remote.terminate();
          await scene.remote.ended;
          return resumeAt(simulator, sessionId)(signal);
        },
      }),
    });
    const { remote, terminal } = scene;
    await terminal.sees('# ');
    remote.cut();
    const end = await terminal.end();
    assert.equal(end.reason === 'failed' && end.problem.code, 'session/lost');
    assert.deepEqual(terminal.states, ['ready', 'reconnecting', 'ended']);
  });
});

suite('a command that prints nothing', { timeout: 60_000 }, () => {
  test('takes its input all the same', async () => {
    await using scene = await openTerminal({ command: 'sh -c "stty -echo; read line; echo got $line; stty size"' });
    const { terminal } = scene;
    terminal.enter('this');
    await terminal.sees('got this\r\n24 80\r\n');
  });
});
