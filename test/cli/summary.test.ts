import assert from 'node:assert/strict';
import { after, beforeEach, suite, test } from 'node:test';
import { LARGEST_FILE } from '../../src/cli/read-file.ts';
import { ADVISED, Linter, REFUSED, WRONG } from './linter.ts';

const linter = new Linter();
after(() => linter[Symbol.dispose]());
beforeEach(() => linter.clear());

async function lastLine(...args: readonly string[]): Promise<string | undefined> {
  return (await linter.run(args)).out.trimEnd().split('\n').at(-1);
}

suite('the last line', () => {
  test('says how many files were checked and passed over, and what was found', async () => {
    linter.write('a.json', REFUSED);
    linter.write('b.json', WRONG);
    linter.write('c.json', ADVISED);
    linter.write('package.json', '{"name": "x"}');
    linter.write('empty.json', '');
    for (const format of ['text', 'github']) {
      assert.equal(
        await lastLine('.', '--format', format),
        '3 files checked, 2 passed over: 1 × error, 2 × warning, 1 × information. 1 can be fixed with --fix.',
      );
    }
  });

  test('says how many files --fix has changed', async () => {
    linter.write('a.json', ADVISED);
    linter.write('b.json', ADVISED);
    linter.write('c.json', WRONG);
    assert.equal(
      await lastLine('a.json', 'c.json', '--fix'),
      '2 files checked, 0 passed over: 1 × warning. --fix changed 1 file.',
    );
    linter.write('a.json', ADVISED);
    assert.equal(await lastLine('.', '--fix'), '3 files checked, 0 passed over: 1 × warning. --fix changed 2 files.');
    assert.equal(await lastLine('.', '--fix'), '3 files checked, 0 passed over: 1 × warning.');
    assert.match((await linter.run(['-', '--fix'], ADVISED)).error, /no findings\. --fix changed 1 file\.\n$/);
  });

  test('is there when nothing was found, or checked', async () => {
    linter.write('a.json', WRONG.replace('"readonlyRootFilesystem": true', '"cpu": 128'));
    assert.equal(await lastLine('.'), '1 file checked, 0 passed over: no findings.');
    linter.write('a.json', '{}');
    linter.write('b.json', new Uint8Array(LARGEST_FILE + 1).fill(0x20));
    assert.equal(await lastLine('.'), '0 files checked, 2 passed over: no findings.');
  });

  test('counts no configuration, and its findings', async () => {
    linter.write('ecs-exec.config.json', '{ "rules": { "exec/none": "off" } }');
    linter.write('a.json', '{}');
    assert.equal(await lastLine('a.json'), '0 files checked, 1 passed over: 1 × warning.');
  });

  test('is none in what programs read', async () => {
    linter.write('a.json', '{}');
    assert.equal((await linter.run(['.', '--format', 'json'])).out, '[]\n');
    assert.doesNotMatch((await linter.run(['.', '--format', 'sarif'])).out, /passed over/);
  });
});

suite('a file that is no task definition', () => {
  test('is told of if it is named, and does not fail', async () => {
    linter.write('package.json', '{"name": "x"}');
    for (const format of ['text', 'json', 'sarif', 'github']) {
      const { code, error } = await linter.run(['package.json', '--format', format]);
      assert.equal(code, 0);
      assert.equal(error, 'package.json is not something to check, and was passed over.\n');
    }
    assert.equal((await linter.run(['-'], '[]')).error, '<stdin> is not something to check, and was passed over.\n');
    assert.equal((await linter.run(['.'])).error, '');
    assert.equal((await linter.run(['*.json'])).error, '');
  });

  test('is told of in one line with the others', async () => {
    const names = Array.from({ length: 13 }, (_, index) => `${index}.json`);
    names.forEach((name) => linter.write(name, '{}'));
    linter.write('td.json', WRONG);
    const { error } = await linter.run([...names, 'td.json']);
    assert.equal(
      error,
      `${names.slice(0, 10).join(', ')} and 3 more are not something to check, and were passed over.\n`,
    );
  });
});
