import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { after, before, suite, test } from 'node:test';
import { until } from '../host/runner/until.ts';
import { freePort, listening } from '../session/support/destination.ts';
import { QUICK_AGENT, type Simulator, startSimulator } from '../simulator/index.ts';
import { withEditor } from './driver/editor.ts';
import { packagedExtension } from './driver/vsix.ts';

suite('forwarded ports', () => {
  const shop = createServer((_, answer) => answer.end('the shop is open'));
  let vsix: string;
  let simulator: Simulator;

  before(async () => {
    vsix = await packagedExtension();
    simulator = await startSimulator({ agent: QUICK_AGENT });
    simulator.world.network.ports.set('8080', await listening(shop));
  });

  after(async () => {
    await simulator.close();
    shop.closeAllConnections();
    shop.close();
  });

  test('a port is forwarded from the tree, used, and stopped', async () => {
    await withEditor({ vsix, file: 'task-definition.json', simulator }, async (editor) => {
      await editor.view('ECS Exec');
      await editor.tree.expand('shop');
      await editor.tree.expand('storefront');
      await editor.tree.expand(/1 day/);
      await editor.tree.menu('web', 'Forward Port…');
      await editor.answer('A port of container "web"', '8080');
      const local = String(await freePort());
      await editor.enter('The port of this computer', local);

      const row = editor.tree.row(`localhost:${local}`);
      await row.filter({ hasText: '→ storefront/web:8080 · no connections' }).waitFor();
      const answer = await fetch(`http://127.0.0.1:${local}/`);
      assert.equal(await answer.text(), 'the shop is open');
      await row.filter({ hasText: '1 connection' }).waitFor();
      const opened = editor.page.waitForEvent('popup');
      await editor.tree.action(`localhost:${local}`, 'Open in Browser');
      const page = await opened;
      await page.getByText('the shop is open').waitFor();
      assert.equal(page.url(), `http://localhost:${local}/`);
      await page.close();
      // The tree's tooltip would be in the picture.
      await editor.page.mouse.move(0, 0);
      await editor.page.locator('.workbench-hover').waitFor({ state: 'hidden' });
      await editor.screenshot('10-ports');

      await editor.tree.action(`localhost:${local}`, 'Stop Forwarding');
      await row.waitFor({ state: 'detached' });
      await editor.page.locator('.welcome-view').getByText('Forward Port…').waitFor();
      await assert.rejects(fetch(`http://127.0.0.1:${local}/`));
      const [session] = [...simulator.gateway.sessions.values()];
      await session?.ended;
      await until('the end of the session', () =>
        simulator.requests.some(({ operation }) => operation === 'TerminateSession'),
      );
      assert.equal(await editor.notifications.count(), 0);
      assert.deepEqual(simulator.gateway.violations, []);
    });
  });
});
