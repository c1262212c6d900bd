import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { startGateway } from '../../simulator/tests/bare-client.ts';
import { signWith, Terminal } from '../support/terminal.ts';

async function problemCode(terminal: Terminal): Promise<string> {
  const end = await terminal.end();
  assert.ok(end.reason === 'failed');
  assert.deepEqual(terminal.states, ['ended']);
  return end.problem.code;
}

suite('the gateway refuses', { timeout: 60_000 }, () => {
  test('a wrong signature, and none', async () => {
    await using simulator = await startGateway();
    const opened = simulator.open();
    assert.equal(await problemCode(new Terminal(opened, { sign: signWith('test', 'wrong') })), 'session/forbidden');
    assert.equal(await problemCode(new Terminal(opened, { sign: () => Promise.resolve({}) })), 'session/forbidden');
    const right = new Terminal(opened);
    await right.sees('# ');
    right.session.close();
  });

  test('a wrong token, and one that was used', async () => {
    await using simulator = await startGateway();
    const opened = simulator.open();
    assert.equal(await problemCode(new Terminal({ ...opened, tokenValue: 'wrong' })), 'session/token-refused');
    const first = new Terminal(opened);
    await first.sees('# ');
    assert.equal(await problemCode(new Terminal(opened)), 'session/token-refused');
    first.session.close();
  });

  test('a session that it does not know', async () => {
    await using simulator = await startGateway();
    const opened = simulator.open();
    const streamUrl = opened.streamUrl.replace(opened.sessionId, 'ecs-execute-command-unknown');
    assert.equal(await problemCode(new Terminal({ ...opened, streamUrl })), 'session/gone');
  });

  test("a third session in a container, in the agent's words", async () => {
    await using simulator = await startGateway();
    const [first, second, third] = [1, 2, 3].map(() => new Terminal(simulator.open()));
    const end = await third!.end();
    assert.ok(end.reason === 'closed');
    assert.match(end.message, /Maximum number of sessions/);
    first!.session.close();
    second!.session.close();
  });
});
