import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import type { Problem } from '../../../src/problem.ts';
import { runCommand } from '../../../src/session/index.ts';
import type { AgentOptions, Faults } from '../../simulator/gateway/api.ts';
import { shellImages, startContainer } from '../support/commands.ts';

/**
 * An agent at the real one's pace that sends lost frames again sooner, so that tests take less time, and leaves sooner
 * too.
 */
const HASTY: Partial<AgentOptions> = { pace: 'real', resendInterval: 20, linger: 200 };

function numbersTo(last: number): string {
  return Array.from({ length: last }, (_, index) => `${index + 1}\n`).join('');
}

type Container = Awaited<ReturnType<typeof startContainer>>;

async function run(
  { start }: Container,
  command: string,
): Promise<{ readonly exitCode: number; readonly output: string }> {
  const chunks: Uint8Array[] = [];
  const exitCode = await runCommand({
    command,
    start,
    onOutput: (bytes) => chunks.push(bytes),
    signal: new AbortController().signal,
  });
  return { exitCode, output: Buffer.concat(chunks).toString() };
}

/** Runs a command and aborts as soon as its output contains a word. */
async function abortAt(
  word: string,
  { start }: Container,
  command: string,
  onText: (text: string) => void = () => undefined,
): Promise<unknown> {
  const abort = new AbortController();
  let output = '';
  const onOutput = (bytes: Uint8Array): void => {
    output += Buffer.from(bytes).toString();
    onText(Buffer.from(bytes).toString());
    if (output.includes(word)) {
      abort.abort('cancelled');
    }
  };
  return runCommand({ command, start, onOutput, signal: abort.signal }).catch((error: unknown) => error);
}

for (const { shell, image, skip } of shellImages()) {
  suite(`a command in ${shell}`, { skip, timeout: 60_000 }, () => {
    test('gives its output and its exit code', async () => {
      await using container = await startContainer(image);
      assert.deepEqual(await run(container, 'echo one; echo two >&2; exit 7'), { exitCode: 7, output: 'one\ntwo\n' });
      assert.deepEqual(await run(container, ''), { exitCode: 0, output: '' });
      assert.deepEqual(container.gateway.violations, []);
    });

    test('may print anything', async () => {
      await using container = await startContainer(image);
      const { exitCode, output } = await run(
        container,
        `printf '\\036x:0\\036\\033[31m\\t%s\\r\\n' "it's" '"' "\\$HOME" 😀; cat /proc/$$/cmdline | tr '\\0' ' '; (exit 3)`,
      );
      assert.equal(exitCode, 3);
      assert.ok(output.startsWith('\x1ex:0\x1e\x1b[31m\tit\'s\r\n\x1ex:0\x1e\x1b[31m\t"\r\n'), JSON.stringify(output));
      assert.ok(output.includes('😀'));
    });

    test('may print much', async () => {
      await using container = await startContainer(image);
      const { exitCode, output } = await run(
        container,
        'i=0; while [ $i -lt 3000 ]; do echo "line $i 0123456789012345678901234567890123456789"; ' +
          'i=$((i+1)); done; exit 200',
      );
      assert.equal(exitCode, 200);
      assert.equal(
        output,
        Array.from({ length: 3000 }, (_, line) => `line ${line} 0123456789012345678901234567890123456789\n`).join(''),
      );
    });

    test('loses nothing where a tenth of all frames is lost and the agent does not wait for long', async () => {
      await using container = await startContainer(image, {}, HASTY);
      container.gateway.faults = { seed: 3, toClient: { drop: 0.1 }, toAgent: { drop: 0.1 } };
      const { exitCode, output } = await run(
        container,
        'i=0; while [ $i -lt 3000 ]; do echo "line $i 0123456789012345678901234567890123456789"; ' +
          'i=$((i+1)); done; kill -TERM $(sh -c "echo \\$PPID")',
      );
      assert.equal(exitCode, 143);
      // After it some shells say what ended the command.
      assert.ok(
        output.startsWith(
          Array.from({ length: 3000 }, (_, line) => `line ${line} 0123456789012345678901234567890123456789\n`).join(''),
        ),
        `${output.length} bytes`,
      );
      assert.deepEqual(container.gateway.violations, []);
    });

    test('loses nothing of what it says after Ctrl-C either', async () => {
      await using container = await startContainer(image, {}, HASTY);
      const waits = 'while :; do sleep 1; done';
      // Written at once: some programs write line by line, and so many frames would take longer than Ctrl-C waits.
      const last = 'echo "$numbers"; exit 3';
      let output = '';
      const faults: Faults = { seed: 3, toClient: { drop: 0.3 } };
      assert.equal(
        await abortAt(
          'ready',
          container,
          `numbers=$(seq 1 20000); trap '${last}' INT; echo ready; ${waits}`,
          (text) => {
            container.gateway.faults = faults;
            output += text;
          },
        ),
        'cancelled',
      );
      assert.ok(output.endsWith(numbersTo(20_000)), JSON.stringify(output.slice(-300)));
    });

    test('has a terminal of its size from the start', async () => {
      await using container = await startContainer(image);
      const { output } = await run(container, 'stty size </dev/tty');
      assert.equal(output, '24 80\n');
    });

    test('is ended by Ctrl-C', async () => {
      await using container = await startContainer(image);
      const waits = 'while :; do sleep 1; done';
      assert.equal(await abortAt('ready', container, `echo ready; ${waits}`), 'cancelled');
      assert.deepEqual(
        [...container.gateway.sessions.values()].map(({ state }) => state).filter((state) => state === 'connected'),
        [],
      );
    });
  });
}

suite('a command', { timeout: 60_000 }, () => {
  test('loses nothing where everything is lost for a while near its end, and then the connection', async () => {
    await using container = await startContainer({}, {}, HASTY);
    // Of 340 frames and some acknowledgements. Lost are more than the agent would send again before it leaves.
    container.gateway.faults = {
      toClient: { drop: Array.from({ length: 60 }, (_, index) => 270 + index), cut: [330] },
    };
    const { exitCode, output } = await run(container, 'seq 1 60000; exit 7');
    assert.equal(exitCode, 7);
    assert.ok(output === numbersTo(60_000), `${output.length} bytes`);
    assert.deepEqual(container.gateway.violations, []);
  });

  test('loses nothing where it leaves its terminal so that nobody waits for input there', async () => {
    for (const settings of ['-icanon min 0 time 0', 'igncr inlcr']) {
      await using container = await startContainer({}, {}, HASTY);
      container.gateway.faults = { toClient: { drop: Array.from({ length: 60 }, (_, index) => 30 + index) } };
      const { exitCode, output } = await run(container, `stty ${settings} </dev/tty; seq 1 20000; exit 7`);
      assert.equal(exitCode, 7);
      assert.ok(output === numbersTo(20_000), `${output.length} bytes`);
    }
  });

  test('that does not listen to Ctrl-C ends with its session', async () => {
    await using container = await startContainer({});
    assert.equal(await abortAt('ready', container, `trap '' INT; echo ready; while :; do sleep 1; done`), 'cancelled');
  });

  test('that leaves something behind in the background is done all the same', async () => {
    await using container = await startContainer({});
    assert.deepEqual(await run(container, `(trap '' HUP; exec sleep 1000) & echo started`), {
      exitCode: 0,
      output: 'started\n',
    });
  });

  test('in a container without a shell says so', async () => {
    await using container = await startContainer({ shell: false });
    await assert.rejects(run(container, 'true'), (problem: Problem) => {
      assert.equal(problem.code, 'command/no-shell');
      assert.equal(problem.message, 'The container has no shell: its image does not have /bin/sh.');
      return true;
    });
  });

  test('whose shell is killed says so', async () => {
    await using container = await startContainer({});
    await assert.rejects(run(container, 'kill -9 $$'), { code: 'command/stopped' });
  });

  test('is told of the limit where two sessions are open', async () => {
    await using container = await startContainer({});
    const abort = new AbortController();
    const started = (): Promise<void> =>
      new Promise((onOutput) => {
        const running = runCommand({
          command: 'echo; sleep 1000',
          start: container.start,
          onOutput: () => onOutput(),
          signal: abort.signal,
        });
        running.catch(() => undefined);
      });
    await Promise.all([started(), started()]);
    await assert.rejects(run(container, 'true'), { code: 'session-limit' });
    abort.abort();
  });

  test('that cannot be started tells why', async () => {
    const refused = new Error('refused');
    const start = () => Promise.reject(refused);
    await assert.rejects(
      runCommand({ command: 'true', start, onOutput: () => undefined, signal: new AbortController().signal }),
      refused,
    );
  });
});
