import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { runCommand } from '../../../src/vscode/commands/run-command.ts';
import { containerOf } from '../../../src/vscode/explorer/nodes.ts';
import { Links } from '../../../src/vscode/links/open-link.ts';
import { suite } from '../runner/harness.ts';
import { until } from '../runner/until.ts';
import { containerNode } from './containers.ts';
import { liveParts } from './parts.ts';
import { lookAtSimulator, openedBy, untilEnded } from './simulator.ts';
import { terminalWords } from './support.ts';

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
