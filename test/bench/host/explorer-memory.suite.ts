import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import * as vscode from 'vscode';
import { LINE_MARK, suite } from '../../host/runner/harness.ts';
import { until } from '../../host/runner/until.ts';
import { changeSimulator, lookAtSimulator } from '../../host/suites/simulator.ts';

/** Services whose tasks are shown. */
const OPENED = 20;

/**
 * Opens a cluster of 5,000 services and 20,000 tasks in the view as a user does, and prints the bytes that this
 * extension host has in use above those before the view was there, and the number of services that are expanded.
 */
export default suite('memory of the view', ({ test }) => {
  test('of a large cluster', async () => {
    setFlagsFromString('--expose-gc');
    const collect = runInNewContext('gc') as () => void;
    // Heap, and what is outside of it but belongs to it. Twice: what is finalized is freed by the second.
    const inUse = (): number => {
      collect();
      collect();
      const { heapUsed, external } = process.memoryUsage();
      return heapUsed + external;
    };
    const asked = async (operation: string): Promise<number> =>
      (await lookAtSimulator()).calls.filter((call) => call.operation === operation).length;

    await changeSimulator({ many: { services: 5_000, tasks: 20_000 } });
    const before = inUse();
    await vscode.commands.executeCommand('ecs-exec.explorer.focus');
    await until('the clusters', async () => (await asked('DescribeClusters')) > 0);
    // Below "back-office", in the order of names.
    await until('the services', async () => {
      await vscode.commands.executeCommand('list.focusFirst');
      await vscode.commands.executeCommand('list.focusDown');
      await vscode.commands.executeCommand('list.expand');
      return (await asked('DescribeServices')) >= 10;
    });
    let opened = 0;
    const isOpened = async (): Promise<boolean> => {
      await vscode.commands.executeCommand('list.focusDown');
      await vscode.commands.executeCommand('list.expand');
      opened = await asked('ListTasks');
      return opened >= OPENED;
    };
    // Past the rows of tasks and containers that come in between.
    await until('the tasks', isOpened, 100_000);
    // Many tasks in a call, of whichever services.
    const described = async (): Promise<number> =>
      (await lookAtSimulator()).calls
        .filter((call) => call.operation === 'DescribeTasks')
        .reduce((sum, { input }) => sum + (Array.isArray(input['tasks']) ? input['tasks'].length : 0), 0);
    await until('what they are', async () => (await described()) >= OPENED);
    console.log(`${LINE_MARK}${JSON.stringify([inUse() - before, opened])}`);
  });
});
