import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSession } from '../../../src/session/index.ts';
import type { AgentOptions, Faults } from '../../simulator/gateway/api.ts';
import { startGateway } from '../../simulator/tests/bare-client.ts';
import { encryptionOf, resumeAt } from './simulated.ts';
import { signWith } from './terminal.ts';

export interface Transfer {
  readonly outputBytes: number;
  readonly inputBytes: number;
  readonly faults: Faults;
  /** How often the connection is cut, spread over the output. */
  readonly cuts: number;
  readonly encrypted: boolean;
  readonly agent?: Partial<AgentOptions>;
  /** Called as output comes. */
  readonly onProgress?: (received: number, expected: number) => void;
}

const READY = 'ready';
const DONE = 'done';

/**
 * Moves bytes both ways at the same time through a session in the simulator, and asserts that they arrive as they were.
 */
export async function transfer({
  outputBytes,
  inputBytes,
  faults,
  cuts,
  encrypted,
  agent,
  onProgress,
}: Transfer): Promise<void> {
  await using simulator = await startGateway(agent && { agent });
  await using folder = await temporaryFolder();
  // Text, for the agent does not carry output that is no UTF-8.
  const output = randomBytes((outputBytes * 3) / 4).toString('base64');
  const input = randomBytes(inputBytes);
  await writeFile(join(folder.path, 'output'), output);
  const command = `stty raw -echo; printf ${READY}; cat output & head -c ${inputBytes} | sha256sum > input-hash; wait; printf ${DONE}; read line`;
  const opened = simulator.open(`sh -c "cd ${folder.path}; ${command}"`, { encrypted });
  const remote = simulator.gateway.sessions.get(opened.sessionId);
  assert.ok(remote);

  const expected = READY.length + output.length + DONE.length;
  const hash = createHash('sha256');
  let received = 0;
  let cutsMade = 0;
  const states: string[] = [];
  await new Promise<void>((resolve, reject) => {
    const onOutput = (bytes: Uint8Array): void => {
      hash.update(bytes);
      received += bytes.length;
      onProgress?.(received, expected);
      if (received >= READY.length && received - bytes.length < READY.length) {
        session.write(input);
        simulator.gateway.faults = faults;
      }
      if (cutsMade < cuts && received > (expected * (cutsMade + 1)) / (cuts + 1)) {
        cutsMade++;
        remote.cut();
      }
      if (received >= expected) {
        resolve();
      }
    };
    const session = openSession({
      ...opened,
      sign: signWith(),
      size: { columns: 80, rows: 24 },
      encryption: encryptionOf(simulator),
      resume: resumeAt(simulator, opened.sessionId),
      onOutput,
      onState: ({ name }) => states.push(name),
    });
    void session.ended.then((end) =>
      reject(new Error(`The session ended after ${received} of ${expected} bytes: ${JSON.stringify(end)}`)),
    );
  });
  assert.equal(hash.digest('hex'), createHash('sha256').update(READY).update(output).update(DONE).digest('hex'));
  const inputHash = (await readFile(join(folder.path, 'input-hash'), 'utf8')).slice(0, 64);
  assert.equal(inputHash, createHash('sha256').update(input).digest('hex'));
  assert.equal(states.filter((name) => name === 'reconnecting').length >= cuts, true, states.join());
  assert.deepEqual(simulator.gateway.violations, []);
}

async function temporaryFolder(): Promise<AsyncDisposable & { readonly path: string }> {
  const path = await mkdtemp(join(tmpdir(), 'ecs-exec-transfer-'));
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true }) };
}
