import assert from 'node:assert/strict';
import { test } from 'node:test';
import { frameStorm } from '../session/support/frame-storm.ts';
import { memoryInUse } from './memory-in-use.ts';

const FRAMES = 10_000_000;
const ROUNDS = 20;
const MOST_GROWTH = 32 * 1024 * 1024;

test('ten million frames at random do no harm, and leave no memory behind', async () => {
  // The first round loads and compiles what all of them use.
  await frameStorm(FRAMES / ROUNDS, 1);
  const before = memoryInUse();
  for (let round = 2; round <= ROUNDS; round++) {
    await frameStorm(FRAMES / ROUNDS, round);
    assert.ok(memoryInUse() - before < MOST_GROWTH, `after ${(round * FRAMES) / ROUNDS} frames`);
  }
});
