import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite, test } from 'node:test';
import { root } from '../../scripts/command.ts';
import { createRule } from '../../scripts/rules/create.ts';
import { withRule } from '../../scripts/rules/list.ts';
import { temporaryFolder } from '../../scripts/temporary-folder.ts';

const IDS = ['task/made-for-tasks', 'service/made-for-services', 'cluster/made-for-clusters'];
const PARTS = [
  'package.json',
  'tsconfig.json',
  'src',
  'scripts',
  'docs/rules',
  'test/language',
  'test/support',
  'test/fixtures/language',
];

/** Runs this Node in a folder, as if no test were running it. */
function node(
  folder: string,
  ...args: readonly string[]
): { readonly status: number | null; readonly printed: string } {
  const { NODE_TEST_CONTEXT: _, ...env } = process.env;
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: folder, env, encoding: 'utf8' });
  return { status, printed: stdout + stderr };
}

suite('new rules', () => {
  test('work at once, and fail one test each until nothing is left to do', async () => {
    await using folder = await temporaryFolder('new-rule');
    for (const part of PARTS) {
      cpSync(join(root, part), join(folder.path, part), { recursive: true });
    }
    symlinkSync(join(root, 'node_modules'), join(folder.path, 'node_modules'), 'junction');
    const files = IDS.flatMap((id) => createRule(id, folder.path));

    const types = node(folder.path, 'node_modules/typescript/bin/tsc', '-p', 'src/language');
    assert.deepEqual(
      types.printed.split('\n').filter((line) => line.includes('made-for-')),
      [],
    );
    const testIt = () =>
      node(
        folder.path,
        '--test',
        '--test-reporter=tap',
        '--test-name-pattern=made-for-',
        'test/language/rules/rules.test.ts',
        'test/language/fixtures.test.ts',
      );
    const before = testIt();
    const failed = Array.from(before.printed.matchAll(/^ +not ok \d+ - (.*)$/gm), ([, name]) => name);
    assert.deepEqual(failed, Array(IDS.length).fill('has nothing left to do'), before.printed);

    for (const file of files.filter((name) => name.includes('made-for-'))) {
      const path = join(folder.path, file);
      writeFileSync(path, readFileSync(path, 'utf8').replaceAll('TODO', 'Done'));
    }
    const after = testIt();
    assert.equal(after.status, 0, after.printed);
    assert.ok(Number(/^# pass (\d+)$/m.exec(after.printed)?.[1]) >= 7 * IDS.length, after.printed);
  });

  test('never replaces one that is there', () => {
    assert.throws(() => createRule('exec/init-process', root), /init-process\.ts already exists/);
  });

  test('needs an id like those of the others', () => {
    for (const id of ['', 'init-process', 'live/x', 'exec/InitProcess', 'exec/../x', 'exec/']) {
      assert.throws(() => createRule(id, root), /The id of a rule must be/, id);
    }
  });
});

suite('the list of rules', () => {
  const list = readFileSync(join(root, 'src/language/rules/index.ts'), 'utf8');

  test('is in order', () => assert.equal(withRule(list, 'exec/init-process'), list));

  test('takes a new one in its place', () => {
    const added = withRule(list, 'exec/made-up');
    assert.match(added, /from '\.\/exec\/init-process\.ts';\nimport \{ madeUp \} from '\.\/exec\/made-up\.ts';\n/);
    assert.match(added, /\n {2}initProcess,\n {2}madeUp,\n/);
    assert.equal(added.split('\n').length, list.split('\n').length + 2);
  });
});
