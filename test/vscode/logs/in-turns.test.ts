import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { inTurns } from '../../../src/vscode/logs/in-turns.ts';

const LINES = Array.from({ length: 1_200 }, (_, number) => number);

suite('a flood of lines', () => {
  test('is written as far as it is wanted', async () => {
    const view = {};
    const even = (line: number) => (line % 2 === 0 ? line : undefined);
    const written = await inTurns(LINES, even, { isCurrent: () => true, view: () => view });
    assert.equal(written.length, 600);
  });

  test('is not written into a view of other lines, and no more of it is taken in', async () => {
    let isCurrent = true;
    let taken = 0;
    const view = {};
    const writing = inTurns(LINES, (line) => ((taken += 1), line), { isCurrent: () => isCurrent, view: () => view });
    isCurrent = false;
    assert.deepEqual(await writing, []);
    assert.equal(taken, 500);
  });

  test('is not written again as far as a new view has it already', async () => {
    let view = {};
    const writing = inTurns(LINES, (line) => line, { isCurrent: () => true, view: () => view });
    view = {};
    assert.deepEqual(await writing, LINES.slice(500));
  });
});
