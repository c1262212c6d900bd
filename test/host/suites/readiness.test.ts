import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { placeOf } from '../../../src/live/container.ts';
import { Problem } from '../../../src/problem.ts';
import { sentence } from '../../../src/text.ts';
import { createReadiness } from '../../../src/vscode/bundles/readiness.ts';
import { disableExec } from '../../../src/vscode/commands/disable-exec.ts';
import { whyNotExec } from '../../../src/vscode/commands/why-not-exec.ts';
import { confirmReadiness } from '../../../src/vscode/containers/confirm-readiness.ts';
import { type ContainerNode, containerOf } from '../../../src/vscode/explorer/nodes.ts';
import { offersFor } from '../../../src/vscode/offers.ts';
import { ReportPanel } from '../../../src/vscode/readiness/report-panel.ts';
import { stateOf } from '../../../src/vscode/readiness/report-state.ts';
import type { PolicyDocument } from '../../simulator/index.ts';
import { suite } from '../runner/harness.ts';
import { until } from '../runner/until.ts';
import { callsOf, isWrite } from './action-parts.ts';
import { Answers } from './answers.ts';
import { mendOf, readinessParts, writesOf } from './readiness-parts.ts';
import { changeSimulator } from './simulator.ts';
import { closeAll } from './support.ts';

const ROLE = 'storefront-task';
const CHANNELS = [
  'ssmmessages:CreateControlChannel',
  'ssmmessages:CreateDataChannel',
  'ssmmessages:OpenControlChannel',
  'ssmmessages:OpenDataChannel',
];
const NOTHING: PolicyDocument = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Deny', Action: '*', Resource: '*' }],
};

export default suite('why exec does not work', ({ test, before, after, afterEach }) => {
  let live: ReturnType<typeof readinessParts>;
  let answers: Answers;
  before(() => {
    live = readinessParts(createReadiness());
    answers = new Answers();
  });
  afterEach(async () => {
    answers.reset();
    await changeSimulator({ permissions: 'everything', faults: [] });
    live.parts.reports.open.forEach((panel) => panel.close());
    await closeAll();
  });
  after(async () => {
    answers.dispose();
    await live.close();
  });

  const tabs = () => vscode.window.tabGroups.all.flatMap((group) => group.tabs);
  const rowOf = (node: ContainerNode): { readonly description: string; readonly tooltip: string } => {
    const { description, tooltip } = live.parts.explorer.getTreeItem(node);
    assert.ok(typeof description === 'string' && typeof tooltip === 'string');
    return { description, tooltip };
  };

  test('a role without channels: the report names it, a policy mends it, and the next report is green', async () => {
    const node = await live.container('shop', 'storefront');
    await changeSimulator({ roles: { [ROLE]: { inline: {} } } });
    let panel: ReportPanel | undefined;
    assert.deepEqual(await writesOf(async () => (panel = await live.open(node))), []);
    assert.ok(panel);
    assert.equal(panel.content.state, 'not-ready', panel.content.verdict);
    assert.match(panel.content.verdict, /ssmmessages|storefront-task/);
    await until('its tab', () =>
      tabs().some(({ input }) => input instanceof vscode.TabInputWebview && input.viewType.includes('ecs-exec.report')),
    );
    assert.ok(rowOf(node).tooltip.includes(panel.content.verdict));
    assert.match(rowOf(node).description, /^last check failed · /);

    // Dismissed, nothing is changed, though the difference is shown.
    const mend = mendOf(panel, 'attach-policy');
    assert.deepEqual(await writesOf(async () => panel?.press(mend)), []);
    await until('the difference', () => tabs().some(({ input }) => input instanceof vscode.TabInputTextDiff));
    const [question] = answers.shown.filter(({ kind }) => kind === 'modal');
    assert.equal(question?.message, `Add a policy to role "${ROLE}"?`);
    assert.match(question.detail, /account 123456789012, profile "default"\.$/);

    answers.agree();
    const calls = await callsOf(async () => panel?.press(mend));
    const writes = calls.filter(({ operation }) => isWrite(operation));
    assert.deepEqual(
      writes.map(({ operation, input }) => [operation, input['RoleName']]),
      [['PutRolePolicy', ROLE]],
    );
    const [statement] = (
      JSON.parse(String(writes[0]?.input['PolicyDocument'])) as {
        readonly Statement: readonly { readonly Action: readonly string[] }[];
      }
    ).Statement;
    assert.deepEqual([...(statement?.Action ?? [])].sort(), CHANNELS);
    // It was made again by itself.
    assert.notEqual(panel.content.state, 'not-ready', panel.content.verdict);
    assert.ok(rowOf(node).tooltip.includes(panel.content.verdict));
    assert.match(rowOf(node).description, /^ready · /);
  });

  test('a policy of the same name is not lost', async () => {
    const node = await live.container('shop', 'storefront');
    await changeSimulator({ roles: { [ROLE]: { inline: {} } } });
    const panel = await live.open(node);
    const mend = mendOf(panel, 'attach-policy');
    assert.ok(mend.kind === 'mend' && mend.mend.kind === 'attach-policy');
    const { policyName } = mend.mend;
    await changeSimulator({ roles: { [ROLE]: { inline: { [policyName]: NOTHING } } } });
    answers.agree();
    const calls = await callsOf(() => panel.press(mend));
    assert.deepEqual(
      calls.filter(({ operation }) => operation === 'PutRolePolicy').map(({ input }) => input['PolicyName']),
      [`${policyName}-2`],
    );
    await changeSimulator({ roles: { [ROLE]: { inline: { channels: allowing(CHANNELS) } } } });
  });

  test('a role that ECS may not assume: its trust policy is corrected, unless it has changed since', async () => {
    const node = await live.container('shop', 'storefront');
    const lambda = trusting('lambda.amazonaws.com');
    await changeSimulator({ roles: { [ROLE]: { trust: lambda } } });
    const panel = await live.open(node);
    const mend = mendOf(panel, 'correct-trust');
    answers.agree();
    await changeSimulator({ roles: { [ROLE]: { trust: trusting('ec2.amazonaws.com') } } });
    assert.deepEqual(await writesOf(() => panel.press(mend)), []);
    assert.match(answers.shown.at(-1)?.message ?? '', /has changed since it was checked/);

    await changeSimulator({ roles: { [ROLE]: { trust: lambda } } });
    answers.reset();
    answers.agree();
    assert.deepEqual(await writesOf(() => panel.press(mend)), ['UpdateAssumeRolePolicy']);
    assert.notEqual(panel.content.state, 'not-ready', panel.content.verdict);
  });

  test('exec that is off is switched on, and the report goes on with a new task', async () => {
    answers.agree();
    await disableExec.run(live.parts, await live.service('back-office', 'ledger'));
    const node = await until('a task without exec', async () => {
      const found = await live.container('back-office', 'ledger');
      return found.parent.task.execEnabled ? undefined : found;
    });
    const panel = await live.open(node);
    assert.equal(panel.content.state, 'not-ready');
    assert.deepEqual(await writesOf(() => panel.press(mendOf(panel, 'enable-exec'))), ['UpdateService']);
    assert.notEqual(panel.place.taskArn, node.parent.task.arn);
    assert.notEqual(panel.content.state, 'not-ready', panel.content.verdict);
  });

  test('denied everything: no check is red, each says what it may not ask, and nothing pops up', async () => {
    const node = await live.container('shop', 'storefront');
    await changeSimulator({
      permissions: {
        Version: '2012-10-17',
        Statement: [{ Effect: 'Allow', Action: ['ecs:DescribeTasks'], Resource: '*' }],
      },
    });
    const panel = await live.open(node);
    assert.equal(panel.content.state, 'could-not-tell', panel.content.verdict);
    assert.doesNotMatch(panel.content.body, /group-fail/);
    assert.match(panel.content.body, /iam:SimulatePrincipalPolicy/);
    await changeSimulator({ permissions: NOTHING });
    await panel.check();
    assert.ok(['could-not-tell', 'failed'].includes(panel.content.state), panel.content.state);
    assert.deepEqual(answers.shown, []);
  });

  test('after a failed exec, the verdict is said in place of what AWS says, and leads to its report', async () => {
    const node = await live.container('shop', 'storefront');
    const place = placeOf(containerOf(node));
    await changeSimulator({ roles: { [ROLE]: { inline: {} } } });
    const refused = new Problem('target-not-connected', sentence('An internal error.'), sentence('Try again later.'));
    const told = (await live.parts.aftermath.explain(refused, place, new AbortController().signal)) as Problem;
    assert.doesNotMatch(told.message, /internal error/);
    const [why] = offersFor(told, { retry: () => undefined });
    assert.equal(why?.title, 'Why?');
    // Nobody waits twice: the report has just been made.
    const calls = await callsOf(() => whyNotExec.run(live.parts, place));
    assert.deepEqual(calls, []);
    assert.equal(live.parts.reports.open[0]?.content.verdict, told.message);
    await changeSimulator({ roles: { [ROLE]: { inline: { channels: allowing(CHANNELS) } } } });
  });

  test('what is not ready can be asked why before it is tried', async () => {
    const worker = await live.container('back-office', 'reports');
    const target = containerOf(worker);
    assert.equal(await confirmReadiness(target), false);
    assert.deepEqual(answers.shown.at(-1)?.buttons, ['Try Anyway', 'Why?']);
  });

  test('while AWS does not answer, it can be stopped, and closed', async () => {
    const node = await live.container('shop', 'storefront');
    await changeSimulator({ latency: 60_000 });
    try {
      const showing = whyNotExec.run(live.parts, node);
      const panel = await until('the page', () => live.parts.reports.open[0]);
      assert.equal(panel.content.state, 'asking');
      await panel.press({ kind: 'stop' });
      await showing;
      assert.deepEqual(live.parts.reports.open, []);
    } finally {
      await changeSimulator({ latency: 0 });
    }
  });

  test('closed while something is carried out, it stays closed without a word', async () => {
    const place = placeOf(containerOf(await live.container('shop', 'storefront')));
    const { desk, extension, log } = live.parts;
    const carryOut = (): Promise<typeof place> => {
      panel.close();
      return Promise.resolve(place);
    };
    const panel = ReportPanel.open(place, { desk, extension, log, carryOut });
    await panel.check();
    assert.deepEqual(await callsOf(() => panel.press({ kind: 'exec' })), []);
    assert.deepEqual(answers.shown, []);
  });

  test('gone on to another container, it shows nothing of the one before', async () => {
    const place = placeOf(containerOf(await live.container('shop', 'storefront')));
    const { desk, extension, log } = live.parts;
    const carryOut = () => Promise.resolve({ ...place, container: 'other' });
    const panel = ReportPanel.open(place, { desk, extension, log, carryOut });
    await panel.check();
    await changeSimulator({ latency: 60_000 });
    try {
      const pressed = panel.press({ kind: 'exec' });
      await until('the next container', () => (panel.place.container === 'other' ? panel : undefined));
      assert.doesNotMatch(panel.content.body, /Before, it was/);
      await panel.press({ kind: 'stop' });
      await pressed;
      assert.equal(panel.content.state, 'asking');
    } finally {
      await changeSimulator({ latency: 0 });
      panel.close();
    }
  });

  test('the report is copied as Markdown, saved as JSON, and holds no secret', async () => {
    const panel = await live.open(await live.container('shop', 'storefront'));
    await panel.press({ kind: 'copy-markdown' });
    const copied = await vscode.env.clipboard.readText();
    assert.match(copied, /^#/m);
    assert.doesNotMatch(copied, /DATABASE_PASSWORD=|AKIA|ASIA/);
    assert.deepEqual(answers.shown, []);
  });

  test('a text for use elsewhere opens as a document without a name', async () => {
    const panel = await live.open(await live.container('shop', 'storefront'));
    await panel.press({ kind: 'text', title: sentence('Route'), text: { form: 'cli', text: 'aws ec2 create-route' } });
    const { document } = await until('the document', () => vscode.window.activeTextEditor);
    assert.ok(document.isUntitled);
    assert.equal(document.getText(), 'aws ec2 create-route');
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  });

  test('after a reload it is there again, and AWS is asked again; what cannot be read is closed', async () => {
    const node = await live.container('shop', 'storefront');
    const tab = (): vscode.WebviewPanel =>
      vscode.window.createWebviewPanel('ecs-exec.report', 'x', vscode.ViewColumn.Active);
    await live.parts.reports.revive(tab(), stateOf(placeOf(containerOf(node))));
    const [panel] = live.parts.reports.open;
    assert.ok(panel !== undefined && panel.content.state !== 'asking');
    await live.parts.reports.revive(tab(), { connection: 'nonsense' });
    assert.equal(live.parts.reports.open.length, 1);
    assert.match(answers.shown.at(-1)?.message ?? '', /could not be opened again/);
  });
});

function allowing(actions: readonly string[]): PolicyDocument {
  return { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: actions, Resource: '*' }] };
}

function trusting(service: string): PolicyDocument {
  return {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: { Service: service }, Action: 'sts:AssumeRole' }],
  };
}
