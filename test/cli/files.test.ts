import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, beforeEach, suite, test } from 'node:test';
import { ADVISED, Linter, WRONG } from './linter.ts';

const linter = new Linter();
after(() => linter[Symbol.dispose]());
beforeEach(() => linter.clear());

const GOOD = WRONG.replace('"readonlyRootFilesystem": true', '"cpu": 128');
const BROKEN = GOOD.replace('"shop",', '"shop"');

async function rulesIn(path: string, text: string | Uint8Array, ...args: readonly string[]): Promise<string> {
  linter.write(path, text);
  const found = await linter.findings(...(args.length === 0 ? [path] : args));
  return found.map(({ rule, severity, start }) => `${start.line}:${start.column} ${severity} ${rule}`).join('\n');
}

suite('a file that is not JSON', () => {
  for (const [format, finding] of [
    ['text', /^td\.json:3:3 error A comma is missing .* task\/not-json$/m],
    ['json', /"rule": "task\/not-json"[^]*"line": 3,\s+"column": 3/],
    ['sarif', /"ruleId": "task\/not-json"[^]*"uri": "td\.json"[^]*"startLine": 3,\s+"startColumn": 3/],
    ['github', /^::error file=td\.json,line=3,endLine=3,col=3,endColumn=28,title=task\/not-json::/m],
  ] as const) {
    test(`is a finding with its place in ${format}`, async () => {
      linter.write('td.json', BROKEN);
      linter.write('other.json', WRONG);
      const { code, out, error } = await linter.run(['.', '--format', format]);
      assert.equal(code, 1);
      assert.match(out, finding);
      assert.match(out, /readonly-root-filesystem/);
      assert.doesNotMatch(error, /JSON/);
    });
  }

  test('is as bad as the configuration says', async () => {
    linter.write('ecs-exec.config.json', '{ "rules": { "task/not-json": "off" } }');
    assert.equal(await rulesIn('td.json', BROKEN), '');
  });

  test('is one however deep it is', async () => {
    const deep = GOOD.trimEnd().replace(/\}$/, `, "x": ${'['.repeat(100_000)}`);
    assert.match(await rulesIn('deep.json', deep), /^9:\d+ error task\/not-json$/m);
  });

  test('is none where a template becomes one, and only there', async () => {
    const containers = '{% for c in containers %} { "name": "web" } {% endfor %}';
    for (const template of [
      `{ "family": "web", "containerDefinitions": [${containers}] }`,
      BROKEN.replace('128', '${memory}'),
    ]) {
      assert.equal(await rulesIn('td.json', template, '--format', 'json', '.'), '');
    }
    assert.match(await rulesIn('td.json', BROKEN.replace('"nginx"', '"<h1>${image}"')), /not-json/);
  });

  test('is none where it is named like something else', async () => {
    for (const name of ['td.yaml', 'td.md', 'td.sh']) {
      assert.equal(await rulesIn(name, BROKEN), '', name);
    }
    for (const name of ['td.jsonc', 'td.json.tpl', 'taskdef']) {
      assert.match(await rulesIn(name, BROKEN), /not-json/, name);
    }
    assert.match((await linter.run(['-'], BROKEN)).out, /^<stdin>:3:3 error .* task\/not-json$/m);
  });

  suite('in which nothing is recognized', () => {
    const unrecognizable = GOOD.replace('"containerDefinitions": [', '"containerDefinitions": (');

    test('is one if it is named, and it or its name says what it is', async () => {
      assert.match(await rulesIn('td.json', unrecognizable), /not-json/);
      assert.match(await rulesIn('web-taskdef.json', '{ "family": "web", '), /not-json/);
      assert.match(await rulesIn('taskdef.json', ''), /1:1 error task\/not-json/);
      assert.equal(await rulesIn('td.json', '{ "family": "web", '), '');
      assert.equal(await rulesIn('taskdef.json', '{}'), '');
      assert.equal(await rulesIn('taskdef.json', '{ "family": {{ family }}'), '');
    });

    test('in a folder, is one if both say so', async () => {
      assert.match(await rulesIn('web-taskdef.json', unrecognizable, '.'), /not-json/);
      assert.equal(await rulesIn('web-taskdef.json', '{ "family": "web", ', '.'), '');
      assert.equal(await rulesIn('td.json', unrecognizable, 'td*'), '');
    });

    test('is none if each of its lines is one, or it is for another service', async () => {
      const log = `${JSON.stringify({ containerDefinitions: 1 })}\n`.repeat(3);
      assert.equal(await rulesIn('taskdef.json', log), '');
      const beanstalk = unrecognizable.replace('"family"', '"AWSEBDockerrunVersion": "2", "family"');
      assert.equal(await rulesIn('taskdef.json', beanstalk), '');
    });
  });
});

suite('what the AWS CLI refuses in a .json file', () => {
  const cases = {
    comments: [GOOD.replace('128', '128 /* MiB */'), /^7:54 warning task\/comments$/],
    'trailing commas': [GOOD.replace('128,', '128,').replace('true } }', 'true } },'), /warning task\/trailing-comma$/],
    'a byte order mark': [`\ufeff${GOOD}`, /^1:1 warning task\/encoding$/],
    'UTF-16, low byte first': [Buffer.from(`\ufeff${GOOD}`, 'utf16le'), /^1:1 warning task\/encoding$/],
    'UTF-16, high byte first': [Buffer.from(`\ufeff${GOOD}`, 'utf16le').swap16(), /^1:1 warning task\/encoding$/],
  } as const;
  for (const [name, [text, expected]] of Object.entries(cases)) {
    test(`${name}: is a warning, and --fix makes plain JSON of it`, async () => {
      assert.match(await rulesIn('td.json', text), expected);
      assert.deepEqual(await linter.findings('td.json', '--fix'), []);
      assert.deepEqual(JSON.parse(readFileSync(join(linter.folder, 'td.json'), 'utf8')), JSON.parse(GOOD));
    });

    test(`${name}: is allowed in other files, and stays`, async () => {
      assert.equal(await rulesIn('td.jsonc', text), '');
      assert.deepEqual(await linter.findings('td.jsonc', '--fix'), []);
      assert.deepEqual(readFileSync(join(linter.folder, 'td.jsonc')), Buffer.from(text));
    });
  }

  test('comments for the linter stay, and are told of', async () => {
    const text = GOOD.replace(
      '  "networkMode"',
      '  // As on the old cluster.\n  // ecs-exec-disable-next-line exec/awsvpc -- so it is\n  "networkMode"',
    ).replace('awsvpc",', 'bridge",');
    assert.equal(await rulesIn('td.json', text), '4:3 warning task/comments\n5:3 warning task/comments');
    const [left, ...more] = await linter.findings('td.json', '--fix');
    assert.match(left?.message ?? '', /ecs-exec\.config\.json/);
    assert.deepEqual(more, []);
    assert.equal(
      readFileSync(join(linter.folder, 'td.json'), 'utf8'),
      text.replace('  // As on the old cluster.\n', ''),
    );
  });

  test('is no matter in what AWS has described', async () => {
    const described = Buffer.from(`\ufeff{ "taskDefinition": ${ADVISED} }`, 'utf16le');
    assert.doesNotMatch(await rulesIn('described.json', described), /encoding/);
  });
});
