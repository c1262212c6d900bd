import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import headless from '@xterm/headless';
import { RESET_MODES } from '../../../src/vscode/terminal/reset-modes.ts';

const ESC = '\x1b';
const COLUMNS = 40;
const ROWS = 8;
/** More than the screen holds, so that some of it has been scrolled out. */
const CONTENT = Array.from({ length: 12 }, (_, line) => `line ${line + 1} of what ran`).join('\r\n');
const REASON = 'The task has stopped.';

/** What a program may leave on; each without moving the cursor, as programs on the ordinary screen do. */
const LEFT_ON: Readonly<Record<string, string>> = {
  'application cursor keys': `${ESC}[?1h`,
  'application keypad': `${ESC}=`,
  'a scroll region': `${ESC}7${ESC}[2;4r${ESC}8`,
  'origin mode': `${ESC}7${ESC}[?6h${ESC}8`,
  'insert mode': `${ESC}[4h`,
  'no autowrap': `${ESC}[?7l`,
  'reverse wrap': `${ESC}[?45h`,
  'line feed as new line': `${ESC}[20h`,
  'a hidden cursor': `${ESC}[?25l`,
  'line drawing in G0': `${ESC}(0`,
  'line drawing in G1, shifted out': `${ESC})0\x0e`,
  'line drawing in G2, locked': `${ESC}*0${ESC}n`,
  'line drawing in G3, locked': `${ESC}+0${ESC}o`,
  'X10 mouse': `${ESC}[?9h`,
  'mouse clicks': `${ESC}[?1000h`,
  'mouse drags': `${ESC}[?1002h`,
  'all mouse movements': `${ESC}[?1003h${ESC}[?1005h`,
  'mouse in SGR': `${ESC}[?1003h${ESC}[?1006h`,
  'mouse in urxvt': `${ESC}[?1003h${ESC}[?1015h`,
  'mouse in pixels': `${ESC}[?1003h${ESC}[?1016h`,
  'focus reports': `${ESC}[?1004h`,
  'alternate scroll': `${ESC}[?1007h`,
  'bracketed paste': `${ESC}[?2004h`,
  'a synchronized update': `${ESC}[?2026h`,
  'reports of the colour scheme': `${ESC}[?2031h`,
  modifyOtherKeys: `${ESC}[>4;2m`,
  'keys of kitty': `${ESC}[>31u`,
  'a bar for a cursor': `${ESC}[5 q`,
  colours: `${ESC}[1;3;4;7;8;31;42m`,
  'protected text': `${ESC}[1"q`,
  'a link': `${ESC}]8;;http://example.com/${ESC}\\`,
  'a half title': `${ESC}]0;half a tit`,
  'a half sequence': `${ESC}[38;5`,
  'a lone escape': ESC,
  'a half device control string': `${ESC}P1$q`,
  'a half application command': `${ESC}_Ga=T`,
  'a half privacy message': `${ESC}^half`,
  'a half link': `${ESC}]8;;http://exam`,
};

/** Screens of their own, and what is on them. */
const SCREENS: Readonly<Record<string, string>> = {
  'the alternate screen': `${ESC}[?1049h${ESC}[2J${ESC}[Hfull screen${ESC}[5;9H`,
  'the alternate screen, with a region and a drawing': `${ESC}[?1049h${ESC}[H${ESC}[2;4r${ESC}[?6h${ESC}(0lqqk${ESC}[3;1H`,
};

/** What can be seen of a terminal, its settings asked by DECRQM. */
async function look(written: string): Promise<{ readonly lines: readonly string[] }> {
  const terminal = new headless.Terminal({ cols: COLUMNS, rows: ROWS, scrollback: 100, allowProposedApi: true });
  const answers: string[] = [];
  terminal.onData((data) => answers.push(data));
  const write = (text: string): Promise<void> => new Promise((resolve) => terminal.write(text, resolve));
  await write(written);
  const asked = [1, 6, 7, 9, 25, 45, 66, 1000, 1002, 1003, 1004, 1005, 1006, 1015, 1016, 2004, 2026].map(
    (mode) => `${ESC}[?${mode}$p`,
  );
  await write(`${asked.join('')}${ESC}[4$p${ESC}[20$p${ESC}P$q q${ESC}\\${ESC}P$qr${ESC}\\${ESC}P$qm${ESC}\\`);
  const { active } = terminal.buffer;
  const lines = Array.from({ length: active.length }, (_, row) => active.getLine(row)?.translateToString(true) ?? '');
  const styles = Array.from({ length: active.length }, (_, row) => active.getLine(row)?.getCell(0)).map((cell) =>
    [cell?.isBold(), cell?.isInverse(), cell?.getFgColor(), cell?.getBgColor()].join(),
  );
  const seen = {
    lines,
    styles,
    cursor: [active.baseY + active.cursorY, active.cursorX],
    screen: active.type,
    modes: terminal.modes,
    newLines: terminal.options.convertEol,
    answers: answers.join(''),
  };
  terminal.dispose();
  return seen;
}

/**
 * Shows what is left on: line feeds alone, a line that is too long, what line drawing would change, and more lines than
 * there are rows.
 */
const PROBE = `a\nb\r\n${'long '.repeat(10)}\r\nlqqk\bx\r\n${'row\r\n'.repeat(ROWS)}`;

suite('what a program has left on in the terminal', () => {
  for (const [name, sequence] of Object.entries(LEFT_ON)) {
    test(`${name} is put back`, async () => {
      const end = `${RESET_MODES}\r\n${REASON}\r\n${PROBE}`;
      assert.deepEqual(await look(`${CONTENT}${sequence}${end}`), await look(`${CONTENT}\r\n${REASON}\r\n${PROBE}`));
    });
  }

  for (const [name, sequence] of Object.entries(SCREENS)) {
    test(`${name} is left, and what was there before is there again`, async () => {
      const end = `${RESET_MODES}\r\n${REASON}\r\n${PROBE}`;
      assert.deepEqual(await look(`${CONTENT}${sequence}${end}`), await look(`${CONTENT}\r\n${REASON}\r\n${PROBE}`));
    });
  }

  test('where the cursor is in the middle of the screen, the reason is put between the lines', async () => {
    const { lines } = await look(`${CONTENT}${ESC}[2;4r${ESC}[?6h${ESC}[2;5H${RESET_MODES}\r\n${REASON}\r\n`);
    assert.deepEqual(lines.slice(0, 8), CONTENT.split('\r\n').slice(0, 7).concat(REASON));
    assert.deepEqual(lines.slice(8), ['', '', '', 'line 8 of what ran']);
  });

  test('where nothing was left on, nothing is lost', async () => {
    for (const before of ['', CONTENT, 'a\r\nb\r\n$ ', `${ESC}[?1049h${ESC}[?1049l$ `]) {
      const { lines } = await look(`${before}${RESET_MODES}\r\n${REASON}`);
      assert.deepEqual(lines, (await look(`${before}\r\n${REASON}`)).lines);
    }
  });

  test('each of these can be seen, so that the tests above show something', async () => {
    const plain = JSON.stringify(await look(`${CONTENT}\r\n${REASON}\r\n${PROBE}`));
    // The emulator does not know these, or does not tell.
    const unseen = [
      'alternate scroll',
      'reports of the colour scheme',
      'modifyOtherKeys',
      'keys of kitty',
      'a bar for a cursor',
      'protected text',
      'a link',
    ];
    for (const [name, sequence] of Object.entries(LEFT_ON)) {
      const seen = JSON.stringify(await look(`${CONTENT}${sequence}\r\n${REASON}\r\n${PROBE}`)) !== plain;
      assert.equal(seen, !unseen.includes(name), name);
    }
  });
});
