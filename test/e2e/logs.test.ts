import assert from 'node:assert/strict';
import { after, before, suite, test } from 'node:test';
import { QUICK_AGENT, type Simulator, startSimulator } from '../simulator/index.ts';
import { withEditor } from './driver/editor.ts';
import { packagedExtension } from './driver/vsix.ts';

suite('logs', () => {
  let vsix: string;
  let simulator: Simulator;

  before(async () => {
    vsix = await packagedExtension();
    simulator = await startSimulator({ agent: QUICK_AGENT });
  });

  after(() => simulator.close());

  test('of a service are shown from the tree, filtered by a key, and opened in an editor', async () => {
    await withEditor({ vsix, file: 'task-definition.json', simulator }, async (editor) => {
      await editor.view('ECS Exec');
      await editor.tree.expand('shop');
      await editor.tree.menu('storefront', 'Show Logs');
      await editor.terminal.shows(/web +GET \/health 200 1 ms/);
      await editor.page.mouse.move(0, 0);
      await editor.screenshot('11-logs');

      const input = editor.page.locator('.terminal-wrapper.active .xterm-helper-textarea');
      await input.press('/');
      await editor.enter('Words to show', 'warn');
      const shown = await editor.terminal.shows(/WARN the catalog answered[^]*Only lines that match .*: warn/);
      assert.doesNotMatch(shown, /GET/);
      await input.press('e');
      await editor.page
        .locator('.tab')
        .filter({ hasText: /storefront at .*\.log/ })
        .waitFor();
      assert.equal(await editor.notifications.count(), 0);
    });
  });
});
