import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { copyArn } from '../../../src/vscode/commands/copy-arn.ts';
import { forceNewDeployment } from '../../../src/vscode/commands/force-new-deployment.ts';
import { openInConsole } from '../../../src/vscode/commands/open-in-console.ts';
import { openTaskDefinition } from '../../../src/vscode/commands/open-task-definition.ts';
import { showDetails } from '../../../src/vscode/commands/show-details.ts';
import { stopTask } from '../../../src/vscode/commands/stop-task.ts';
import { containerNodes, standaloneNode, taskNode } from '../../../src/vscode/explorer/nodes.ts';
import { type PickItem, pickItem, pickNote, pickOne } from '../../../src/vscode/pick.ts';
import { suite } from '../runner/harness.ts';
import { until } from '../runner/until.ts';
import { actionParts, callsOf, WRITES } from './action-parts.ts';
import { Answers } from './answers.ts';
import { accept, watchBoxes } from './boxes.ts';
import { closeAll } from './support.ts';

export default suite('choosing what a command is about', ({ test, before, after, afterEach }) => {
  let actions: ReturnType<typeof actionParts>;
  let answers: Answers;
  before(() => {
    actions = actionParts();
    answers = new Answers();
  });
  afterEach(async () => {
    answers.reset();
    actions.select();
    await closeAll();
  });
  after(async () => {
    answers.dispose();
    await actions.close();
  });

  test('from the palette, it is the row that is selected in the tree; a change names it and asks', async () => {
    const task = await actions.task('back-office', 'ledger');
    assert.ok(task.parent.kind === 'service');
    const [container] = containerNodes(task);
    assert.ok(container);
    const boxes = watchBoxes();
    try {
      const calls = await callsOf(async () => {
        for (const [command, row, question] of [
          [forceNewDeployment, task.parent, 'Force a new deployment of service "ledger"?'],
          [forceNewDeployment, container, 'Force a new deployment of service "ledger"?'],
          [stopTask, task, `Stop task ${task.task.id.slice(0, 8)} (ledger:8)?`],
          [stopTask, container, `Stop task ${task.task.id.slice(0, 8)} (ledger:8)?`],
        ] as const) {
          actions.select(row);
          answers.reset();
          await command.run(actions.parts);
          assert.deepEqual(
            answers.shown.map(({ message }) => message),
            [question],
          );
        }
      });
      assert.deepEqual(
        calls.filter(({ operation }) => WRITES.includes(operation)),
        [],
      );
      actions.select(task);
      await openTaskDefinition.run(actions.parts);
      assert.match(vscode.window.activeTextEditor?.document.uri.path ?? '', /\/ledger:8\.json$/);
      await openInConsole.run(actions.parts);
      assert.match(actions.opened.at(-1) ?? '', new RegExp(`/clusters/back-office/.*${task.task.id}`));
      await copyArn.run(actions.parts);
      assert.equal(await vscode.env.clipboard.readText(), task.task.arn);
      actions.select(task.parent);
      await showDetails.run(actions.parts);
      assert.match(vscode.window.activeTextEditor?.document.getText() ?? '', /^# Service ledger\n/);
      assert.equal(boxes.count(), 0);
    } finally {
      boxes.restore();
    }
  });

  test('boxes open where no row, another kind of row or several of them are selected', async () => {
    const task = await actions.task('back-office', 'ledger');
    assert.ok(task.parent.kind === 'service');
    const { parent: service } = task;
    const cluster = service.parent;
    for (const [number, rows] of [
      [],
      [cluster],
      [cluster.parent],
      [standaloneNode(cluster)],
      [taskNode(task.task, standaloneNode(cluster))],
      [service, task],
    ].entries()) {
      actions.select(...rows);
      const boxes = watchBoxes();
      try {
        const done = forceNewDeployment.run(actions.parts);
        const box = await boxes.box(1);
        assert.equal(box.placeholder, 'Select a cluster', `selection ${number}`);
        assert.ok(box.items.some(({ label }) => label === 'shop'));
        box.hide();
        await done;
      } finally {
        boxes.restore();
      }
    }
    assert.deepEqual(answers.shown, []);
  });

  test('cluster and service are two steps, with a way back', async () => {
    const boxes = watchBoxes();
    try {
      const done = forceNewDeployment.run(actions.parts);
      const clusters = await boxes.box(1);
      assert.deepEqual([clusters.step, clusters.totalSteps, clusters.buttons.length], [1, 2, 0]);
      await accept(clusters, 'shop');
      const services = await boxes.box(2);
      assert.deepEqual([services.step, services.totalSteps], [2, 2]);
      assert.ok(services.items.some(({ label }) => label === 'storefront'));
      await vscode.commands.executeCommand('workbench.action.quickInputBack');
      await accept(await boxes.box(3), 'back-office');
      await accept(await boxes.box(4), 'ledger');
      await done;
      assert.deepEqual(
        answers.shown.map(({ message }) => message),
        ['Force a new deployment of service "ledger"?'],
      );
    } finally {
      boxes.restore();
    }
  });

  test('rows come below those that are there, and the one that has the focus keeps it', async () => {
    type Row = PickItem<{ readonly name?: string }>;
    const row = (name: string): Row => pickItem({ label: name }, { name });
    const parts = new TransformStream<readonly Row[], readonly Row[]>();
    const writer = parts.writable.getWriter();
    const boxes = watchBoxes();
    try {
      const picked = pickOne({ title: 'Test', placeHolder: 'Select one', items: parts.readable });
      await writer.write([row('b'), row('c')]);
      const box = await boxes.box(1);
      box.activeItems = box.items.slice(1);
      await until('the focus', () => box.activeItems[0]?.label === 'c');
      assert.ok(box.busy);
      await writer.write([row('a')]);
      await until('another row', () => box.items.length === 3);
      assert.deepEqual(
        box.items.map(({ label }) => label),
        ['b', 'c', 'a'],
      );
      assert.equal(box.activeItems[0]?.label, 'c');
      await writer.write([pickNote({ label: 'd is missing' }, {})]);
      await writer.close();
      await until('the end of the search', () => !box.busy);
      const [note] = box.items.slice(-1);
      assert.ok(note?.alwaysShow);
      await until('an answer of VS Code', () => box.activeItems[0]?.label === 'c');
      await accept(box, 'a');
      assert.equal((await picked)?.name, 'a');
    } finally {
      boxes.restore();
    }
  });

  test('Escape ends the search', async () => {
    let isEnded = false;
    let more: () => void = () => undefined;
    const items = async function* () {
      try {
        yield [pickItem({ label: 'a' }, {})];
        await new Promise<void>((resolve) => (more = resolve));
        yield [pickItem({ label: 'b' }, {})];
        await new Promise(() => undefined);
      } finally {
        isEnded = true;
      }
    };
    const boxes = watchBoxes();
    try {
      const picked = pickOne({ title: 'Test', placeHolder: 'Select one', items: items() });
      await boxes.box(1);
      await vscode.commands.executeCommand('workbench.action.closeQuickOpen');
      assert.equal(await picked, undefined);
      more();
      await until('the end', () => isEnded);
    } finally {
      boxes.restore();
    }
  });
});
