import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, beforeEach, suite, test } from 'node:test';
import { LARGEST_FILE } from '../../src/cli/read-file.ts';
import { LONGEST_TEXT } from '../../src/language/api.ts';
import { ADVISED, type JsonFinding, Linter, REFUSED, WRONG } from './linter.ts';

const READONLY = 'exec/readonly-root-filesystem';

const linter = new Linter();
after(() => linter[Symbol.dispose]());
const { folder } = linter;
const write = linter.write.bind(linter);
const lint = linter.run.bind(linter);

async function findings(...args: readonly string[]): Promise<readonly JsonFinding[]> {
  assert.equal((await lint(args)).error, '');
  return linter.findings(...args);
}

suite('ecs-exec-lint', () => {
  beforeEach(() => linter.clear());

  test('finds what is wrong in a file, and says so by its exit code', async () => {
    write('td.json', WRONG);
    const { code, out } = await lint(['td.json']);
    assert.equal(code, 0);
    assert.match(out, /^td\.json:7:81 warning .* exec\/readonly-root-filesystem$/m);
    assert.equal((await lint(['td.json', '--fail-on', 'warning'])).code, 1);
    assert.equal((await lint(['td.json', '--fail-on', 'information'])).code, 1);
  });

  test('checks policies too, and only what --kind names', async () => {
    const Statement = { Effect: 'Allow', Action: 'ecs:ExecyteCommand', Resource: '*' };
    write('td.json', WRONG);
    write('policy.json', JSON.stringify({ Version: '2012-10-17', Statement }));
    const rules = async (...args: readonly string[]): Promise<readonly string[]> =>
      (await findings('.', ...args)).map(({ rule }) => rule);
    assert.deepEqual(await rules(), ['policy/unknown-action', READONLY]);
    assert.deepEqual(await rules('--kind', 'policy'), ['policy/unknown-action']);
    assert.deepEqual(await rules('--kind', 'task-definition'), [READONLY]);
    assert.deepEqual(await rules('--kind', 'task-definition', '--kind', 'policy'), ['policy/unknown-action', READONLY]);
    const { code, error } = await lint(['.', '--kind', 'role']);
    assert.equal(code, 2);
    assert.match(error, /^--kind must be one of task-definition, policy, service, task-run, cluster, not "role"\.$/m);
  });

  test('what ECS refuses fails, whatever else is asked for', async () => {
    write('td.json', REFUSED);
    assert.match((await lint(['td.json'])).out, / error /);
    for (const severity of ['error', 'warning', 'information']) {
      assert.equal((await lint(['td.json', '--fail-on', severity])).code, 1);
    }
    assert.equal((await lint(['td.json'])).code, 1);
  });

  test('advice is told, but does not fail', async () => {
    write('td.json', ADVISED);
    const { code, out } = await lint(['td.json']);
    assert.equal(code, 0);
    assert.match(out, /information .* task\/unknown-value/);
    assert.match(out, /1 can be fixed with --fix\./);
    assert.equal((await lint(['td.json', '--fail-on', 'information'])).code, 1);
  });

  test('marks the place in the line', async () => {
    write('td.json', WRONG);
    const lines = (await lint(['td.json'])).out.split('\n');
    const marked = lines.findIndex((line) => line.includes('^'));
    const column = lines[marked]!.indexOf('^');
    assert.equal(lines[marked - 1]!.slice(column, column + 4), 'true');
  });

  test('says nothing of files that are no task definitions', async () => {
    write('package.json', '{"name": "x"}');
    write('empty.json', '');
    const { code, out, error } = await lint(['.']);
    assert.deepEqual([code, error], [0, '']);
    assert.equal(out.split('\n').length, 2);
  });

  test('folders stand for the JSON in them that git does not ignore', async () => {
    for (const path of [
      'a.json',
      'deep/er/b.jsonc',
      'c.txt',
      'dist/d.json',
      'deep/er/e.json',
      'deep/kept.json',
      'node_modules/x/f.json',
    ]) {
      write(path, WRONG);
    }
    write('.gitignore', 'dist/\n**/e.json\nkept.json\n');
    write('deep/.gitignore', '!kept.json\n');
    assert.deepEqual(
      (await findings('.')).map(({ path }) => path),
      ['a.json', 'deep/er/b.jsonc', 'deep/kept.json'],
    );
    assert.deepEqual(
      (await findings('dist/d.json')).map(({ path }) => path),
      ['dist/d.json'],
    );
  });

  test('what a folder above ignores is ignored within a repository', async () => {
    mkdirSync(join(folder, '.git'));
    write('.gitignore', 'secret.json\n');
    write('sub/secret.json', WRONG);
    write('sub/open.json', WRONG);
    assert.deepEqual(
      (await findings('sub')).map(({ path }) => path),
      ['sub/open.json'],
    );
  });

  test('a folder that a .gitignore below takes back is checked', async () => {
    write('.gitignore', 'build\n');
    write('services/.gitignore', '!build\n');
    write('services/build/td.json', WRONG);
    write('build/td.json', WRONG);
    assert.deepEqual(
      (await findings('.')).map(({ path }) => path),
      ['services/build/td.json'],
    );
  });

  test('.gitignore heeds case where file systems do', { skip: process.platform !== 'linux' }, async () => {
    write('.gitignore', 'Deploy/\n');
    write('deploy/td.json', WRONG);
    assert.deepEqual(
      (await findings('.')).map(({ path }) => path),
      ['deploy/td.json'],
    );
  });

  test(
    'a folder that cannot be read is told of, and the others are checked',
    { skip: process.platform === 'win32' || process.getuid?.() === 0 },
    async () => {
      write('closed/td.json', WRONG);
      write('open/td.json', WRONG);
      chmodSync(join(folder, 'closed'), 0);
      const { code, out, error } = await lint(['.']);
      chmodSync(join(folder, 'closed'), 0o700);
      assert.equal(code, 2);
      assert.match(error, /^closed cannot be read: EACCES.*closed'\n$/);
      assert.match(out, /^open\/td\.json:7:81/m);
    },
  );

  test('an empty path is not the current folder', async () => {
    write('td.json', WRONG);
    const { code, out, error } = await lint(['', '--fix']);
    assert.equal(code, 2);
    assert.match(out, /^0 files checked/);
    assert.match(error, /path is empty/);
  });

  test(
    'a backslash in a glob escapes, where it does not separate',
    { skip: process.platform === 'win32' },
    async () => {
      write('[id]-1.json', WRONG);
      write('i-1.json', WRONG);
      assert.deepEqual(
        (await findings('\\[id\\]-*.json')).map(({ path }) => path),
        ['[id]-1.json'],
      );
    },
  );

  test('globs are taken as they are, for shells that do not know them', async () => {
    for (const path of ['ecs/web.json', 'ecs/deep/api.json.tpl', 'other.json']) {
      write(path, WRONG);
    }
    assert.deepEqual(
      (await findings('ecs/**')).map(({ path }) => path),
      ['ecs/deep/api.json.tpl', 'ecs/web.json'],
    );
    assert.deepEqual(
      (await findings('**/*.tpl')).map(({ path }) => path),
      ['ecs/deep/api.json.tpl'],
    );
    assert.deepEqual(
      (await findings('./ecs/*.json')).map(({ path }) => path),
      ['ecs/web.json'],
    );
  });

  test('a file that is named twice is reported once', async () => {
    write('td.json', WRONG);
    assert.equal((await findings('td.json', '.', '*.json')).length, 1);
  });

  test('standard input', async () => {
    const { code, out } = await lint(['-', '--fail-on', 'warning'], WRONG);
    assert.equal(code, 1);
    assert.match(out, /^<stdin>:7:81 warning/m);
  });

  test('--fix mends files, and leaves encoding, marks and line endings as they are', async () => {
    const crlf = ADVISED.replaceAll('\n', '\r\n');
    const encodings = {
      'utf8.jsonc': Buffer.from(crlf),
      'bom.jsonc': Buffer.from(`\ufeff${crlf}`),
      'utf16le.jsonc': Buffer.from(`\ufeff${crlf}`, 'utf16le'),
      'utf16be.jsonc': Buffer.from(`\ufeff${crlf}`, 'utf16le').swap16(),
    };
    const mend = (bytes: Buffer, encoding: 'utf8' | 'utf16le'): string => bytes.toString(encoding);
    for (const [name, bytes] of Object.entries(encodings)) {
      write(name, bytes);
    }
    const { code, error } = await lint(['.', '--fix', '--fail-on', 'information']);
    assert.deepEqual([code, error], [0, '']);
    const [utf8, bom, little, big] = Object.keys(encodings).map((name) => readFileSync(join(folder, name)));
    const fixed = mend(utf8!, 'utf8');
    assert.match(fixed, /"versionConsistency": "disabled"/);
    assert.doesNotMatch(fixed, /[^\r]\n/);
    assert.equal(mend(bom!, 'utf8'), `\ufeff${fixed}`);
    assert.equal(mend(little!, 'utf16le'), `\ufeff${fixed}`);
    assert.equal(mend(Buffer.from(big!).swap16(), 'utf16le'), `\ufeff${fixed}`);
  });

  test('--fix on standard input writes the mended text, and speaks elsewhere', async () => {
    const { out, error } = await lint(
      ['-', '--fix'],
      WRONG.replace('"memory"', '"versionConsistency": "Disabled", "memory"'),
    );
    assert.match(out, /^\{\n[^]*"versionConsistency": "disabled"[^]*\}\n$/);
    assert.match(error, /readonly-root-filesystem/);
  });

  test('--fix on standard input keeps the encoding', async () => {
    const { bytes } = await lint(['-', '--fix'], Buffer.from(`\ufeff${ADVISED}`, 'utf16le'));
    assert.match(bytes.toString('utf16le'), /^\ufeff\{[^]*"versionConsistency": "disabled"[^]*\}\n$/);
  });

  test('the configuration of the current folder, or another', async () => {
    write('td.json', WRONG);
    write('ecs-exec.config.json', `{ "rules": { "${READONLY}": "off" } }`);
    assert.deepEqual(await findings('td.json'), []);
    write('strict.json', `{ "rules": { "${READONLY}": "error" } }`);
    assert.match((await lint(['td.json', '--config', 'strict.json'])).out, /7:81 error/);
  });

  test('what is wrong with the configuration is a finding', async () => {
    write('ecs-exec.config.json', '{ "rules": { "exec/read-only-root-filesystem": "off" } }');
    const { code, out } = await lint(['.', '--fail-on', 'warning']);
    assert.equal(code, 1);
    assert.match(out, /^ecs-exec\.config\.json:1:14 warning/m);
    write('ecs-exec.config.json', '{ "rules": ');
    assert.equal((await lint(['.'])).code, 2);
    assert.equal((await lint(['.', '--config', 'missing.json'])).code, 2);
    assert.match((await lint(['.', '--config', '.'])).error, /^\. cannot be read: it is a folder/);
    write('ecs-exec.config.json', '{}');
    assert.match((await lint(['.', '--baseline', '.'])).error, /^\. cannot be read: it is a folder/);
  });

  test('annotations for GitHub', async () => {
    write('a,b:c.json', WRONG);
    const { out } = await lint(['.', '--format', 'github']);
    assert.match(
      out,
      /^::warning file=a%2Cb%3Ac\.json,line=7,endLine=7,col=81,endColumn=85,title=exec\/readonly-root-filesystem::/,
    );
  });

  test('the name of a file is no command to GitHub Actions', async () => {
    write('::error::td.json', WRONG);
    write('::stop-commands::x.json', '{ "containerDefinitions": ["\udce4');
    const { out, error } = await lint(['.', '::error::td.json', '::stop-commands::x.json']);
    assert.match(out, /^\.\/::error::td\.json:7:81 /m);
    assert.doesNotMatch(out + error, /^\s*::/m);
  });

  test('colours only where they are wanted', async () => {
    write('td.json', WRONG);
    assert.ok(!(await lint(['td.json'])).out.includes('\u001b['));
    assert.ok((await lint(['td.json', '--color'])).out.includes('\u001b['));
  });

  test('what a file is called, and says, steers no terminal and gives GitHub no commands', async () => {
    const name = process.platform === 'win32' ? 'td.json' : 'td\n::error::\u001b[31m.json';
    write(name, WRONG.replace('"web"', '"web\\n::add-mask::x\\u001b[2J"').replace('128,', '128, /* \u001b[1m */'));
    write('bytes\u001b.json', Uint8Array.of(0xff));
    const { out, error } = await lint(['.']);
    assert.match(out, /web ::add-mask::x␛\[2J/);
    assert.doesNotMatch(out + error, /^::/m);
    assert.doesNotMatch(out + error, /[^\P{Cc}\n]/u);
  });

  for (const format of ['text', 'github', 'json', 'sarif']) {
    test(`nothing in ${format} steers a terminal, is written backwards, or becomes a link`, async () => {
      const evil = '\\u001b[2J\\u009b31m\\u202e\\u2066\\u200b[Click me](command:x)\\u2028::error::\\ud800';
      write(
        'td\u202e\u009b\u001b[31m\u2028.json',
        WRONG.replace('"web"', `"web${evil}"`).replace('128,', '128, /* \u202e\u009b */'),
      );
      const { out, error } = await lint(['.', '--format', format]);
      assert.match(out, /Click me\] \(command:x\)/);
      assert.doesNotMatch(out + error, /[^\P{Cc}\n]|[\u200b\u202e\u2066\u2028]|\p{Cs}/u);
      if (format === 'json') {
        assert.equal((JSON.parse(out) as { path: string }[])[0]?.path, 'td\u202e\u009b\u001b[31m\u2028.json');
      }
    });
  }

  test('a long line is shown around its finding', async () => {
    write('td.json', JSON.stringify({ ...(JSON.parse(WRONG) as object), tags: [{ key: 'x'.repeat(500), value: '' }] }));
    const lines = (await lint(['td.json'])).out.split('\n');
    assert.ok(lines.every((line) => line.length < 140 || line.includes('warning')));
  });

  test('a mark in a long line stands under its place, whatever is in the line', async () => {
    const blanks = '\t'.repeat(500);
    write('td.jsonc', JSON.stringify(JSON.parse(WRONG)).replaceAll(',', `,${blanks}/* \u001b[1m */`));
    const lines = (await lint(['td.jsonc'])).out.split('\n');
    const marked = lines.findIndex((line) => line.includes('^^^^'));
    const column = lines[marked]!.indexOf('^');
    assert.equal(lines[marked - 1]!.slice(column, column + 4), 'true');
  });

  test(
    'a file that cannot be written is named with what is wrong, and is as it was',
    { skip: process.platform === 'win32' },
    () => {
      const text = ADVISED.replace('"nginx"', JSON.stringify('n'.repeat(20_000)));
      write('td.json', text);
      const main = join(import.meta.dirname, '..', '..', 'src', 'cli', 'main.ts');
      // No file can be longer than 8 blocks.
      const { status, stdout, stderr } = spawnSync(
        '/bin/sh',
        ['-c', 'ulimit -f 8; exec "$NODE" "$MAIN" --fix td.json'],
        {
          cwd: folder,
          encoding: 'utf8',
          env: { ...process.env, NODE: process.execPath, MAIN: main },
        },
      );
      assert.equal(status, 2);
      assert.match(stderr, /^td\.json cannot be written: EFBIG/m);
      assert.match(stdout, /^td\.json:7:\d+ information .* task\/unknown-value$/m);
      assert.match(stdout, /1 can be fixed with --fix\.$/m);
      assert.equal(readFileSync(join(folder, 'td.json'), 'utf8'), text);
    },
  );

  test('what is no regular file is not waited for', { skip: process.platform === 'win32' }, async () => {
    spawnSync('mkfifo', [join(folder, 'pipe.json')]);
    const server = createServer().listen(join(folder, 'socket.json'));
    await once(server, 'listening');
    write('td.json', WRONG);
    for (const path of ['pipe.json', 'socket.json', '/dev/zero', '/dev/null']) {
      const { code, out, error } = await lint([path, 'td.json']);
      assert.equal(code, 2);
      assert.match(
        error,
        new RegExp(`${path.slice(1)} cannot be read: it is a device, a pipe or a socket\\. .*name -\\.\n$`),
      );
      assert.match(out, /td\.json:7:81/);
    }
    assert.match(
      (await lint(['td.json', '--config', 'pipe.json'])).error,
      /^pipe\.json cannot be read: it is a device/,
    );
    server.close();
  });

  test(
    'a .gitignore that is no regular file says nothing, and is not waited for',
    { skip: process.platform === 'win32' },
    () => {
      write('td.json', WRONG);
      spawnSync('mkfifo', [join(folder, '.gitignore')]);
      // In a process of its own, which can be ended where it waits.
      const main = join(import.meta.dirname, '..', '..', 'src', 'cli', 'main.ts');
      const { status, stdout } = spawnSync(process.execPath, [main, '.', '--fail-on', 'warning'], {
        cwd: folder,
        encoding: 'utf8',
        timeout: 20_000,
        killSignal: 'SIGKILL',
      });
      assert.equal(status, 1);
      assert.match(stdout, /td\.json:7:81/);
    },
  );

  test('a file that is too large for ECS and IAM is not read', async () => {
    write('large.json', new Uint8Array(LARGEST_FILE + 1).fill(0x20));
    assert.deepEqual(await linter.findings('.'), []);
    const named = await lint(['large.json']);
    assert.equal(named.code, 0);
    assert.equal(named.error, 'large.json is not checked: it is too large to be something that ECS or IAM takes.\n');
    const { code, error } = await lint(['.', '--config', 'large.json']);
    assert.equal(code, 2);
    assert.match(error, /^large\.json is too large/);
  });

  test('a task definition that is too long is not counted as checked', async () => {
    write('long.json', WRONG.replace('nginx', 'x'.repeat(LONGEST_TEXT)));
    const { out, error } = await lint(['long.json']);
    assert.match(out, /^long\.json:1:1 information This file is not checked: it is longer than/);
    assert.match(out, /^0 files checked, 1 passed over: 1 × information\.$/m);
    assert.equal(error, '');
  });

  suite('a link out of the checkout', { skip: process.platform === 'win32' }, () => {
    const outside = mkdtempSync(join(tmpdir(), 'ecs-exec-outside-'));
    after(() => rmSync(outside, { recursive: true }));
    const secret = 'hunter2';
    const document = WRONG.replaceAll('web', secret).replace(
      '"memory": 128',
      `"memory": 128, "${secret}": "${secret}", "dependsOn": [{ "containerName": "${secret}2", "condition": "START" }]`,
    );

    for (const format of ['text', 'json', 'sarif', 'github']) {
      test(`has its places shown, and nothing that it says: ${format}`, async () => {
        writeFileSync(join(outside, 'td.json'), document);
        symlinkSync(join(outside, 'td.json'), join(folder, 'td.json'));
        symlinkSync(outside, join(folder, 'behind'));
        for (const path of ['td.json', 'behind/td.json', 'behind/*.json', 'behind']) {
          const { code, out, error } = await lint([path, '--format', format]);
          assert.equal(code, 1);
          assert.match(out, /task\/unknown-property/);
          assert.match(out, /["=:]?7\b/);
          assert.doesNotMatch(out + error, new RegExp(secret));
        }
      });
    }

    test('as a configuration, the same', async () => {
      writeFileSync(
        join(outside, 'config.json'),
        `{ "${secret}": 1, "preset": "${secret}", "rules": { "${secret}": "${secret}" } }`,
      );
      symlinkSync(join(outside, 'config.json'), join(folder, 'ecs-exec.config.json'));
      const { code, out, error } = await lint(['.']);
      assert.equal(code, 1);
      assert.match(out, /^ecs-exec\.config\.json:1:3 warning/m);
      assert.doesNotMatch(out + error, new RegExp(secret));
    });

    test('is followed by --fix, and stays a link', async () => {
      writeFileSync(join(outside, 'td.json'), ADVISED);
      symlinkSync(join(outside, 'td.json'), join(folder, 'td.json'));
      await lint(['td.json', '--fix']);
      assert.match(readFileSync(join(outside, 'td.json'), 'utf8'), /"disabled"/);
    });

    test('what is within it, in a repository above, or named where it is, is shown', async () => {
      write('real.json', document);
      symlinkSync(join(folder, 'real.json'), join(folder, 'td.json'));
      assert.match((await lint(['td.json'])).out, new RegExp(secret));
      writeFileSync(join(outside, 'td.json'), document);
      assert.match((await lint([join(outside, 'td.json')])).out, new RegExp(secret));
    });
  });

  test('what cannot be done is said, and the rest is done', async () => {
    write('td.json', WRONG);
    write('bytes.json', Uint8Array.of(0xff, 0x00, 0xc3));
    for (const [args, sentence] of [
      [['missing.json', 'td.json'], /There is no file or folder missing\.json/],
      [['-', 'td.json'], /Standard input is not text/],
      [['none/**/*.json', 'td.json'], /No file matches none/],
      [['bytes.json', 'td.json'], /bytes\.json is not text/],
      // No file can have such a name, so that the system refuses to look.
      [[`${'long'.repeat(100)}.json`, 'td.json'], /^(long){100}\.json cannot be read: ENAMETOOLONG/m],
    ] as const) {
      const { code, out, error } = await lint(args, Uint8Array.of(0xff));
      assert.equal(code, 2);
      assert.match(error, sentence);
      assert.match(out, /td\.json:7:81/);
    }
  });

  test('a file in another encoding is told of if it may be one of ours, and else is nothing to us', async () => {
    const latin1 = (text: string): Uint8Array => Buffer.from(text, 'latin1');
    write('data.json', latin1('{ "city": "Zürich" }'));
    const others = await lint(['.']);
    assert.deepEqual([others.code, others.error], [0, '']);
    assert.equal(others.out, '0 files checked, 1 passed over: no findings.\n');
    write('td.json', latin1(WRONG.replace('nginx', 'Zürich')));
    const { code, error } = await lint(['.']);
    assert.equal(code, 2);
    assert.equal(error, 'td.json is not text in UTF-8 or UTF-16. If it is to be checked, save it in UTF-8.\n');
    assert.equal((await lint(['data.json'])).code, 2);
  });

  for (const [kind, text] of Object.entries({
    policy: '{ "Statement": { "Effect": "Allow", "Action": "ecs:ExecuteCommand", "Sid": "Zürich" } }',
    service: '{ "serviceName": "Zürich", "taskDefinition": "web", "desiredCount": 1, "launchType": "EC2" }',
    run: '{ "taskDefinition": "web", "startedBy": "Zürich" }',
    cluster: '{ "clusterName": "Zürich", "settings": [] }',
  })) {
    const sentence = 'a.json is not text in UTF-8 or UTF-16. If it is to be checked, save it in UTF-8.\n';
    for (const [encoding, bytes] of Object.entries({
      'Latin 1': Buffer.from(text, 'latin1'),
      'UTF-16 without a mark, low byte first': Buffer.from(text, 'utf16le'),
      'UTF-16 without a mark, high byte first': Buffer.from(text, 'utf16le').swap16(),
      'UTF-16 that is cut off': Buffer.concat([Buffer.from(text, 'utf16le'), Buffer.of(0x20)]),
    })) {
      test(`so is a ${kind} in ${encoding}, unless another kind is asked for`, async () => {
        write('a.json', bytes);
        const { code, error } = await lint(['.']);
        assert.deepEqual([code, error], [2, sentence]);
        assert.equal((await lint(['--kind', 'task-definition', '.'])).code, 0);
      });
    }
  }

  test('a command line that makes no sense is refused with a sentence', async () => {
    for (const args of [[], ['--format', 'xml', '.'], ['--fail-on', 'never', '.'], ['--nonsense']]) {
      const { code, out, error } = await lint(args);
      assert.deepEqual([code, out], [2, '']);
      assert.match(error, /\S/);
    }
  });

  test('what a command line holds is no order to a terminal, however it is refused', async () => {
    const red = '\u001b[31m';
    for (const args of [
      [`--${red}`, '.'],
      [red],
      ['--format', red, '.'],
      ['--config', red, '.'],
      ['--baseline', red, '.'],
    ]) {
      const { code, error } = await lint(args);
      assert.equal(code, 2);
      assert.ok(error.includes('␛[31m') && !error.includes(red), error);
    }
  });

  test('help and version', async () => {
    assert.match((await lint(['--help'])).out, /^Checks ECS task definitions/);
    assert.equal((await lint(['--version'])).out, '1.2.3\n');
  });
});
