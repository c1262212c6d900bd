import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { aws } from '../../../src/aws/index.ts';
import { findContainer } from '../../../src/readiness/find-container.ts';
import { LiveConnection } from '../../../src/vscode/connection.ts';
import { clusterNode, containerNodes, standaloneNode, taskNode, type Node } from '../../../src/vscode/explorer/nodes.ts';
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

/** The tree's node of the container. */
async function containerNode(): Promise<Node> {
  const log = vscode.window.createOutputChannel('ECS Exec test', { log: true });
  const connection = new LiveConnection(() => Promise.resolve(aws), log);
  try {
    const { task, container } = await findContainer(await connection.ecs(), place, new AbortController().signal);
    const cluster = { arn: task.clusterArn, name: place.cluster, status: 'ACTIVE', runningTasks: 1, pendingTasks: 0, activeServices: 1 };
    const node = containerNodes(taskNode(task, standaloneNode(clusterNode(cluster)))).find((each) => each.container.name === container.name);
    assert.ok(node);
    return node;
  } finally {
    connection.dispose();
    log.dispose();
  }
}

export default suite('tasks and files in containers', ({ test, before, after }) => {
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

  test('and a file of the container is copied into the workspace', async () => {
    // The simulator's containers have this machine's files.
    const there = await mkdtemp(join(tmpdir(), 'ecs-exec-there-'));
    const bytes = Buffer.from(Array.from({ length: 256 }, (_, byte) => byte));
    const folder = vscode.Uri.joinPath(tasksFile(), '..');
    const copy = join(folder.fsPath, 'a file.bin');
    try {
      await writeFile(join(there, 'a file.bin'), bytes);
      await vscode.commands.executeCommand('ecs-exec.copyFromContainer', await containerNode(), { containerPath: join(there, 'a file.bin'), folder });
      assert.deepEqual(await readFile(copy), bytes);
    } finally {
      await rm(there, { recursive: true });
      await rm(copy, { force: true });
    }
  });
});
