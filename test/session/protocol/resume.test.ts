import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { startGateway, type TestGateway } from '../../simulator/tests/bare-client.ts';
import { encryptionOf, resumeAt } from '../support/simulated.ts';
import { Terminal } from '../support/terminal.ts';

function resumable(
  simulator: TestGateway,
  command?: string,
  encrypted = false,
): { terminal: Terminal; sessionId: string } {
  const opened = simulator.open(command, { encrypted });
  const terminal = new Terminal(opened, {
    encryption: encryptionOf(simulator),
    resume: resumeAt(simulator, opened.sessionId),
  });
  return { terminal, sessionId: opened.sessionId };
}

for (const encrypted of [false, true]) {
  suite(`a cut ${encrypted ? 'encrypted ' : ''}session`, { timeout: 60_000 }, () => {
    test('goes on after a cut and after the hourly close, and runs what was typed meanwhile', async () => {
      await using simulator = await startGateway();
      const { terminal, sessionId } = resumable(simulator, 'sh', encrypted);
      await terminal.sees('# ');
      terminal.enter('name=kept');
      const remote = simulator.gateway.sessions.get(sessionId)!;
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
      assert.deepEqual(simulator.gateway.violations, []);
    });

    test('is cut at its first frames, and begins all the same', async () => {
      const cutAt = async (frame: number): Promise<void> => {
        await using simulator = await startGateway();
        simulator.gateway.faults = { toClient: { cut: [frame] }, toAgent: { cut: [frame] } };
        const { terminal } = resumable(simulator, 'sh', encrypted);
        terminal.enter('stty size; echo $((6*7))');
        await terminal.sees('24 80\r\n42\r\n');
        assert.ok(terminal.states.includes('reconnecting'));
        terminal.session.close();
        assert.deepEqual(simulator.gateway.violations, []);
      };
      // Not later: the text may have come by then, whole.
      await Promise.all([1, 2, 3].map(cutAt));
    });
  });
}

suite('a session that is no more', { timeout: 60_000 }, () => {
  test('is not waited for', async () => {
    await using simulator = await startGateway();
    const opened = simulator.open();
    const remote = simulator.gateway.sessions.get(opened.sessionId)!;
    const terminal = new Terminal(opened, {
      resume: async (signal) => {
        remote.terminate();
        await remote.ended;
        return resumeAt(simulator, opened.sessionId)(signal);
      },
    });
    await terminal.sees('# ');
    remote.cut();
    const end = await terminal.end();
    assert.equal(end.reason === 'failed' && end.problem.code, 'session/lost');
    assert.deepEqual(terminal.states, ['ready', 'reconnecting', 'ended']);
  });
});

suite('a command that prints nothing', { timeout: 60_000 }, () => {
  test('takes its input all the same', async () => {
    await using simulator = await startGateway();
    const terminal = new Terminal(simulator.open('sh -c "stty -echo; read line; echo got $line; stty size"'));
    terminal.enter('this');
    await terminal.sees('got this\r\n24 80\r\n');
    assert.deepEqual(simulator.gateway.violations, []);
  });
});
