import assert from 'node:assert/strict';
import { test } from 'node:test';
import { until } from '../host/runner/until.ts';
import { QUICK_AGENT, startSimulator } from '../simulator/index.ts';
import { withEditor } from './driver/editor.ts';
import { eventually } from './driver/eventually.ts';
import { packagedExtension } from './driver/vsix.ts';

const FILE = 'task-definition.json';
const PROMPT = /^[#$]$/m;

test('few keys lead to a shell, and fewer to the next one', async () => {
  await using simulator = await startSimulator({ agent: QUICK_AGENT });
  await withEditor({ vsix: await packagedExtension(), file: FILE, simulator }, async (editor) => {
    const { sessions } = simulator.gateway;
    let keys = 0;
    const press = async (...names: readonly string[]): Promise<void> => {
      keys += names.length;
      await editor.press(...names);
    };
    const focused = editor.page.locator('.quick-input-list .monaco-list-row.focused');

    // The first time there is nothing to open again, so that the list of containers comes.
    // A workbench that still starts says that these keys are no command, also where the extension is there already.
    await eventually(async (limit) => {
      keys = 0;
      await press('Control+K', 'Control+E');
      await editor.page.locator('.quick-input-widget').waitFor({ timeout: limit });
    });
    await editor.quickPickItems.filter({ hasText: 'storefront:42' }).first().waitFor();
    await editor.screenshot('30-picker-rows');
    await press('w', 'e', 'b');
    await focused.filter({ hasText: 'storefront' }).waitFor();
    await editor.screenshot('31-picker-typed');
    await editor.accept('storefront');
    keys += 1;
    await editor.terminal.shows(PROMPT);
    assert.ok(keys <= 13, `${keys} keys`);
    await editor.screenshot('32-first-shell');

    // The second time.
    await editor.command('Terminal: Kill All Terminals');
    keys = 0;
    await press('Control+K', 'Control+E');
    await editor.terminal.shows(PROMPT);
    assert.ok(keys <= 3, `${keys} keys`);
    assert.equal(sessions.size, 2);
  });
});

test('Enter and a double click open a shell, and a click only selects', async () => {
  await using simulator = await startSimulator({ agent: QUICK_AGENT });
  await withEditor({ vsix: await packagedExtension(), file: FILE, simulator }, async (editor) => {
    const { sessions } = simulator.gateway;
    await editor.view('ECS Exec');
    await editor.tree.expand('back-office');
    await editor.tree.expand('ledger');
    await editor.tree.expand(/3 days/);
    // A click only selects.
    await editor.tree.row(/^api/).click();
    await editor.tree.row(/^api/).and(editor.page.locator('.selected')).waitFor();
    assert.equal(sessions.size, 0);
    await editor.press('Enter');
    await until('a session', () => sessions.size === 1);
    await editor.terminal.shows(PROMPT);
    await editor.tree.row(/^api/).dblclick();
    await until('another session', () => sessions.size === 2);
  });
});
