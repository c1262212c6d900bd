import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, beforeEach, suite, test } from 'node:test';
import { Linter, WRONG } from './linter.ts';

const linter = new Linter();
const outside = mkdtempSync(join(tmpdir(), 'ecs-exec-outside-'));
after(() => {
  linter[Symbol.dispose]();
  rmSync(outside, { recursive: true });
});
beforeEach(() => linter.clear());

function link(target: string, path: string): void {
  symlinkSync(target, join(linter.folder, path));
}

async function said(...args: readonly string[]): Promise<string> {
  const { code, error } = await linter.run(args);
  assert.equal(code, 0);
  return error;
}

suite('links in a folder', { skip: process.platform === 'win32' }, () => {
  test('that lead out of it are told of, and not followed', async () => {
    writeFileSync(join(outside, 'td.json'), WRONG);
    mkdirSync(join(linter.folder, 'services'));
    link(join(outside, 'td.json'), 'services/td.json');
    assert.equal(await said('.'), 'services/td.json is a link, and was passed over. Name it to check it.\n');
    assert.deepEqual(await linter.findings('.'), []);
    assert.equal((await linter.findings('services/td.json')).length, 1);
    link(outside, 'services/shared');
    assert.equal(
      await said('services'),
      'services/shared, services/td.json are links, and were passed over. Name them to check them.\n',
    );
    assert.equal(await said('services/**/*.tpl').catch(() => ''), '');
    assert.equal((await linter.findings('services/shared')).length, 1);
  });

  test('that are of no matter are not told of', async () => {
    linter.write('services/td.json', WRONG);
    linter.write('.gitignore', 'ignored\n');
    writeFileSync(join(outside, 'page.html'), '');
    link(join(linter.folder, 'services/td.json'), 'td.json');
    link(linter.folder, 'services/loop');
    link(join(outside, 'page.html'), 'page.html');
    link(join(outside, 'nothing.json'), 'broken.json');
    link(outside, 'ignored');
    link(outside, 'node_modules');
    assert.equal(await said('.'), '');
    assert.equal((await linter.findings('.')).length, 1);
    assert.equal(await said('services/*.json'), '');
  });

  test('in a loop end', async () => {
    linter.write('a/td.json', WRONG);
    link('a', 'b');
    link('.', 'a/again');
    assert.equal((await linter.findings('b')).length, 1);
    assert.equal((await linter.findings('**/*.json')).length, 1);
  });
});
