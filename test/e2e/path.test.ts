import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, suite, test } from 'node:test';
import { until } from '../host/runner/until.ts';
import { QUICK_AGENT, type Simulator, startSimulator } from '../simulator/index.ts';
import { withEditor } from './driver/editor.ts';
import { packagedExtension } from './driver/vsix.ts';

const FILE = 'task-definition.json';

/** Line and column of the first place of a text, both from 1. */
function place(content: string, text: string): readonly [line: number, column: number] {
  const before = content.slice(0, content.indexOf(text));
  return [before.split('\n').length, before.length - before.lastIndexOf('\n')];
}

suite('from a task definition to a shell', () => {
  let vsix: string;
  let simulator: Simulator;

  before(async () => {
    vsix = await packagedExtension();
    simulator = await startSimulator({ agent: QUICK_AGENT });
  });

  after(() => simulator.close());

  test('squiggles, a fix from the keyboard, the tree, a shell, its end', async () => {
    await withEditor({ vsix, file: FILE, simulator }, async (editor) => {
      const path = join(editor.workspace, FILE);
      const original = await readFile(path, 'utf8');

      await editor.squiggles('warning').first().waitFor();
      await until(
        'three squiggles',
        async () => (await editor.squiggles('warning').count()) + (await editor.squiggles('info').count()) === 3,
      );
      await editor.screenshot('01-squiggles');

      await editor.goTo(...place(original, 'true,\n      "portMappings"'));
      await editor.quickFixes();
      await editor.screenshot('02-quick-fixes');
      await editor.press('Escape');
      await editor.quickFix('Set readonlyRootFilesystem to false');
      await editor.save();
      assert.equal(
        await readFile(path, 'utf8'),
        original.replace('"readonlyRootFilesystem": true', '"readonlyRootFilesystem": false'),
      );
      await until(
        'two squiggles',
        async () => (await editor.squiggles('warning').count()) === 0 && (await editor.squiggles('info').count()) === 2,
      );
      await editor.screenshot('03-fixed');

      await editor.view('ECS Exec');
      await editor.tree.expand('shop');
      await editor.tree.expand('storefront');
      await editor.tree.expand(/1 day/);
      await editor.tree.row('web').waitFor();
      await editor.screenshot('04-tree');

      // Two refreshes before the first has answered: what is open stays open, or its tasks would not be asked for.
      const tasksAsked = (): number => simulator.requests.filter(({ operation }) => operation === 'ListTasks').length;
      const before = tasksAsked();
      simulator.faults.latency = 4_000;
      await editor.command('ECS Exec: Refresh');
      await editor.command('ECS Exec: Refresh');
      assert.ok(await editor.tree.row('web').isVisible());
      simulator.faults.latency = 0;
      await until('the tasks to be asked for again', () => tasksAsked() > before);
      await editor.tree.row('web').waitFor();

      await editor.tree.action('web', 'Exec into Container');
      await editor.terminal.shows('Connecting to storefront/web');
      await editor.terminal.shows(/^[#$]$/m);
      await editor.terminal.enter('echo $((6*7))');
      await editor.terminal.shows(/^42$/m);
      await editor.screenshot('05-shell');

      const size = async (): Promise<string> => {
        await editor.terminal.enter('stty size');
        return /^(\d+ \d+)$/m.exec(await editor.terminal.shows(/^\d+ \d+$/m))?.[1] ?? '';
      };
      const small = await size();
      await editor.terminal.enter('clear');
      await editor.command('View: Toggle Maximized Panel');
      await until('the new size', async () => {
        const large = await size();
        return Number(large.split(' ')[0]) > Number(small.split(' ')[0]);
      });
      await editor.screenshot('06-resized');

      await editor.terminal.enter('exit');
      await editor.terminal.shows('Session ended.');
      await editor.screenshot('07-ended');
      await editor.press('Enter');
      await editor.terminal.shows(/Connecting to storefront\/web[^]*[#$]$/);
      assert.equal(await editor.notifications.count(), 0);
    });
  });

  test('a container found by parts of its names', async () => {
    const sessions = simulator.gateway.sessions.size;
    await withEditor({ vsix, file: FILE, simulator }, async (editor) => {
      // AWS is slow: the picker is there before its answer, and Enter opens nothing that is not to be seen.
      simulator.faults.latency = 4_000;
      await editor.command('ECS Exec: Exec into Container');
      await editor.typeIntoPicker('order shop worker');
      await editor.quickPickItems.filter({ hasText: 'Nothing matches "order shop worker" so far' }).waitFor();
      await editor.press('Enter');
      simulator.faults.latency = 0;
      await editor.searchContainers('order shop worker');
      assert.equal(simulator.gateway.sessions.size, sessions);
      await editor.typeIntoPicker('no such container');
      await editor.quickPickItems.filter({ hasText: 'Nothing matches "no such container"' }).waitFor();
      await editor.press('Enter');
      await editor.searchContainers('order shop worker');
      await editor.screenshot('08-picker');
      await editor.accept('order-worker');
      await editor.terminal.shows(/^[#$]$/m);
    });
  });

  test('without credentials, the view says so and offers what helps', async () => {
    await withEditor({ vsix, file: FILE, simulator, settings: { 'ecs-exec.profile': 'nobody' } }, async (editor) => {
      await editor.view('ECS Exec');
      // The sentence is above the tree in full, and in the row that offers what helps.
      const said = { hasText: 'There is no profile "nobody"' };
      await editor.page.locator('.sidebar .message', said).waitFor();
      await editor.tree.row(said.hasText).waitFor();
      await editor.screenshot('09-welcome');
    });
  });
});
