import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { LogBuffer } from '../../../src/vscode/logs/log-buffer.ts';
import { readFilter } from '../../../src/vscode/logs/log-filter.ts';
import { LineFormat, type LineStyle } from '../../../src/vscode/logs/log-lines.ts';
import { shownParts, withoutColors } from '../../../src/vscode/logs/log-text.ts';

const time = new Date(2026, 10, 30, 9, 5, 7, 8).getTime();
const keep = (line: Parameters<LineFormat['keep']>[0], style: LineStyle) => new LineFormat(style).keep(line);
const line = (message: string) => ({ time, taskId: '0123456789abcdef', container: 'web', message });

suite('a line of a log', () => {
  test('has its time, and where several write its task and container, in front', () => {
    assert.equal(keep(line('hello\n'), { withTask: false, withContainer: false }).text, '09:05:07.008 hello\n');
    const kept = keep(line('hello'), { withTask: true, withContainer: true });
    assert.equal(kept.text, '09:05:07.008 01234567 web              hello\n');
    assert.equal(withoutColors(kept.shown), kept.text.replace('\n', '\r\n'));
  });

  test('cannot pretend to be another: what follows a line break stands below', () => {
    const { text, shown } = keep(line('a\n09:05:08.000 b\rc\r\n'), { withTask: false, withContainer: false });
    assert.equal(text, '09:05:07.008 a\n             09:05:08.000 b\n             c\n');
    assert.equal(shown.split('\r\n').length, 4);
  });

  for (const [what, message, shown] of [
    [
      'colours',
      '\x1b[31mred\x1b[0m, \x1b[1;38;5;208mbold\x1b[m',
      '\x1b[31mred\x1b[0m, \x1b[1;38;5;208mbold\x1b[0m\x1b[0m',
    ],
    ['no backgrounds, and nothing that hides', '\x1b[8;41mhidden\x1b[48;5;1;32mgreen', 'hidden\x1b[32mgreen\x1b[0m'],
    ['no half colours', '\x1b[38;5mx\x1b[38;2;1;2;999my', 'xy'],
    ['no other orders', '\x1b[2Ja\x1b]0;title\x07b\x1b[?1049hc\x1b', 'abc'],
    ['no order that a cut-off one begins', '\x1b]0;never ended \x1b[31mx', '\x1b[31mx\x1b[0m'],
    ['tabs, but no bells', 'a\tb\x07', 'a\tb'],
    ['signs for what misleads', 'a\u202eb\u0000', 'a\ufffdb'],
    ['no line breaks of other kinds', 'a\u2028b\u0085c', 'a bc'],
    ['what is not Unicode', 'a\ud800b', 'a\ufffdb'],
  ] as const) {
    test(`keeps ${what}`, () => assert.deepEqual(shownParts(message), [shown]));
  }

  test('is cut where it is too long, also in the middle of an order', () => {
    const [long = ''] = shownParts('x'.repeat(1_000_000));
    assert.match(long, /^x{8000}… \(\+992000\)$/);
    const [cut = ''] = shownParts(`${'x'.repeat(7_997)}\x1b[31mred`);
    assert.match(cut, /^x{7997}… \(\+\d+\)$/);
    assert.equal(shownParts('x\n'.repeat(1_000)).length, 201);
  });
});

suite('a filter of logs', () => {
  const matches = (typed: string, text: string): boolean => {
    const read = readFilter(typed);
    assert.ok(read?.kind === 'words');
    return read.matches(text);
  };

  test('shows lines with any of its words, and none of those after !', () => {
    assert.ok(matches('error, timeout', 'an ERROR'));
    assert.ok(matches('Error, timeout', 'a timeout'));
    assert.ok(!matches('error', 'fine'));
    assert.ok(!matches('error, !health', 'error in health'));
    assert.ok(matches('!health', 'fine'));
    assert.ok(matches('a b', 'a b') && !matches('a b', 'a c b'));
  });

  test('is for AWS where it begins as a pattern, and none where it is empty', () => {
    for (const pattern of ['{ $.level = "error" }', '[ip, status = 5*]', '%5\\d\\d%', '?a ?b']) {
      assert.deepEqual(readFilter(pattern), { kind: 'pattern' });
    }
    assert.equal(readFilter('  '), undefined);
  });
});

suite('the lines that are kept', () => {
  const kept = (text: string) => ({ shown: text, text });

  test('are the newest, and no more than so many, nor so long', () => {
    const buffer = new LogBuffer();
    for (let number = 0; number < 45_000; number += 1) {
      buffer.add(kept(String(number)));
    }
    assert.equal(buffer.length, 20_000);
    assert.deepEqual(
      buffer.newest(2).map(({ text }) => text),
      ['44998', '44999'],
    );
    assert.deepEqual(buffer.newest(Infinity, ({ text }) => text.endsWith('999')).length, 20);
    Array.from({ length: 5 }, () => buffer.add(kept('x'.repeat(1024 * 1024))));
    assert.equal(buffer.length, 4);
    buffer.clear();
    assert.deepEqual(buffer.newest(10), []);
  });
});
