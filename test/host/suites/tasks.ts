import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { until } from '../runner/until.ts';

/** Replaces the workspace's tasks.json; undefined removes it. */
export async function writeTasks(tasks: readonly object[] | undefined): Promise<void> {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  assert.ok(folder);
  const file = vscode.Uri.joinPath(folder.uri, '.vscode', 'tasks.json');
  await (tasks === undefined
    ? vscode.workspace.fs.delete(file)
    : vscode.workspace.fs.writeFile(file, Buffer.from(JSON.stringify({ version: '2.0.0', tasks }))));
}

/** Starts a task of tasks.json, once VS Code has read it. */
export async function startTask(label: string): Promise<vscode.TaskExecution> {
  const task = await until(`the task ${label}`, async () =>
    (await vscode.tasks.fetchTasks({ type: 'ecs-exec' })).find(({ name }) => name === label),
  );
  return vscode.tasks.executeTask(task);
}
