import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { aws } from '../../../src/aws/index.ts';
import { runCommand } from '../../../src/vscode/commands/run-command.ts';
import { Connections } from '../../../src/vscode/connections/connections.ts';
import { containerOf } from '../../../src/vscode/explorer/nodes.ts';
import { Links } from '../../../src/vscode/links/open-link.ts';
import { OpenThings } from '../../../src/vscode/memory/open-things.ts';
import { recentOf } from '../../../src/vscode/memory/recent-container.ts';
import { returnForwards } from '../../../src/vscode/returning/return-forwards.ts';
import { returnShells } from '../../../src/vscode/returning/return-shells.ts';
import { memento } from '../../support/memento.ts';
import { suite } from '../runner/harness.ts';
import { until } from '../runner/until.ts';
import { containerNode } from './containers.ts';
import { liveParts } from './parts.ts';
import { lookAtSimulator, openedBy, untilEnded } from './simulator.ts';
import { terminalWords, testLog } from './support.ts';

const storefront = { cluster: 'shop', service: 'storefront', container: 'web' };

export default suite('ways to a shell', ({ test, before, after }) => {
  let parts: ReturnType<typeof liveParts>;

  before(() => {
    parts = liveParts();
  });
  after(async () => {
    vscode.window.terminals.forEach((terminal) => terminal.dispose());
    await parts.close();
  });

  /** Links, with what they have asked, and this answer. */
  function links(answer: boolean | (() => Promise<boolean>)) {
    const asked: string[] = [];
    const opened = new Links(parts, (...words) => {
      asked.push(words.join(' | '));
      return typeof answer === 'boolean' ? Promise.resolve(answer) : answer();
    });
    return { asked, open: (query: string, path = '/exec') => opened.open({ path, query }) };
  }

  async function sessions(): Promise<number> {
    return (await lookAtSimulator()).sessions.length;
  }

  test('a link asks once, with all that it will open, and then opens it', async () => {
    const { asked, open } = links(true);
    const { sessionId, container } = await openedBy(() =>
      open('cluster=shop&service=storefront&container=web&region=eu-central-1'),
    );
    assert.equal(container, 'web');
    assert.deepEqual(asked, [
      'Open a shell in container "web" of storefront, cluster shop? | ' +
        'A link asks for it. Profile default will be used in eu-central-1. | Open Shell',
    ]);
    await until('what it is', async () =>
      (await terminalWords()).includes('is the newest of its service that is ready.'),
    );
    vscode.window.terminals.forEach((terminal) => terminal.dispose());
    await untilEnded(sessionId);
  });

  test('a link to a service, or to a task by its definition, finds its one container', async () => {
    for (const [query, expected] of [
      ['cluster=back-office&service=ledger', 'api'],
      ['cluster=shop&task=storefront:42', 'web'],
    ] as const) {
      const { sessionId, container } = await openedBy(() => links(true).open(query));
      assert.equal(container, expected);
      vscode.window.terminals.forEach((terminal) => terminal.dispose());
      await untilEnded(sessionId);
    }
  });

  test('a link that the user does not want, or that is not understood, asks nothing of AWS', async () => {
    const calls = async (): Promise<number> => (await lookAtSimulator()).calls.length;
    const before = await calls();
    await links(false).open('cluster=shop&service=storefront');
    const { asked, open } = links(true);
    for (const query of ['cluster=shop&service=storefront&profile=prod', 'cluster=shop', 'command=sh']) {
      await assert.rejects(open(query), { code: 'bad-link' });
    }
    await assert.rejects(open('cluster=shop&service=storefront', '/'), { code: 'bad-link' });
    assert.deepEqual(asked, []);
    assert.equal(await calls(), before);
  });

  test('a link that comes while another one is asked about is left out', async () => {
    let answer: (isWanted: boolean) => void = () => undefined;
    const { asked, open } = links(() => new Promise<boolean>((resolve) => (answer = resolve)));
    const first = open('cluster=shop&service=storefront');
    await until('the question', () => asked.length === 1);
    await open('cluster=shop&service=order-worker');
    answer(false);
    await first;
    assert.equal(asked.length, 1);
  });

  test('a link to what is not there says what there is', async () => {
    await assert.rejects(links(true).open('cluster=shop&service=storefron&container=web'), {
      code: 'service-not-found',
    });
  });

  test('one click on a container opens nothing, two open a shell', async () => {
    const node = await containerNode(storefront);
    const before = await sessions();
    await vscode.commands.executeCommand('ecs-exec.clickContainer', node);
    assert.equal(await sessions(), before);
    const { sessionId, container } = await openedBy(() =>
      vscode.commands.executeCommand('ecs-exec.clickContainer', node),
    );
    assert.equal(container, 'web');
    vscode.window.terminals.forEach((terminal) => terminal.dispose());
    await untilEnded(sessionId);
  });

  test('a terminal of an earlier window is there again, and has a session once the user wants one', async () => {
    const target = containerOf(await containerNode(storefront));
    const left = { where: recentOf(target), task: target.task.arn, name: 'storefront/web · left' };
    const things = new OpenThings(memento());
    await things.setShells([left]);
    // Of its own: others ask AWS meanwhile.
    let isAsked = false;
    const connections = new Connections(() => {
      isAsked = true;
      return Promise.resolve(aws);
    }, testLog());
    returnShells(things, { ...parts, connections });
    const terminal = await until('the terminal', () => vscode.window.terminals.find(({ name }) => name === left.name));
    terminal.show();
    await until('what has become of it', async () =>
      (await terminalWords()).includes(
        'The session in storefront/web · left ended with the window. Press Enter for a new one, or Ctrl+D',
      ),
    );
    assert.equal(isAsked, false);
    const { sessionId } = await openedBy(() => {
      terminal.sendText('', true);
      return Promise.resolve();
    });
    await until('its name', () => terminal.name === `storefront/web · ${target.task.id.slice(0, 4)}`);
    terminal.sendText('echo $((6*7))');
    await until('the answer', async () => (await terminalWords()).includes(' 42 '));
    assert.equal(isAsked, true);
    terminal.dispose();
    await untilEnded(sessionId);
    connections.dispose();
  });

  test('a terminal of an earlier window whose service is gone says so, and can be asked again, or closed', async () => {
    const target = containerOf(await containerNode(storefront));
    const left = {
      where: { ...recentOf(target), service: 'storefront-old' },
      task: `${target.task.arn.slice(0, -4)}0000`,
      name: 'storefront-old/web · left',
    };
    const things = new OpenThings(memento());
    await things.setShells([left]);
    const before = await sessions();
    returnShells(things, parts);
    const terminal = await until('the terminal', () => vscode.window.terminals.find(({ name }) => name === left.name));
    terminal.show();
    await until('what has become of it', async () => (await terminalWords()).includes('ended with the window.'));
    for (const times of [1, 2]) {
      terminal.sendText('', true);
      await until(
        'the reason',
        async () => (await terminalWords()).split('There is no service "storefront-old"').length > times,
      );
    }
    assert.equal(await sessions(), before);
    terminal.sendText('\x04', false);
    await until('its end', () => !vscode.window.terminals.includes(terminal));
  });

  test('a port of an earlier window is forwarded again where the user wants that, to another task too', async () => {
    const target = containerOf(await containerNode(storefront));
    const left = { where: recentOf(target), host: undefined, port: 8080, localPort: 18_080 };
    for (const [task, wants, expected] of [
      [target.task.arn, [], 0],
      [target.task.arn, ['Forward Again'], 1],
      [`${target.task.arn.slice(0, -4)}0000`, ['Forward Again'], 0],
      [`${target.task.arn.slice(0, -4)}0000`, ['Forward Again', 'Forward'], 1],
    ] as const) {
      const things = new OpenThings(memento());
      await things.setForwards([{ ...left, task }]);
      const asked: string[] = [];
      const presses = (words: string, button: string): boolean => {
        asked.push(words);
        return wants.some((wanted) => wanted === button);
      };
      await returnForwards(things, parts, {
        offer: (words, button = '') => Promise.resolve(presses(words, button) ? button : undefined),
        confirm: (question, detail, button) => Promise.resolve(presses(`${question} ${detail}`, button)),
      });
      assert.equal(asked[0], 'Port forwarding ended with the window: localhost:18080 → storefront/web:8080.');
      if (task !== target.task.arn) {
        assert.match(asked[1] ?? '', /^Forward localhost:18080 to another task\? .* would lead to storefront\/web · /);
      }
      assert.equal(parts.forwards.running.length, expected);
      assert.deepEqual(things.forwards, []);
      parts.forwards.running.forEach(({ forward }) => forward.close());
      await until('their end', () => parts.forwards.running.length === 0);
    }
  });

  test('the last command is there for the next task of the same service, and runs with Enter', async () => {
    const node = await containerNode(storefront);
    const target = containerOf(node);
    await parts.memory.addCommand(target, 'true');
    await parts.memory.addCommand(target, 'echo remembered');
    const run = runCommand.run(parts, node);
    const ran = async (): Promise<boolean> =>
      (await lookAtSimulator()).sessions.some(({ command }) => command?.includes('echo remembered'));
    await until('the command', async () => {
      await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
      return ran();
    });
    await run;
    assert.deepEqual(parts.memory.commands(target), ['echo remembered', 'true']);
    await vscode.commands.executeCommand('ecs-exec.clearHistory');
  });
});
