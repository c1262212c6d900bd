import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { aws } from '../../../src/aws/index.ts';
import { Connections } from '../../../src/vscode/connections/connections.ts';
import { Documents } from '../../../src/vscode/documents/documents.ts';
import { containerNodes, stoppedNode, stoppedTaskNode } from '../../../src/vscode/explorer/nodes.ts';
import { requestOf } from '../../../src/vscode/logs/log-request.ts';
import { LogTerminals } from '../../../src/vscode/logs/log-terminals.ts';
import { OpenThings } from '../../../src/vscode/memory/open-things.ts';
import { returnLogs } from '../../../src/vscode/returning/return-logs.ts';
import { memento } from '../../support/memento.ts';
import { suite } from '../runner/harness.ts';
import { until } from '../runner/until.ts';
import { containerNode, serviceNodeOf } from './containers.ts';
import { changeSimulator, endTask, lookAtSimulator } from './simulator.ts';
import { closeAll, setting, terminalText, testLog } from './support.ts';

const GROUP = '/ecs/storefront';
const place = { cluster: 'shop', service: 'storefront', container: 'web' };

const write = (taskId: string, ...messages: readonly string[]) =>
  changeSimulator({ lines: messages.map((message) => ({ group: GROUP, stream: `web/web/${taskId}`, message })) });
const shows = (what: string, found: RegExp | string) =>
  until(what, async () => {
    const text = await terminalText();
    assert.ok(typeof found === 'string' ? text.includes(found) : found.test(text), text);
    return true;
  });
const press = (keys: string) => vscode.window.activeTerminal?.sendText(keys, false);

async function showLogs(node: unknown, name: string): Promise<vscode.Terminal> {
  await vscode.commands.executeCommand('ecs-exec.showLogs', node);
  return until(`the terminal ${name}`, () =>
    vscode.window.activeTerminal?.name.startsWith(name) === true ? vscode.window.activeTerminal : undefined,
  );
}

export default suite('logs', ({ test, afterEach }) => {
  afterEach(async () => {
    await changeSimulator({ faults: [] });
    vscode.window.terminals.forEach((terminal) => terminal.dispose());
    await closeAll();
  });

  test('of a container: the last ten minutes, then what comes; paused, opened in an editor', async () => {
    const web = await containerNode(place);
    const { task } = web.parent;
    await write(task.id, 'a line from before', '\x1b[2J\x1b]0;evil\x07\x1b[31mred\x1b[0m and\ttab');
    const terminal = await showLogs(web, `storefront/web · ${task.id.slice(0, 4)} logs`);
    await shows('the past', /\d\d:\d\d:\d\d\.\d{3} a line from before\n.*red and +tab/);
    await shows('what it is', /— Logs of storefront\/web · .* in cluster shop, .*eu-central-1, account 123456789012/);
    await write(task.id, 'a line that comes');
    await shows('a new line', 'a line that comes');
    press(' ');
    await until('the pause', () => terminal.name.endsWith('(paused)'));
    await write(task.id, 'a line while paused');
    const { calls } = await lookAtSimulator();
    press(' ');
    await shows('the line of the pause', 'a line while paused');
    assert.ok(calls.length > 0 && !(await terminalText()).includes('evil'));
    await vscode.commands.executeCommand('ecs-exec.openLogs');
    const editor = await until('the editor', () =>
      vscode.window.activeTextEditor?.document.uri.path.startsWith('/logs/') === true
        ? vscode.window.activeTextEditor
        : undefined,
    );
    assert.match(editor.document.getText(), /a line from before\n.* red and\ttab\n[^]*a line while paused\n/);
    // The same logs are shown once.
    assert.equal(await showLogs(web, 'storefront/web'), terminal);
    press('\x03');
    await until('its end', () => terminal.name.endsWith('(stopped)'));
    press('\x04');
    await until('its absence', () => !vscode.window.terminals.includes(terminal));
  });

  test('of a service: each line with its task, also of one that starts meanwhile and one that stops', async () => {
    const { service, task } = await serviceNodeOf({ cluster: 'shop', service: 'storefront' });
    const { id, arn } = task.task;
    await showLogs(service, 'storefront logs');
    await write(id, 'one of many');
    await shows('its line with its task', new RegExp(`${id.slice(0, 8)} web +one of many`));
    await endTask(arn);
    await shows('its end', `Task ${id.slice(0, 8)} has stopped`);
    const next = await until('its successor', async () => {
      const found = await serviceNodeOf({ cluster: 'shop', service: 'storefront' });
      const named = /— Task ([0-9a-f]{8}) is starting\./.exec(await terminalText())?.[1];
      return named !== undefined && found.task.task.id.startsWith(named) ? found.task.task.id : undefined;
    });
    await write(next, 'I am new here');
    await shows('a line of the new one', new RegExp(`${next.slice(0, 8)} web +I am new here`));
  });

  test('of a task that has stopped: its last lines, and why it has', async () => {
    const web = await containerNode(place);
    const { task } = web.parent;
    await write(task.id, 'my last words');
    await endTask(task.arn);
    const stopped = { ...task, lastStatus: 'STOPPED', desiredStatus: 'STOPPED' };
    await showLogs({ ...web, parent: { ...web.parent, task: stopped } }, 'storefront/web');
    await shows('its end', /my last words\n[^]*— Task [0-9a-f]{8} has stopped: its service\s+stopped it/);
    // The same from its row below "Recently stopped", with all its containers.
    const ended = { stopCode: undefined, stoppedReason: undefined, stoppedAt: undefined, exits: [] };
    const report = { ...ended, arn: task.arn, task: stopped };
    await showLogs(stoppedTaskNode(report, stoppedNode(web.parent.parent)), `storefront · ${task.id.slice(0, 4)}`);
    await shows('its end again', /my last words\n[^]*— Task [0-9a-f]{8} has stopped: its service\s+stopped it/);
  });

  test('of an earlier window: they are there again, ask AWS nothing, and go on with Enter', async () => {
    const log = testLog();
    const documents = new Documents(log);
    const unasked = <T>(question: () => Promise<T>): Promise<T> => question();
    const open = (things: OpenThings) => new LogTerminals({ documents, unasked, log, things });
    const { service, task } = await serviceNodeOf({ cluster: 'shop', service: 'storefront' });
    const web = containerNodes(task).find(({ container }) => container.name === 'web');
    assert.ok(web);
    await write(task.task.id, 'a line of old');
    const things = new OpenThings(memento());
    const earlier = open(things);
    for (const request of [requestOf(web), requestOf(service)]) {
      assert.ok(request);
      earlier.show(request);
    }
    const left = things.logs;
    assert.equal(left.length, 2);
    // VS Code forgets to close a terminal that it has not opened yet.
    await Promise.all(vscode.window.terminals.map(({ processId }) => processId));
    earlier.dispose();
    vscode.window.terminals.forEach((terminal) => terminal.dispose());
    await until('their end', () => vscode.window.terminals.length === 0);

    const next = new OpenThings(memento({ 'open.logs': left }));
    const logs = open(next);
    // Of its own: others ask AWS meanwhile.
    let isAsked = false;
    const connections = new Connections(() => {
      isAsked = true;
      return Promise.resolve(aws);
    }, log);
    returnLogs(next, { connections, logs });
    for (const { name } of left) {
      const terminal = await until(`the terminal of ${name}`, () =>
        vscode.window.terminals.find((each) => each.name === `${name} logs (stopped)`),
      );
      terminal.show();
      await until('the terminal in front', () => vscode.window.activeTerminal === terminal);
      await shows('what has become of it', /These logs ended with the window\. Press Enter/);
    }
    assert.equal(isAsked, false);
    for (const { name } of left.toReversed()) {
      const terminal = await until(`the terminal of ${name}`, () =>
        vscode.window.terminals.find((each) => each.name === `${name} logs (stopped)`),
      );
      terminal.show();
      await until('the terminal in front', () => vscode.window.activeTerminal === terminal);
      press('\r');
      await shows('its lines', /a line of old/);
      await until('its name', () => terminal.name === `${name} logs`);
    }
    assert.deepEqual(next.logs, left);
    vscode.window.terminals.forEach((terminal) => terminal.dispose());
    await until('nothing for the next window', () => next.logs.length === 0);
    [logs, documents, connections, log].forEach((each) => each.dispose());
  });

  test('filtered: by words here, and by a pattern in AWS', async () => {
    const web = await containerNode(place);
    const { id } = web.parent.task;
    await write(id, 'an apple', 'a pear');
    const terminal = await showLogs(web, 'storefront/web');
    await shows('both', 'a pear');
    const filter = (typed: string) => vscode.commands.executeCommand('ecs-exec.filterLogs', typed);
    await filter('APPLE, !pear');
    await until('the name', () => terminal.name.endsWith('(filtered)'));
    await until('fewer lines', async () => {
      const text = await terminalText();
      return text.includes('an apple') && !text.includes('a pear');
    });
    await filter('?pear');
    await until('other lines', async () => {
      const text = await terminalText();
      return text.includes('a pear') && !text.includes('an apple');
    });
    const { calls } = await lookAtSimulator();
    assert.ok(calls.some(({ input }) => input['filterPattern'] === '?pear'));
    await filter('{ nonsense');
    await shows('that it is none', 'CloudWatch Logs does not accept this filter pattern');
  });

  test('by Live Tail, once that is accepted', async () => {
    const web = await containerNode(place);
    const { id } = web.parent.task;
    await setting('logs.liveTail', true, true);
    try {
      await showLogs(web, 'storefront/web');
      await shows('that it is on', 'Live Tail is on.');
      await write(id, 'in no time');
      await shows('a line', 'in no time');
    } finally {
      await setting('logs.liveTail', undefined, false);
    }
  });

  test('that cannot be shown say why: elsewhere, denied, and the way on', async () => {
    await showLogs(await containerNode({ cluster: 'back-office', service: 'ledger' }), 'ledger/api');
    await shows('where they are', /Container "api" does not have a log driver, so its output is not kept/);
    await changeSimulator({ faults: [{ kind: 'access-denied', operation: 'FilterLogEvents', times: 1 }] });
    await showLogs(await containerNode(place), 'storefront/web');
    await shows('what is missing', /You are not allowed logs:FilterLogEvents\s+on\s[^]*Press Enter to try again/);
    press('\r');
    await shows('the lines', /GET \/health 200/);
  });
});
