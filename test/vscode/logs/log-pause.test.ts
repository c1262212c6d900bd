import assert from 'node:assert/strict';
import { getEventListeners } from 'node:events';
import { suite, test } from 'node:test';
import { LogPause } from '../../../src/vscode/logs/log-pause.ts';

suite('the pause between two looks at logs', () => {
  test('ends by itself, or early, and leaves nothing behind', async () => {
    const { signal } = new AbortController();
    const pause = new LogPause();
    await pause.begin(0, signal);
    const long = pause.begin(3_600_000, signal);
    pause.end();
    await long;
    assert.equal(getEventListeners(signal, 'abort').length, 0);
  });

  test('ends with the run that it is part of', async () => {
    const run = new AbortController();
    const pausing = new LogPause().begin(3_600_000, run.signal);
    run.abort(new Error('closed'));
    await assert.rejects(pausing, /closed/);
    assert.equal(getEventListeners(run.signal, 'abort').length, 0);
  });
});
