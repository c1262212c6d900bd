import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { type PickItem, pickItem, pickNote, pickOne } from '../../../src/vscode/pick.ts';
import { suite } from '../runner/harness.ts';
import { until } from '../runner/until.ts';
import { accept, watchBoxes } from './boxes.ts';
import { closeAll } from './support.ts';

export default suite('choosing what a command is about', ({ test, afterEach }) => {
  afterEach(closeAll);

  test('rows come below those that are there, and the one that has the focus keeps it', async () => {
    type Row = PickItem<{ readonly name?: string }>;
    const row = (name: string): Row => pickItem({ label: name }, { name });
    const parts = new TransformStream<readonly Row[], readonly Row[]>();
    const writer = parts.writable.getWriter();
    const boxes = watchBoxes();
    try {
      const picked = pickOne({ title: 'Test', placeHolder: 'Select one', items: parts.readable });
      await writer.write([row('b'), row('c')]);
      const box = await boxes.box(1);
      box.activeItems = box.items.slice(1);
      await until('the focus', () => box.activeItems[0]?.label === 'c');
      assert.ok(box.busy);
      await writer.write([row('a')]);
      await until('another row', () => box.items.length === 3);
      assert.deepEqual(
        box.items.map(({ label }) => label),
        ['b', 'c', 'a'],
      );
      assert.equal(box.activeItems[0]?.label, 'c');
      await writer.write([pickNote({ label: 'd is missing' }, {})]);
      await writer.close();
      await until('the end of the search', () => !box.busy);
      const [note] = box.items.slice(-1);
      assert.ok(note?.alwaysShow);
      await until('an answer of VS Code', () => box.activeItems[0]?.label === 'c');
      await accept(box, 'a');
      assert.equal((await picked)?.name, 'a');
    } finally {
      boxes.restore();
    }
  });

  test('Escape ends the search', async () => {
    let isEnded = false;
    let more: () => void = () => undefined;
    const items = async function* () {
      try {
        yield [pickItem({ label: 'a' }, {})];
        await new Promise<void>((resolve) => (more = resolve));
        yield [pickItem({ label: 'b' }, {})];
        await new Promise(() => undefined);
      } finally {
        isEnded = true;
      }
    };
    const boxes = watchBoxes();
    try {
      const picked = pickOne({ title: 'Test', placeHolder: 'Select one', items: items() });
      await boxes.box(1);
      await vscode.commands.executeCommand('workbench.action.closeQuickOpen');
      assert.equal(await picked, undefined);
      more();
      await until('the end', () => isEnded);
    } finally {
      boxes.restore();
    }
  });
});
