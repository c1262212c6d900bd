import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { suite } from '../runner/harness.ts';
import { until } from '../runner/until.ts';

const place = { cluster: 'shop', service: 'storefront', container: 'web' };
const TASKS = [
  { label: 'succeeds', type: 'ecs-exec', ...place, command: 'echo fine' },
  { label: 'fails', type: 'ecs-exec', ...place, command: 'exit 37' },
  { label: 'goes nowhere', type: 'ecs-exec', ...place, service: 'no-such-service', command: 'true' },
  { label: 'is incomplete', type: 'ecs-exec', cluster: 'shop', command: 'true' },
  { label: 'comes after', type: 'ecs-exec', ...place, command: 'true', dependsOn: ['succeeds'] },
];

function tasksFile(): vscode.Uri {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  assert.ok(folder);
  return vscode.Uri.joinPath(folder.uri, '.vscode', 'tasks.json');
}

/** Runs a task of tasks.json and resolves with the exit codes of all that have ended with it, by their names. */
async function exitCodes(label: string): Promise<Readonly<Record<string, number | undefined>>> {
  const codes: Record<string, number | undefined> = {};
  const listening = vscode.tasks.onDidEndTaskProcess(({ execution, exitCode }) => (codes[execution.task.name] = exitCode));
  try {
    const task = await until(`the task ${label}`, async () => (await vscode.tasks.fetchTasks({ type: 'ecs-exec' })).find(({ name }) => name === label));
    await vscode.tasks.executeTask(task);
    await until(`the end of ${label}`, () => label in codes);
    return codes;
  } finally {
    listening.dispose();
  }
}

export default suite('tasks in containers', ({ test, before, after }) => {
  before(async () => {
    await vscode.workspace.fs.writeFile(tasksFile(), Buffer.from(JSON.stringify({ version: '2.0.0', tasks: TASKS })));
  });
  after(async () => {
    vscode.window.terminals.forEach((terminal) => terminal.dispose());
    await vscode.workspace.fs.delete(tasksFile());
  });

  test('end with the exit code of their command', async () => {
    assert.deepEqual(await exitCodes('succeeds'), { succeeds: 0 });
    assert.deepEqual(await exitCodes('fails'), { fails: 37 });
  });

  test('fail where nothing is found, and where the definition is not whole', async () => {
    assert.deepEqual(await exitCodes('goes nowhere'), { 'goes nowhere': 1 });
    assert.deepEqual(await exitCodes('is incomplete'), { 'is incomplete': 1 });
  });

  test('run after those that they depend on', async () => {
    assert.deepEqual(await exitCodes('comes after'), { succeeds: 0, 'comes after': 0 });
  });
});
