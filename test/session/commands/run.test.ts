import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { isProblem } from '../../../src/problem.ts';
import type { StartCommand } from '../../../src/session/commands/api.ts';
import { runCommand } from '../../../src/session/commands/run.ts';
import { acknowledge, channelClosed, output } from '../support/agent-frames.ts';
import { type OpenedSession, openedSession, turn } from '../support/opened.ts';
import { streamData } from '../support/read-frames.ts';

/** A command that has been started, the agent's side of it, and what becomes of it. */
async function started(
  signal = new AbortController().signal,
): Promise<{ opened: OpenedSession; mark: string; outcome: Promise<unknown>; seen: () => string }> {
  const chunks: Uint8Array[] = [];
  let opened: OpenedSession | undefined;
  let mark = '';
  const start: StartCommand = async (line, events) => {
    const [, first, second] = /([0-9a-f]{24}) ([0-9a-f]{24})/.exec(line) ?? [];
    mark = `\x1e${first}${second}:0\x1e`;
    opened = await openedSession(events);
    return opened.session;
  };
  const outcome = runCommand({
    command: 'true',
    start,
    onOutput: (bytes) => chunks.push(Buffer.from(bytes)),
    signal,
  }).catch((error: unknown) => error);
  await turn();
  await turn();
  assert.ok(opened);
  opened.socket.receives(acknowledge(0));
  return { opened, mark, outcome, seen: () => Buffer.concat(chunks).toString() };
}

/** What of the input the agent has been sent. */
function input({ socket }: OpenedSession): string {
  return streamData(socket.taken())
    .filter(([type]) => type === 1)
    .map(([, content]) => content)
    .join('');
}

function codeOf(error: unknown): string | undefined {
  return isProblem(error) ? error.code : undefined;
}

suite('the far side of a command', () => {
  test('stays until all output has arrived', async () => {
    const { opened, mark, outcome, seen } = await started();
    opened.socket.receives(output(0, 'one '));
    opened.socket.receives(output(2, `three${mark}`));
    await turn();
    assert.equal(input(opened), '', 'the mark is here, but something before it is not');
    opened.socket.receives(output(1, 'two '));
    await turn();
    assert.equal(input(opened), '\n');
    opened.socket.receives(channelClosed(''));
    assert.equal(await outcome, 0);
    assert.equal(seen(), 'one two three');
  });

  test('that leaves all the same makes the command fail, whatever its exit code', async () => {
    const { opened, mark, outcome, seen } = await started();
    opened.socket.receives(output(0, 'one '));
    opened.socket.receives(output(2, `three${mark}`));
    opened.socket.receives(channelClosed(''));
    assert.equal(codeOf(await outcome), 'command/output-missing');
    assert.equal(seen(), 'one three', 'what has come is shown');
  });

  test('that leaves without a mark in what has come does too', async () => {
    const { opened, outcome } = await started();
    opened.socket.receives(output(0, 'one '));
    opened.socket.receives(output(2, 'three'));
    opened.socket.receives(channelClosed(''));
    assert.equal(codeOf(await outcome), 'command/output-missing');
    const none = await started();
    none.opened.socket.receives(output(0, 'one '));
    none.opened.socket.receives(channelClosed(''));
    assert.equal(codeOf(await none.outcome), 'command/stopped');
  });

  test('may lose what comes after the mark', async () => {
    const { opened, mark, outcome } = await started();
    opened.socket.receives(output(0, `all${mark}`));
    opened.socket.receives(output(2, '\r\n'));
    opened.socket.receives(channelClosed(''));
    assert.equal(await outcome, 0);
  });

  test('is let go after Ctrl-C too, once what it still had to say is here', async () => {
    const abort = new AbortController();
    const { opened, mark, outcome, seen } = await started(abort.signal);
    opened.socket.receives(output(0, 'one '));
    abort.abort('cancelled');
    assert.equal(input(opened), '\x03');
    opened.socket.receives(output(1, `last${mark.replace(':0', ':130')}`));
    await turn();
    assert.equal(input(opened), '\n');
    opened.socket.receives(channelClosed(''));
    assert.equal(await outcome, 'cancelled');
    assert.equal(seen(), 'one last');
  });

  test('is interrupted again where output goes on, for a shell can miss the key', async () => {
    const abort = new AbortController();
    const { opened, outcome } = await started(abort.signal);
    opened.socket.receives(output(0, 'y'));
    abort.abort('cancelled');
    let keys = input(opened);
    for (let sequence = 1; keys.length < 2; sequence++) {
      opened.socket.receives(output(sequence, 'y'));
      await turn();
      keys += input(opened);
    }
    opened.socket.receives(channelClosed(''));
    assert.equal(keys, '\x03\x03');
    assert.equal(await outcome, 'cancelled');
  });

  test('that was done before it was cancelled has its exit code', async () => {
    const abort = new AbortController();
    const { opened, mark, outcome } = await started(abort.signal);
    opened.socket.receives(output(0, `all${mark}`));
    abort.abort('too late');
    opened.socket.receives(channelClosed(''));
    assert.equal(await outcome, 0);
  });
});
