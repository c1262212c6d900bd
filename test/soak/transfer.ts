import { test } from 'node:test';
import { transfer } from '../session/support/transfer.ts';

const BAD = { drop: 0.1, double: 0.05, reorder: 0.05, corrupt: 0.001 };

for (const encrypted of [false, true]) {
  // The agent sends its oldest frame again at most ten times a second, so this takes a quarter of an hour.
  test(`20 MB out and 5 MB in arrive through 10 % loss and ten cuts, ${encrypted ? 'encrypted' : 'in clear'}`, { timeout: 3_600_000 }, async () => {
    const faults = { seed: 10, toClient: BAD, toAgent: BAD };
    await transfer({ outputBytes: 20_000_000, inputBytes: 5_000_000, faults, cuts: 10, encrypted, agent: { pace: 'real' } });
  });
}
