import { after, before, suite, test } from 'node:test';
import { packageExtension } from '../../scripts/package.ts';
import { QUICK_AGENT, type Simulator, startSimulator } from '../simulator/index.ts';
import { loadScenario } from '../simulator/world/load.ts';
import { withEditor } from './driver/editor.ts';

const FILE = 'task-definition.json';

/** Reads its orders, and cannot open a channel to Session Manager. */
const ROLE = {
  name: 'storefront-task',
  policies: {
    orders: {
      Version: '2012-10-17',
      Statement: [
        { Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::orders/*' },
        { Effect: 'Allow', Action: 'ssmmessages:CreateDataChannel', Resource: '*' },
      ],
    },
  },
} as const;

suite('an exec that does not work', () => {
  let vsix: string;
  let simulator: Simulator;

  before(async () => {
    vsix = await packageExtension();
    const demo = loadScenario('demo');
    const roles = [...(demo.roles ?? []).filter(({ name }) => name !== ROLE.name), ROLE];
    simulator = await startSimulator({ scenario: { ...demo, roles }, agent: QUICK_AGENT });
  });

  after(() => simulator.close());

  test('the verdict in the terminal, the report, the policy that is missing, and the shell', async () => {
    await withEditor({ vsix, file: FILE, simulator }, async (editor) => {
      await editor.view('ECS Exec');
      await editor.command('ECS Exec: Exec into Container');
      await editor.pickContainer('storefront web');
      await editor.terminal.shows(/Press W to see why\./);
      await editor.screenshot('40-exec-failed');
      await editor.terminal.press('w');

      const report = editor.page.frameLocator('iframe.webview.ready').frameLocator('#active-frame');
      await report.locator('#verdict.not-ready').waitFor();
      await report.getByRole('heading', { name: 'Network path' }).waitFor();
      await editor.command('View: Toggle Panel Visibility');
      await editor.screenshot('41-report');

      await report.getByRole('button', { name: 'Add Policy to Role storefront-task…' }).first().click();
      await editor.confirm('Add a policy to role "storefront-task"?', 'Add Policy');
      await report.locator('#verdict.ready').waitFor();
      await editor.screenshot('44-report-mended');

      await report.getByRole('button', { name: 'Exec into Container' }).click();
      await editor.terminal.shows(/^[#$]$/m);
      await editor.terminal.enter('echo $((6*7))');
      await editor.terminal.shows(/^42$/m);
      await editor.screenshot('45-report-shell');
    });
  });
});
