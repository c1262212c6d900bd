import { test } from 'node:test';
import { transfer } from '../session/support/transfer.ts';

const BAD = { drop: 0.1, double: 0.05, reorder: 0.05, corrupt: 0.001 };
const HOUR = 3_600_000;

for (const encrypted of [false, true]) {
  const how = encrypted ? 'encrypted' : 'in clear';
  // The agent sends its oldest frame again at most ten times a second, so this takes nine minutes.
  test(`20 MB out and 5 MB in arrive through 10 % loss and ten cuts, ${how}`, { timeout: HOUR }, async () => {
    const faults = { seed: 10, toClient: BAD, toAgent: BAD };
    const agent = { pace: 'real' } as const;
    await transfer({
      outputBytes: 20_000_000,
      inputBytes: 5_000_000,
      faults,
      cuts: 10,
      encrypted,
      agent,
      onProgress: tellTenths(how),
    });
  });
}

/** A line for every tenth, so that who waits knows how long. */
function tellTenths(what: string): (done: number, all: number) => void {
  let told = 0;
  return (done, all) => {
    const tenths = Math.floor((done / all) * 10);
    if (tenths > told) {
      told = tenths;
      console.log(`${what}: ${tenths * 10} % after ${Math.round(performance.now() / 1000)} s`);
    }
  };
}
