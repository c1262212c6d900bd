import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { suite } from '../runner/harness.ts';
import { until } from '../runner/until.ts';
import { containerNode } from './containers.ts';
import { lookAtSimulator, openedBy, untilEnded } from './simulator.ts';
import { terminalWords } from './support.ts';
import { startTask, writeTasks } from './tasks.ts';

const place = { cluster: 'shop', service: 'storefront', container: 'web' };
const TASKS = [
  { label: 'succeeds', type: 'ecs-exec', ...place, command: 'echo fine' },
  { label: 'fails', type: 'ecs-exec', ...place, command: 'exit 37' },
  { label: 'goes nowhere', type: 'ecs-exec', ...place, service: 'no-such-service', command: 'true' },
  { label: 'is incomplete', type: 'ecs-exec', cluster: 'shop', command: 'true' },
  { label: 'has no container', type: 'ecs-exec', ...place, container: 'wbe', command: 'true' },
  { label: 'goes on', type: 'ecs-exec', ...place, command: 'echo started; sleep 600' },
  { label: 'comes after a failure', type: 'ecs-exec', ...place, command: 'echo never', dependsOn: ['fails'] },
  { label: 'comes after', type: 'ecs-exec', ...place, command: 'true', dependsOn: ['succeeds'] },
];

/** Runs a task of tasks.json and resolves with the exit codes of all that have ended with it, by their names. */
async function exitCodes(label: string): Promise<Readonly<Record<string, number | undefined>>> {
  const codes: Record<string, number | undefined> = {};
  const listening = vscode.tasks.onDidEndTaskProcess(
    ({ execution, exitCode }) => (codes[execution.task.name] = exitCode),
  );
  try {
    await startTask(label);
    await until(`the end of ${label}`, () => label in codes);
    return codes;
  } finally {
    listening.dispose();
  }
}

export default suite('tasks and files in containers', ({ test, before, after }) => {
  before(() => writeTasks(TASKS));
  after(async () => {
    vscode.window.terminals.forEach((terminal) => terminal.dispose());
    await writeTasks(undefined);
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

  test('do not run after one that has failed', async () => {
    const codes: Record<string, number | undefined> = {};
    const ended: string[] = [];
    const listening = [
      vscode.tasks.onDidEndTaskProcess(({ execution, exitCode }) => (codes[execution.task.name] = exitCode)),
      vscode.tasks.onDidEndTask(({ execution }) => ended.push(execution.task.name)),
    ];
    try {
      await startTask('comes after a failure');
      await until('the end of both', () => ended.includes('comes after a failure'));
      assert.deepEqual(codes, { fails: 37 });
      assert.ok(!(await lookAtSimulator()).sessions.some(({ command }) => command?.includes('echo never')));
    } finally {
      for (const each of listening) {
        each.dispose();
      }
    }
  });

  test('say which container they do not find, and which there are', async () => {
    assert.deepEqual(await exitCodes('has no container'), { 'has no container': 1 });
    await until('the sentence', async () =>
      /The task does not have a container "wbe"\. Name one of its containers: .*\bweb\b/.test(await terminalWords()),
    );
  });

  test('end in the container when they are terminated', async () => {
    let execution: vscode.TaskExecution | undefined;
    const { sessionId } = await openedBy(async () => (execution = await startTask('goes on')));
    execution?.terminate();
    await untilEnded(sessionId);
  });

  test('and a file of the container is copied into the workspace', async () => {
    // The simulator's containers have this machine's files.
    const there = await mkdtemp(join(tmpdir(), 'ecs-exec-there-'));
    const bytes = Buffer.from(Array.from({ length: 256 }, (_, byte) => byte));
    const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
    assert.ok(folder);
    const copy = join(folder.fsPath, 'a file.bin');
    try {
      await writeFile(join(there, 'a file.bin'), bytes);
      await vscode.commands.executeCommand('ecs-exec.copyFromContainer', await containerNode(place), {
        containerPath: join(there, 'a file.bin'),
        folder,
      });
      assert.deepEqual(await readFile(copy), bytes);
    } finally {
      await rm(there, { recursive: true });
      await rm(copy, { force: true });
    }
  });
});
