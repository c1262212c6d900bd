import assert from 'node:assert/strict';
import { after, before, suite, test } from 'node:test';
import { packageExtension } from '../../scripts/package.ts';
import { until } from '../host/runner/until.ts';
import { manyTasks, QUICK_AGENT, type Simulator, startSimulator } from '../simulator/index.ts';
import { withEditor } from './driver/editor.ts';

suite('a large cluster', () => {
  let vsix: string;
  let simulator: Simulator;

  before(async () => {
    vsix = await packageExtension();
    simulator = await startSimulator({ scenario: manyTasks(250, 250), agent: QUICK_AGENT });
  });

  after(() => simulator.close());

  test('is shown in part, more of it with Enter, narrowed by typing, and stays up to date', async () => {
    await withEditor({ vsix, file: 'task-definition.json', simulator }, async (editor) => {
      const { tree } = editor;
      await editor.view('ECS Exec');
      await tree.expand('many');
      await tree.row('service-001').click();
      await editor.press('End');
      await until('the row', () => tree.row(/Show more.*150 left/).isVisible());
      await tree.row(/Show more/).click();
      await until('50 left', async () => {
        await editor.press('End');
        return tree.row(/Show more.*50 left/).isVisible();
      });
      await editor.screenshot('scale-1-more');

      await editor.command('ECS Exec: Filter Clusters and Services');
      await editor.type('249');
      await tree.row('service-249').waitFor();
      await until('the others to be hidden', async () => !(await tree.row('service-001').isVisible()));
      await editor.screenshot('scale-2-filter');
      await editor.press('Enter');
      assert.ok(await tree.row('service-249').isVisible());

      await tree.expand('service-249');
      const running = (): string | undefined =>
        [...(simulator.world.clusters.get('many')?.tasks.values() ?? [])].find(
          ({ description }) => description.group === 'service:service-249' && description.desiredStatus === 'RUNNING',
        )?.description.taskArn;
      const rowOf = (arn = '') => tree.row(arn.slice(arn.lastIndexOf('/') + 1).slice(0, 8));
      const first = running() ?? '';
      await rowOf(first).click();
      simulator.endTask(first, { stopCode: 'UserInitiated', stoppedReason: 'Stopped for a test' });
      // Nobody refreshes: the view looks by itself.
      await until('another task', async () => !(await rowOf(first).isVisible()) && rowOf(running()).isVisible());
      assert.equal(await tree.row('service-249').getAttribute('aria-expanded'), 'true');
      await editor.screenshot('scale-3-watched');

      await editor.command('ECS Exec: Clear Filter');
      await tree.row('service-001').waitFor();
      assert.equal(await tree.row('many').getAttribute('aria-expanded'), 'true');
    });
  });
});
