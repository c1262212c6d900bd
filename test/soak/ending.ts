import assert from 'node:assert/strict';
import { test } from 'node:test';
import { runCommand } from '../../src/session/index.ts';
import { shellImages, startContainer } from '../session/support/commands.ts';
import { Terminal } from '../session/support/terminal.ts';
import type { AgentOptions, Faults } from '../simulator/gateway/api.ts';
import { startGateway } from '../simulator/tests/bare-client.ts';

const HOUR = 3_600_000;
const LAST = 60_000;
const SEEDS = Array.from({ length: 10 }, (_, index) => index + 1);
/** In all that counts here as the real agent is. */
const REAL: Partial<AgentOptions> = { pace: 'real', outputDelay: 1000 };
/**
 * Of the 340 frames and more that carry the numbers: everything for a while near their end, and then the connection.
 */
const LOST_NEAR_THE_END: Faults = {
  toClient: { drop: Array.from({ length: 60 }, (_, index) => 270 + index), cut: [330] },
};

function lossy(seed: number): Faults {
  return { seed, toClient: { drop: 0.1 }, toAgent: { drop: 0.1 } };
}

function numbers(lineEnding: string): string {
  return Array.from({ length: LAST }, (_, index) => `${index + 1}${lineEnding}`).join('');
}

for (const { shell, image, skip } of shellImages()) {
  test(`a command in ${shell} has all its output, whatever is lost near its end`, { skip, timeout: HOUR }, async () => {
    for (const faults of [LOST_NEAR_THE_END, ...SEEDS.map(lossy)]) {
      await using container = await startContainer(image, {}, REAL);
      container.gateway.faults = faults;
      const chunks: Uint8Array[] = [];
      const { signal } = new AbortController();
      assert.equal(
        await runCommand({
          command: `seq 1 ${LAST}; exit 7`,
          start: container.start,
          onOutput: (bytes) => chunks.push(bytes),
          signal,
        }),
        7,
      );
      assert.ok(Buffer.concat(chunks).toString() === numbers('\n'));
      assert.deepEqual(container.gateway.violations, []);
    }
  });
}

test('a shell has all its output, or says that some is missing', { timeout: HOUR }, async () => {
  let missing = 0;
  for (const faults of [{ toClient: { drop: LOST_NEAR_THE_END.toClient?.drop ?? 0 } }, ...SEEDS.map(lossy)]) {
    await using simulator = await startGateway({ agent: REAL });
    simulator.gateway.faults = faults;
    const terminal = new Terminal(simulator.open(`seq 1 ${LAST}`));
    const end = await terminal.end();
    assert.ok(end.reason === 'closed');
    missing += end.missing === true ? 1 : 0;
    // Of a tail that is lost altogether nobody can know.
    assert.ok(end.missing === true || numbers('\r\n').startsWith(terminal.text));
  }
  assert.ok(missing > 0, 'the agent does leave');
});
