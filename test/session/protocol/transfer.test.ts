import { suite, test } from 'node:test';
import { transfer } from '../support/transfer.ts';

// An agent resends one frame per 100 ms at most, so a longer or a worse way takes minutes: see test/soak.
const BAD = { drop: 0.001, double: 0.05, reorder: 0.05, corrupt: 0.0005 };

suite('five megabytes out and one in, over a bad network that is cut', { timeout: 60_000 }, () => {
  for (const encrypted of [false, true]) {
    test(encrypted ? 'encrypted' : 'in clear', async () => {
      const faults = { seed: 5, toClient: BAD, toAgent: BAD };
      await transfer({ outputBytes: 5_000_000, inputBytes: 1_000_000, faults, cuts: 2, encrypted });
    });
  }
});
