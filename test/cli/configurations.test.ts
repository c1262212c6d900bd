import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, beforeEach, suite, test } from 'node:test';
import { Linter, WRONG } from './linter.ts';

const READONLY = 'exec/readonly-root-filesystem';
const OFF = `{ "rules": { "${READONLY}": "off" } }`;
const ERROR = `{ "rules": { "${READONLY}": "error" } }`;

const linter = new Linter();
after(() => linter[Symbol.dispose]());
beforeEach(() => linter.clear());

/** The severity of the finding in each file that has one. */
async function found(...args: readonly string[]): Promise<Readonly<Record<string, string>>> {
  return Object.fromEntries((await linter.findings(...args)).map(({ path, severity }) => [path, severity]));
}

suite('the configuration of a file', () => {
  test('is the nearest one above it, alone', async () => {
    linter.write('ecs-exec.config.json', '{ "rules": { "exec/init-process": "off" }, "ignore": ["b"] }');
    linter.write('services/ecs-exec.config.json', ERROR);
    linter.write('services/old/ecs-exec.config.json', OFF);
    for (const path of ['td.json', 'b/td.json', 'services/b/td.json', 'services/old/td.json']) {
      linter.write(path, WRONG);
    }
    assert.deepEqual(await found('.'), { 'services/b/td.json': 'error', 'td.json': 'warning' });
    assert.deepEqual(await found('services/old/td.json', 'services/b/td.json'), { 'services/b/td.json': 'error' });
  });

  test('may be above the current folder, up to the root of the repository', async () => {
    mkdirSync(join(linter.folder, 'repository/.git'), { recursive: true });
    linter.write('ecs-exec.config.json', OFF);
    linter.write('repository/services/td.json', WRONG);
    const services = linter.in('repository/services');
    assert.match((await services.run(['td.json'])).out, /^td\.json:7:81 warning/m);
    linter.write('repository/ecs-exec.config.json', ERROR);
    assert.match((await services.run(['td.json'])).out, /^td\.json:7:81 error/m);
    assert.match((await services.run(['-'], WRONG)).out, /^<stdin>:7:81 error/m);
  });

  test('is not above the current folder where there is no repository', async () => {
    linter.write('ecs-exec.config.json', OFF);
    linter.write('services/td.json', WRONG);
    assert.match((await linter.in('services').run(['td.json'])).out, /^td\.json:7:81 warning/m);
  });

  test('is that of the current folder for a file that is elsewhere, and no glob names that', async () => {
    const elsewhere = mkdtempSync(join(tmpdir(), 'ecs-exec-elsewhere-'));
    writeFileSync(join(elsewhere, 'td.json'), WRONG);
    writeFileSync(join(elsewhere, 'ecs-exec.config.json'), OFF);
    linter.write('ecs-exec.config.json', ERROR.replace('{', '{ "ignore": ["**"], '));
    const { out } = await linter.run([join(elsewhere, 'td.json')]);
    rmSync(elsewhere, { recursive: true });
    assert.match(out, /td\.json:7:81 error/);
  });

  test('is the one that is named, for all files, and its globs start where it is', async () => {
    linter.write('td.json', WRONG);
    linter.write('services/td.json', WRONG);
    linter.write('services/ecs-exec.config.json', OFF);
    linter.write('services/strict.json', ERROR.replace('{', '{ "overrides": [{ "files": ["td.json"] }], '));
    linter.write(
      'services/mild.json',
      `{ "overrides": [{ "files": ["td.json"], "rules": { "${READONLY}": "information" } }] }`,
    );
    assert.deepEqual(await found('.', '--config', 'services/strict.json'), {
      'services/td.json': 'error',
      'td.json': 'error',
    });
    assert.deepEqual(await found('.', '--config', 'services/mild.json'), {
      'services/td.json': 'information',
      'td.json': 'warning',
    });
  });

  test('cannot be read: that is said once, and the rest is checked', async () => {
    linter.write('a/ecs-exec.config.json', '{ // Ours\n  "preset": 1, "rules" {},\n}');
    linter.write('a/td.json', WRONG);
    linter.write('a/b/td.json', WRONG);
    linter.write('td.json', WRONG);
    const { code, out, error } = await linter.run(['.']);
    assert.equal(code, 2);
    assert.equal(
      error,
      'a/ecs-exec.config.json is not valid JSON (line 2, column 24), so the files that it is for are not checked.\n',
    );
    assert.match(out, /^td\.json:7:81/m);
    assert.doesNotMatch(out, /^a\//m);
  });

  test('has its mistakes told once', async () => {
    linter.write('a/ecs-exec.config.json', '{ "ignore": ["../td.json"] }');
    linter.write('a/td.json', WRONG);
    linter.write('a/b/td.json', WRONG);
    const { code, out } = await linter.run(['.']);
    assert.equal(code, 1);
    assert.equal(out.match(/^a\/ecs-exec\.config\.json:1:14 error/gm)?.length, 1);
  });
});

suite('a file that is ignored', () => {
  test('is passed over, and told of where it is named; --fix leaves it as it is', async () => {
    linter.write('ecs-exec.config.json', '{ "ignore": ["legacy", "!legacy/kept.json", "**/.*"] }');
    for (const path of ['legacy/td.json', 'legacy/kept.json', '.td.json']) {
      linter.write(path, WRONG);
    }
    assert.deepEqual(Object.keys(await found('.')), ['legacy/kept.json']);
    assert.match((await linter.run(['.'])).out, /^1 file checked, 3 passed over: 1 × warning\.$/m);
    assert.equal((await linter.run(['.'])).error, '');
    const { code, error } = await linter.run(['legacy/td.json', '--fix', '--fail-on', 'warning']);
    assert.deepEqual([code, error], [0, 'legacy/td.json is ignored by its configuration, and was passed over.\n']);
  });

  test('is not read', async () => {
    linter.write('ecs-exec.config.json', '{ "ignore": ["*.bin"] }');
    linter.write('x.bin', Uint8Array.of(0xff));
    assert.equal((await linter.run(['x.bin'])).code, 0);
  });
});

test('overrides are for their files', async () => {
  linter.write(
    'ecs-exec.config.json',
    JSON.stringify({
      overrides: [
        { files: ['services/**'], rules: { [READONLY]: 'error' } },
        { files: ['**/old.json'], rules: { [READONLY]: 'off' } },
      ],
    }),
  );
  for (const path of ['td.json', 'old.json', 'services/td.json', 'services/old.json']) {
    linter.write(path, WRONG);
  }
  assert.deepEqual(await found('.'), { 'services/td.json': 'error', 'td.json': 'warning' });
});
