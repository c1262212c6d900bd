import { after, before, suite, test } from 'node:test';
import { QUICK_AGENT, type Simulator, startSimulator } from '../simulator/index.ts';
import { loadScenario } from '../simulator/world/load.ts';
import { withEditor } from './driver/editor.ts';
import { packagedExtension } from './driver/vsix.ts';

const FILE = 'task-definition.json';

/** Exec is off, and only that is in the way. */
const INVOICES = { name: 'invoices', taskDefinition: 'ledger:8', exec: false };

suite('a day with what runs', () => {
  let vsix: string;
  let simulator: Simulator;

  before(async () => {
    vsix = await packagedExtension();
    const demo = loadScenario('demo');
    const clusters = demo.clusters.map((cluster) =>
      cluster.name === 'back-office' ? { ...cluster, services: [...(cluster.services ?? []), INVOICES] } : cluster,
    );
    simulator = await startSimulator({ scenario: { ...demo, clusters }, agent: QUICK_AGENT });
  });

  after(() => simulator.close());

  test('exec switched on, a shell in the new task, logs, details, a stopped task, a comparison, a filter', async () => {
    await withEditor({ vsix, file: FILE, simulator }, async (editor) => {
      await editor.view('ECS Exec');
      await editor.tree.expand('back-office');
      await editor.tree.row('invoices').waitFor();

      await editor.command('ECS Exec: Enable ECS Exec…');
      await editor.pick('back-office');
      await editor.pick('invoices');
      await editor.confirm('Enable ECS Exec for service "invoices"?', 'Enable and Deploy');
      await editor.answerNotification(/Task [0-9a-f]{8} of service "invoices" is ready/, 'Exec into Container');
      await editor.terminal.shows(/^[#$]$/m);
      await editor.terminal.enter('echo $((6*7))');
      await editor.terminal.shows(/^42$/m);
      await editor.screenshot('22-exec-enabled');
      await editor.terminal.enter('exit');

      await editor.tree.expand('shop');
      await editor.tree.menu('storefront', 'Show Logs');
      await editor.terminal.shows(/Logs of storefront/);
      await editor.screenshot('23-logs');

      await editor.tree.menu('storefront', 'Show Details');
      await editor.page.locator('.editor-instance').getByText('circuit breaker threshold').first().waitFor();
      await editor.screenshot('24-details');

      await editor.tree.expand('storefront');
      await editor.tree.expand('Recently stopped');
      await editor.tree.row('cannot pull the image').waitFor();
      await editor.screenshot('25-stopped');

      await editor.open(FILE);
      await editor.command('ECS Exec: Compare Task Definition…');
      await editor.pick('shop');
      // Not its revisions, which the next box has.
      await editor.pick(/^storefront(?!:)/);
      await editor.pick(FILE);
      await editor.page.locator('.monaco-diff-editor').waitFor();
      await editor.screenshot('26-compare');

      await editor.command('ECS Exec: Filter Clusters and Services…');
      await editor.enter('Words from the names of a service and its cluster', 'ledger');
      await editor.tree.row('ledger').waitFor();
      await editor.tree.row('storefront').waitFor({ state: 'detached' });
      await editor.screenshot('27-filter');
    });
  });
});
