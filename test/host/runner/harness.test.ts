import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { LINE_MARK, runSuites, suite } from './harness.ts';

/** Collects what the harness reports, without its mark and without times. */
function report(context: TestContext): string[] {
  const lines: string[] = [];
  context.mock.method(console, 'log', (line: string) => {
    assert.ok(line.startsWith(LINE_MARK));
    if (/^[✔✖\d]/.test(line.slice(LINE_MARK.length))) {
      lines.push(line.slice(LINE_MARK.length).replace(/ \(\d+ ms\)/, ''));
    }
  });
  return lines;
}

test('runs hooks and tests in order and reports the tests', async (context) => {
  const lines = report(context);
  const order: string[] = [];
  const trees = suite('trees', ({ test: define, before, after, beforeEach, afterEach }) => {
    before(() => order.push('before'));
    beforeEach(() => order.push('beforeEach'));
    define('grow', () => order.push('grow'));
    define('fall', async () => void order.push(await Promise.resolve('fall')));
    afterEach(() => order.push('afterEach'));
    after(() => order.push('after'));
  });
  await runSuites([trees]);
  assert.deepEqual(order, ['before', 'beforeEach', 'grow', 'afterEach', 'beforeEach', 'fall', 'afterEach', 'after']);
  assert.deepEqual(lines, ['✔ trees: grow', '✔ trees: fall', '2 tests, 0 failures']);
});

test('a failure is reported, the rest runs, and the whole fails', async (context) => {
  const lines = report(context);
  const trees = suite('trees', ({ test: define, afterEach }) => {
    define('fall', () => assert.fail('timber'));
    define('hang', () => new Promise(() => undefined), { limit: 5 });
    define('grow', () => undefined);
    afterEach(() => Promise.reject(new Error('hook')));
  });
  await assert.rejects(runSuites([trees]), /trees: fall.*trees: after fall.*trees: hang/);
  assert.deepEqual(lines, [
    '✖ trees: fall',
    '✖ trees: after fall',
    '✖ trees: hang',
    '✖ trees: after hang',
    '✔ trees: grow',
    '✖ trees: after grow',
    '3 tests, 5 failures',
    '✖ failing tests:',
    '✖ trees: fall',
    '✖ trees: after fall',
    '✖ trees: hang',
    '✖ trees: after hang',
    '✖ trees: after grow',
  ]);
});

test('a suite whose before fails is not run, and cleans up', async (context) => {
  const lines = report(context);
  const trees = suite('trees', ({ test: define, before, after }) => {
    before(() => assert.fail('no ground'));
    define('grow', () => undefined);
    after(() => void lines.push('after'));
  });
  await assert.rejects(runSuites([trees]), /trees: before/);
  assert.deepEqual(lines, ['✖ trees: before', 'after', '0 tests, 1 failures', '✖ failing tests:', '✖ trees: before']);
});

test('only the chosen tests run, and none at all is a failure', async (context) => {
  const lines = report(context);
  const trees = suite('trees', ({ test: define }) => {
    define('grow', () => undefined);
    define('fall', () => undefined);
  });
  await runSuites([trees], 'trees: gr');
  assert.deepEqual(lines, ['✔ trees: grow', '1 tests, 0 failures']);
  await assert.rejects(runSuites([trees], 'burn'), /No test has run/);
  await assert.rejects(runSuites([]), /No test has run/);
});
