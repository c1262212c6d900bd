import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { after, beforeEach, suite, test } from 'node:test';
import { Linter, type Outcome, REFUSED, WRONG } from './linter.ts';

const linter = new Linter();
after(() => linter[Symbol.dispose]());
beforeEach(() => linter.clear());

const lint = (...args: readonly string[]): Promise<Outcome> =>
  linter.run([...args, '--baseline', 'known.json', '--fail-on', 'information']);
const update = (...args: readonly string[]): Promise<Outcome> => lint(...args, '--update-baseline');
const written = (): string => readFileSync(join(linter.folder, 'known.json'), 'utf8');
const hash = (...names: readonly string[]): string =>
  createHash('sha256').update(JSON.stringify(names)).digest('hex').slice(0, 16);

suite('a baseline', () => {
  test('is written sorted, and then nothing of it is reported', async () => {
    linter.write('b.json', WRONG);
    linter.write('a/td.json', REFUSED);
    const { code, out, error } = await update('.');
    assert.deepEqual([code, error], [0, 'The baseline known.json now has 3 findings.\n']);
    assert.equal(out, '2 files checked, 0 passed over: no findings.\n');
    const at = hash('containerDefinitions', 'a b', 'readonlyRootFilesystem');
    assert.match(
      written(),
      new RegExp(`^    "a/td\\.json": \\{\n      "exec/readonly-root-filesystem \\w+ ${at}": 1,$`, 'm'),
    );
    assert.deepEqual(Object.keys((JSON.parse(written()) as { findings: object }).findings), ['a/td.json', 'b.json']);
    const again = await lint('.');
    assert.deepEqual([again.code, again.error], [0, '']);
    const before = written();
    await update('.');
    assert.equal(written(), before);
  });

  test('holds wherever a finding moves to in its file, and not for a new one', async () => {
    linter.write('td.json', WRONG);
    await update('td.json');
    const { containerDefinitions, ...rest } = JSON.parse(WRONG) as { containerDefinitions: object[] };
    const other = { ...containerDefinitions[0], name: 'api', essential: false };
    linter.write(
      'td.json',
      JSON.stringify({ ...rest, containerDefinitions: [other, ...containerDefinitions] }, null, 4),
    );
    const { code, out } = await lint('td.json');
    assert.equal(code, 1);
    assert.equal(out.match(/readonly-root-filesystem$/gm)?.length, 1);
    assert.match(out, /"api"/);
  });

  test('counts what is the same in one place', async () => {
    const environment = (count: number): string =>
      WRONG.replace('"memory"', `"environment": [${Array(count).fill('{ "value": "x" }').join(', ')}], "memory"`);
    linter.write('td.json', environment(2));
    await update('td.json');
    assert.equal((await lint('td.json')).code, 0);
    linter.write('td.json', environment(3));
    const { code, out } = await lint('td.json');
    assert.equal(code, 1);
    assert.match(out, /: 1 × /);
  });

  test('says nothing of what the files say', async () => {
    const secret = 'hunter2';
    linter.write(
      'td.json',
      WRONG.replace('"memory"', `"environment": [{ "name": "KEY", "value": "${secret}", "${secret}": 1 }], "memory"`),
    );
    await update('td.json');
    assert.doesNotMatch(written(), new RegExp(`${secret}|KEY|web|nginx`));
    assert.match(written(), /unknown-property/);
  });

  test('with findings that are gone says so in one line, and does not fail', async () => {
    linter.write('td.json', REFUSED);
    linter.write('gone.json', WRONG);
    linter.write('other.json', WRONG);
    await update('.');
    linter.write('td.json', WRONG.replace('"readonlyRootFilesystem": true', '"readonlyRootFilesystem": false'));
    rmSync(join(linter.folder, 'gone.json'));
    const { code, error } = await lint('td.json');
    assert.deepEqual(
      [code, error],
      [0, '3 findings are in the baseline known.json, and no longer in the files: update it with --update-baseline.\n'],
    );
    // Nothing is known of a file that is there and was not looked at.
    await update('td.json');
    assert.deepEqual(Object.keys((JSON.parse(written()) as { findings: object }).findings), ['other.json']);
    assert.equal((await lint('.')).error, '');
  });

  test('is of files from its own folder', async () => {
    linter.write('services/td.json', WRONG);
    linter.write('ci/x.json', '{}');
    await linter.run(['services', '--baseline', 'ci/known.json', '--update-baseline']);
    assert.match(readFileSync(join(linter.folder, 'ci/known.json'), 'utf8'), /"\.\.\/services\/td\.json"/);
    const args = ['td.json', '--baseline', '../ci/known.json', '--fail-on', 'warning'];
    assert.equal((await linter.in('services').run(args)).code, 0);
  });

  test('takes in neither mistakes of a configuration nor a file that is not JSON', async () => {
    linter.write('ecs-exec.config.json', '{ "rules": { "exec/none": "off" } }');
    linter.write('td.json', WRONG.replace('"shop",', '"shop"'));
    const { code, out } = await update('.');
    assert.equal(code, 1);
    assert.match(out, /config\/invalid$/m);
    assert.match(out, /task\/not-json$/m);
  });

  test('holds what --fix leaves, and standard input', async () => {
    linter.write('td.json', WRONG.replace('"nginx"', '"nginx", "cpu": "256"'));
    await update('td.json', '--fix');
    assert.match(readFileSync(join(linter.folder, 'td.json'), 'utf8'), /"cpu": 256/);
    assert.match(written(), /": 1\n/);
    assert.doesNotMatch(written(), /wrong-type/);
    await linter.run(['-', '--baseline', 'known.json', '--update-baseline'], WRONG);
    assert.equal((await linter.run(['-', '--baseline', 'known.json', '--fail-on', 'warning'], WRONG)).code, 0);
    assert.match(written(), /"td\.json"/);
  });

  test('of a file that is now ignored is gone', async () => {
    linter.write('td.json', WRONG);
    await update('.');
    linter.write('ecs-exec.config.json', '{ "ignore": ["td.json"] }');
    assert.match((await lint('.')).error, /^1 finding is in the baseline known\.json, and no longer/);
  });
});

suite('a baseline that is none', () => {
  test('is not there', async () => {
    linter.write('td.json', WRONG);
    const { code, out, error } = await lint('.');
    assert.deepEqual([code, out], [2, '']);
    assert.equal(error, 'There is no baseline known.json. To write it, add --update-baseline.\n');
  });

  test('is not named', async () => {
    const { code, error } = await linter.run(['.', '--update-baseline']);
    assert.deepEqual([code, error], [2, '--update-baseline needs the file to write. Add --baseline <file>.\n']);
  });

  for (const text of [
    '',
    '{',
    '[]',
    'null',
    '{ "name": "package" }',
    '{ "version": 2, "findings": {} }',
    '{ "version": 1, "findings": [] }',
    '{ "version": 1, "findings": { "td.json": 1 } }',
    '{ "version": 1, "findings": { "td.json": { "x": 0 } } }',
    '{ "version": 1, "findings": { "td.json": { "x": "1" } } }',
  ]) {
    test(`is refused, and not overwritten: ${text}`, async () => {
      linter.write('known.json', text);
      for (const run of [lint, update]) {
        const { code, out, error } = await run('.');
        assert.deepEqual([code, out], [2, '']);
        assert.match(error, /^known\.json is not a baseline\. Name another file/);
      }
      assert.equal(written(), text);
    });
  }

  test('knows paths and rules of any name', async () => {
    linter.write('known.json', '{ "version": 1, "findings": { "__proto__": { "__proto__": 1 }, "constructor": {} } }');
    linter.write('td.json', WRONG);
    assert.equal((await lint('td.json')).code, 1);
    assert.match((await lint('td.json')).error, /^1 finding is in/m);
    await update('td.json');
    assert.doesNotMatch(written(), /__proto__/);
  });
});
