import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { suite, test } from 'node:test';
import { root } from '../../scripts/command.ts';

/** Runs the script of the tests as from a shell, not as part of this test. */
function runTests(...args: readonly string[]): { readonly status: number | null; readonly printed: string } {
  const { NODE_TEST_CONTEXT: _, ...env } = process.env;
  const { status, stdout, stderr } = spawnSync(process.execPath, ['scripts/test.ts', ...args], {
    cwd: root,
    env,
    encoding: 'utf8',
  });
  return { status, printed: stdout + stderr };
}

const FILE = 'test/language/fix-all.test.ts';

suite('the script of the tests', () => {
  test('runs the one file that is named', () => {
    const { status, printed } = runTests('unit', FILE);
    assert.equal(status, 0, printed);
    assert.match(printed, /ends even if fixes undo each other/);
    assert.doesNotMatch(printed, /a definition is read as it is meant/);
  });

  test('fails where no test is chosen', () => {
    const { status, printed } = runTests('unit', FILE, '--test-name-pattern=no such test');
    assert.equal(status, 1, printed);
    assert.match(printed, /^No test ran\.$/m);
  });

  test('fails where the file is not one of the step', () => {
    for (const file of ['test/nothing.test.ts', 'test/scripts/run.test.ts']) {
      const { status, printed } = runTests('unit', file);
      assert.equal(status, 1, printed);
      assert.ok(printed.includes(`No test file of this step is ${file}.`), printed);
    }
  });
});
