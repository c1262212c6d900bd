import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { changeDesiredCount } from '../../../src/vscode/commands/change-desired-count.ts';
import { LIVE_COMMANDS, type LiveCommand } from '../../../src/vscode/commands/list.ts';
import { stopTask } from '../../../src/vscode/commands/stop-task.ts';
import type { Node } from '../../../src/vscode/explorer/nodes.ts';
import { suite } from '../runner/harness.ts';
import { until } from '../runner/until.ts';
import { actionParts, callsOf, SESSIONS, WRITES } from './action-parts.ts';
import { Answers } from './answers.ts';
import { openedBy, untilEnded } from './simulator.ts';
import { closeAll, setting } from './support.ts';

/** These lead out of VS Code, where nobody closes what they open; they ask AWS nothing. */
const OUTWARD: readonly LiveCommand[] = ['openInConsole', 'openForwardedPort'];

export default suite('read-only mode', ({ test, before, after }) => {
  let actions: ReturnType<typeof actionParts>;
  let answers: Answers;
  let nodes: readonly (Node | undefined)[];
  before(async () => {
    actions = actionParts();
    answers = new Answers();
    const container = await actions.container('back-office', 'ledger');
    const { parent: task } = container;
    nodes = [undefined, task.parent.parent, task.parent, task, container];
  });
  after(async () => {
    answers.dispose();
    await setting('readOnly', undefined, false);
    await setting('readOnlyShells', undefined, false);
    await actions.close();
  });

  /** Runs a command of the extension, and dismisses whatever it asks. */
  const runDismissed = async (id: LiveCommand, node: Node | undefined): Promise<void> => {
    let isOver = false;
    void vscode.commands.executeCommand(`ecs-exec.${id}`, node).then(
      () => (isOver = true),
      () => (isOver = true),
    );
    await until(`the end of ${id}`, async () => {
      if (!isOver) {
        await vscode.commands.executeCommand('workbench.action.closeQuickOpen');
      }
      return isOver;
    });
  };
  const refused = (calls: Awaited<ReturnType<typeof callsOf>>): readonly string[] =>
    calls.map(({ operation }) => operation).filter((each) => [...WRITES, ...SESSIONS].includes(each));
  const contexts = (): readonly (string | undefined)[] =>
    nodes.flatMap((node) => (node === undefined ? [] : actions.parts.explorer.getTreeItem(node).contextValue));

  test('no command changes anything or opens a session, whatever it is used on', async () => {
    await setting('readOnly', true, true);
    const calls = await callsOf(async () => {
      for (const id of LIVE_COMMANDS.filter((each) => !OUTWARD.includes(each))) {
        await Promise.all(nodes.map((node) => runDismissed(id, node)));
      }
    });
    assert.deepEqual(refused(calls), []);
    assert.ok(contexts().every((context) => /\breadOnly\b/.test(context ?? '') && /\bnoShells\b/.test(context ?? '')));
    vscode.window.terminals.forEach((terminal) => terminal.dispose());
    await closeAll();
  });

  test('neither does what goes past the commands', async () => {
    const gateway = await actions.parts.connections.main.gateway();
    const service = nodes.find((node) => node?.kind === 'service');
    const container = nodes.find((node) => node?.kind === 'container');
    assert.ok(service?.kind === 'service' && container?.kind === 'container');
    const { task } = container.parent;
    const name = { clusterArn: task.clusterArn, taskArn: task.arn };
    const serviceName = { clusterArn: task.clusterArn, serviceArn: service.service.arn };
    const place = { ...name, container: container.container.name };
    const launch = { ...(await gateway.changes.service(serviceName)).launch, taskDefinition: 'ledger:8' };
    const calls = await callsOf(async () => {
      for (const attempt of [
        () => gateway.changes.updateService(serviceName, { kind: 'deploy' }),
        () => gateway.changes.stopTask(name, undefined),
        () => gateway.changes.rollBack('arn'),
        () => gateway.changes.decide('arn', 'hook', 'CONTINUE'),
        () =>
          gateway.changes.runTask({
            clusterArn: task.clusterArn,
            launch,
            command: { container: 'api', words: ['true'] },
            startedBy: 'x',
            token: 'x',
          }),
        () => gateway.sessions.executeCommand({ ...place, command: 'true' }),
        () => gateway.sessions.startPortSession({ ...place, port: 1, host: undefined, localPort: 1 }),
      ]) {
        await assert.rejects(attempt, { code: 'read-only' });
      }
    });
    assert.deepEqual(calls, []);
  });

  test('a workspace cannot loosen it, and can forbid the shells that the user allows', async () => {
    const [folder] = vscode.workspace.workspaceFolders ?? [];
    assert.ok(folder);
    const file = vscode.Uri.joinPath(folder.uri, '.vscode', 'settings.json');
    const task = nodes.find((node) => node?.kind === 'task');
    const read = (name: string): unknown => vscode.workspace.getConfiguration('ecs-exec').get(name);
    const write = async (readOnlyShells: boolean): Promise<void> => {
      const loose = { 'ecs-exec.readOnly': false, 'ecs-exec.readOnlyShells': readOnlyShells };
      await vscode.workspace.fs.writeFile(file, Buffer.from(JSON.stringify(loose)));
      await until(
        'the settings to be read',
        () => read('readOnly') === false && read('readOnlyShells') === readOnlyShells,
      );
    };
    try {
      await write(true);
      await assert.rejects(stopTask.run(actions.parts, task), { code: 'read-only' });
      assert.ok(contexts().every((context) => /\bnoShells\b/.test(context ?? '')));
      await vscode.workspace
        .getConfiguration('ecs-exec')
        .update('readOnlyShells', true, vscode.ConfigurationTarget.Global);
      await until('shells to be allowed', () => contexts().every((context) => !/\bnoShells\b/.test(context ?? '')));
      await write(false);
      assert.ok(contexts().every((context) => /\bnoShells\b/.test(context ?? '')));
    } finally {
      await vscode.workspace.fs.delete(file);
    }
    await until('the settings to be gone', () => read('readOnly') === true);
  });

  test('shells are a choice of its own, changes are not', async () => {
    await setting('readOnlyShells', true, true);
    const container = nodes.find((node) => node?.kind === 'container');
    const { sessionId } = await openedBy(() => vscode.commands.executeCommand('ecs-exec.execIntoContainer', container));
    vscode.window.terminals.at(-1)?.dispose();
    await untilEnded(sessionId);
    answers.agree();
    await assert.rejects(changeDesiredCount.run(actions.parts, container), { code: 'read-only' });
    assert.deepEqual(answers.shown, []);
  });

  test('a profile that matches a pattern is read-only, no other is', async () => {
    await setting('readOnly', undefined, false);
    const configuration = vscode.workspace.getConfiguration('ecs-exec');
    const marked = (): boolean => contexts().every((context) => /\breadOnly\b/.test(context ?? ''));
    for (const [patterns, isOn] of [
      [['*prod*'], false],
      [['*prod*', 'DEF*'], true],
      [undefined, false],
    ] as const) {
      await configuration.update('readOnlyProfiles', patterns, vscode.ConfigurationTarget.Global);
      await until(`read-only mode to be ${String(isOn)}`, () => marked() === isOn);
    }
  });
});
