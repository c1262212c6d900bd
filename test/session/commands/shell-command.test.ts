import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { suite, test } from 'node:test';
import fc from 'fast-check';
import { ExitCodeReader, wrapCommand } from '../../../src/session/commands/shell-command.ts';
import { runs } from '../../support/properties.ts';

/** Runs a wrapped command line as the agent does: split into words, without a shell around it, by this shell. */
function run(shell: string, command: string): { readonly code: number | undefined; readonly output: string } {
  const { line, reader } = wrapCommand(command);
  // xargs splits words much as the agent does, but for backslashes; a shell that only prints them splits them right.
  const words = execFileSync('/bin/sh', ['-c', `for word in ${line}; do printf '%s\\0' "$word"; done`], {
    encoding: 'utf8',
  })
    .split('\0')
    .slice(0, -1);
  const [program, ...args] = shell === 'busybox' ? ['busybox', 'sh', ...words.slice(1)] : [shell, ...words.slice(1)];
  const { stdout, stderr } = spawnSync(program, args, { stdio: ['pipe', 'pipe', 'pipe'] });
  const output = Buffer.concat([reader.read(stdout), reader.rest()]).toString();
  return { code: reader.exitCode, output: output + stderr.toString() };
}

const shells = [
  { name: 'sh', there: true },
  { name: 'bash', there: existsSync('/bin/bash') },
  { name: 'dash', there: existsSync('/bin/dash') },
  { name: 'busybox', there: existsSync('/bin/busybox') },
];

for (const { name, there } of shells) {
  suite(`a wrapped command in ${name}`, { skip: there ? false : `${name} is not on this machine` }, () => {
    for (const [command, code, output] of [
      ['true', 0, ''],
      ['false', 1, ''],
      ['exit 37', 37, ''],
      ['echo one; echo two', 0, 'one\ntwo\n'],
      ['printf "no line ending"; exit 3', 3, 'no line ending'],
      [`echo "it's" 'a "quoted"' \\$word $((6 * 7))`, 0, `it's a "quoted" $word 42\n`],
      ['cat; echo read', 0, 'read\n'],
      ["printf '\\036\\036 \\036abc:7\\036'", 0, '\x1e\x1e \x1eabc:7\x1e'],
      ['a=1\nif [ $a = 1 ]; then\n  echo lines # and a comment\nfi', 0, 'lines\n'],
      ['kill -9 $(sh -c "echo \\$PPID")', 137, undefined],
    ] as const) {
      test(JSON.stringify(command), () => {
        const result = run(name, command);
        assert.equal(result.code, code);
        if (output !== undefined) {
          assert.equal(result.output, output);
        }
      });
    }

    test('its own command line in its output is no mark', () => {
      const { code, output } = run(
        name,
        "tr '\\0' ' ' < /proc/$PPID/cmdline; cat /proc/self/cmdline; ps -o args; exit 9",
      );
      assert.equal(code, 9);
      assert.ok(output.length > 0);
    });

    test('a command that does not exist', () => {
      assert.equal(run(name, 'no-such-command-here').code, 127);
    });
  });
}

suite('the reader of the exit code', () => {
  const MARK = 'abcabcab';
  const bytes = (text: string): Buffer => Buffer.from(text, 'latin1');

  test('output and mark arrive in any pieces', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('\x1e', '\x1eabcab', '\x1eabcabcab', 'abcabcab:', ':5\x1e', 'x', '\r\n', '\xff'), {
          maxLength: 8,
        }),
        fc.nat({ max: 255 }),
        fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 60 }),
        (parts, code, sizes) => {
          const output = parts.join('');
          fc.pre(!output.includes(`\x1e${MARK}:`));
          const stream = bytes(`${output}\x1e${MARK}:${code}\x1e`);
          const reader = new ExitCodeReader(MARK);
          const read: Uint8Array[] = [];
          for (let at = 0, piece = 0; at < stream.length; piece += 1) {
            const size = sizes[piece % sizes.length]!;
            read.push(reader.read(stream.subarray(at, at + size)));
            at += size;
          }
          assert.equal(reader.exitCode, code);
          assert.equal(Buffer.concat(read).toString('latin1'), output);
        },
      ),
      runs(),
    );
  });

  test('a mark without an end is output, and no more than a mark is ever held', () => {
    for (const fake of [`\x1e${MARK}:`, `\x1e${MARK}:1234`, `\x1e${MARK}:12x`, `\x1e${MARK}:\x1e`]) {
      for (const count of [1000, 2000, 4000]) {
        const reader = new ExitCodeReader(MARK);
        let handedOn = 0;
        let mostHeld = 0;
        for (let piece = 0; piece < count; piece++) {
          handedOn += reader.read(bytes(fake)).length;
          handedOn += reader.read(bytes('7777777')).length;
          mostHeld = Math.max(mostHeld, reader.rest().length);
        }
        assert.equal(reader.exitCode, undefined);
        assert.equal(handedOn + reader.rest().length, count * (fake.length + 7));
        assert.ok(mostHeld < `\x1e${MARK}:255\x1e`.length);
        reader.read(bytes(`\x1e${MARK}:42\x1e`));
        assert.equal(reader.exitCode, 42);
      }
    }
  });

  test('a stream that is cut off loses nothing', () => {
    const reader = new ExitCodeReader(MARK);
    const read = [reader.read(bytes(`output\x1e${MARK}:1`)), reader.rest()];
    assert.equal(Buffer.concat(read).toString('latin1'), `output\x1e${MARK}:1`);
    assert.equal(reader.exitCode, undefined);
  });

  test('what comes after the mark is not output', () => {
    const reader = new ExitCodeReader(MARK);
    assert.equal(Buffer.from(reader.read(bytes(`a\x1e${MARK}:0\x1e\r\nmore`))).toString(), 'a');
    assert.equal(reader.read(bytes('more')).length, 0);
  });
});
