import assert from 'node:assert/strict';
import { after, before, suite, test } from 'node:test';
import { QUICK_AGENT, type Simulator, startSimulator } from '../simulator/index.ts';
import { loadScenario } from '../simulator/world/load.ts';
import { withEditor } from './driver/editor.ts';
import { packagedExtension } from './driver/vsix.ts';

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
    vsix = await packagedExtension();
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

  test('by the keyboard alone: each button in turn, and a place that is kept', async () => {
    await withEditor({ vsix, file: FILE, simulator }, async (editor) => {
      await editor.command("ECS Exec: Why Can't I Exec?");
      await editor.pickContainer('refunds');
      const report = editor.page.frameLocator('iframe.webview.ready').frameLocator('#active-frame');
      await report.locator('#verdict.not-ready').waitFor();
      await report.locator('#title:focus').waitFor();
      const stops = report.locator('button, summary');
      const count = await stops.count();
      assert.ok(count > 8, String(count));
      for (let at = 0; at < count; at += 1) {
        await editor.press('Tab');
        await stops.nth(at).and(report.locator(':focus')).waitFor();
      }
      // The last one unfolds what is not needed.
      await editor.press('Enter');
      const unfolded = report.getByRole('heading', { name: 'KMS key for sessions' });
      await unfolded.waitFor();

      // What those hear who do not see it.
      const page = await report.locator('main').ariaSnapshot();
      const levels = Array.from(page.matchAll(/heading ".*\[level=(\d)\]/g), ([, level]) => Number(level));
      assert.equal(levels[0], 1);
      levels.forEach((level, at) => assert.ok(at === 0 || (level > 1 && level - (levels[at - 1] ?? 0) <= 1), page));
      assert.match(page, /heading "Fails: Permissions of the task role" \[level=3\]/);
      assert.match(page, /figure "ssmmessages: Works\. The task reaches ssmmessages through NAT gateway nat-/);
      assert.match(page, /- listitem:\n\s+- text: Task Fargate\n\s+- strong: Works\n\s+- text: Runs there with/);
      assert.doesNotMatch(page, /[→✓✗]/);

      simulator.faults.latency = 300;
      try {
        await report.getByRole('button', { name: 'Check Again' }).press('Enter');
        await report.getByText(/ of 18 checks answered\. Below is the report of /).waitFor();
        await report.locator('button:focus').filter({ hasText: 'Stop' }).waitFor();
      } finally {
        simulator.faults.latency = 0;
      }
      await report.locator('#verdict.not-ready').waitFor();
      await report.locator('button:focus').filter({ hasText: 'Check Again' }).waitFor();
      assert.ok(await unfolded.isVisible());
    });
  });
});
