import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import * as vscode from 'vscode';
import { aws } from '../../../src/aws/index.ts';
import { Aftermath } from '../../../src/live/aftermath.ts';
import type { OpenConnection } from '../../../src/live/connection.ts';
import type { LiveContainer } from '../../../src/live/container.ts';
import { TaskWatch } from '../../../src/live/task-watch.ts';
import { hindranceOf } from '../../../src/readiness/container.ts';
import { ports } from '../../../src/session/index.ts';
import { later } from '../../../src/vscode/clock.ts';
import { copyForwardedAddress } from '../../../src/vscode/commands/copy-forwarded-address.ts';
import { openForwardedPort } from '../../../src/vscode/commands/open-forwarded-port.ts';
import { stopForwarding } from '../../../src/vscode/commands/stop-forwarding.ts';
import { Connections } from '../../../src/vscode/connections/connections.ts';
import { containerOf } from '../../../src/vscode/explorer/nodes.ts';
import { PortForwards, type RunningForward } from '../../../src/vscode/ports/forwards.ts';
import { portItem } from '../../../src/vscode/ports/view.ts';
import { suite } from '../runner/harness.ts';
import { until } from '../runner/until.ts';
import { containerNode } from './containers.ts';
import { endTask, openedBy, untilEnded } from './simulator.ts';
import { testLog } from './support.ts';

/** Forwards of the test's own, on the same simulator as the extension's. */
function openForwards() {
  const log = testLog();
  const connections = new Connections(() => Promise.resolve(aws), log);
  const onGone = (): void => undefined;
  const aftermath = new Aftermath({
    ask: (question) => question(),
    hindrance: hindranceOf,
    onGone,
  });
  const watch = new TaskWatch({ after: later, isWatched: () => true, ask: (question) => question(), onGone });
  const forwards = new PortForwards({ loadPorts: () => Promise.resolve(ports), watch, aftermath, log });
  let changes = 0;
  forwards.onDidChange(() => changes++);
  const close = async (): Promise<void> => {
    await forwards.close();
    forwards.dispose();
    watch.dispose();
    connections.dispose();
    log.dispose();
  };
  return { connection: connections.main, forwards, changes: () => changes, close };
}

/** A container that is ready for sessions. */
async function readyContainer(connection: OpenConnection): Promise<LiveContainer> {
  const gateway = await connection.gateway();
  for await (const clusters of gateway.clusters.listClusters()) {
    for (const { arn } of clusters) {
      for await (const tasks of gateway.clusters.listTasks(arn, { kind: 'all' })) {
        for (const task of tasks) {
          const container = task.containers.find(({ execAgent }) => execAgent?.status === 'RUNNING');
          if (container !== undefined && task.lastStatus === 'RUNNING') {
            return { connection, task, container };
          }
        }
      }
    }
  }
  throw new Error('No container is ready.');
}

export default suite('ports', ({ test, before, after }) => {
  let opened: ReturnType<typeof openForwards>;
  let server: Server;
  let port: number;

  before(async () => {
    opened = openForwards();
    server = createServer((_, answer) => answer.end('from the container')).listen(0, '127.0.0.1');
    await once(server, 'listening');
    ({ port } = server.address() as AddressInfo);
  });

  after(async () => {
    await opened.close();
    server.closeAllConnections();
    server.close();
  });

  async function start(to = port): Promise<RunningForward> {
    const target = await readyContainer(opened.connection);
    return opened.forwards.start({ ...target, destination: { host: undefined, port: to }, localPort: 0 });
  }

  test('leads to the container, and says its state in words', async () => {
    const running = await start();
    assert.deepEqual(opened.forwards.running, [running]);
    await until('the connection', () => running.forward.state.name === 'ready');
    const { container } = running.request;
    assert.equal(running.address, `localhost:${running.forward.localPort}`);
    const item = portItem(running);
    assert.equal(item.label, running.address);
    assert.equal(item.description, `→ storefront/${container.name}:${port} · no connections`);
    assert.equal(
      item.accessibilityInformation?.label,
      `forwarded port, ${running.address}, to storefront/${container.name}:${port}, no connections`,
    );

    const before = opened.changes();
    const answer = await fetch(`http://127.0.0.1:${running.forward.localPort}/`);
    assert.equal(await answer.text(), 'from the container');
    assert.ok(opened.changes() > before);

    await until('the address', async () => {
      await copyForwardedAddress.run({}, running);
      return (await vscode.env.clipboard.readText()) === running.address;
    });
    await stopForwarding.run({}, running);
    assert.deepEqual(opened.forwards.running, []);
    await assert.rejects(fetch(`http://127.0.0.1:${running.forward.localPort}/`));
  });

  test('says that nothing listens there', async () => {
    const closed = createServer().listen(0, '127.0.0.1');
    await once(closed, 'listening');
    const { port: free } = closed.address() as AddressInfo;
    closed.close();
    await once(closed, 'close');
    const running = await start(free);
    await assert.rejects(fetch(`http://127.0.0.1:${running.forward.localPort}/`));
    await until('the warning', () => String(portItem(running).description).endsWith('nothing answers there'));
    await stopForwarding.run({}, running);
  });

  test('a local port that is taken is told, and nothing is started', async () => {
    const target = await readyContainer(opened.connection);
    await assert.rejects(
      opened.forwards.start({ ...target, destination: { host: undefined, port }, localPort: port }),
      { code: 'ports/local-port-taken' },
    );
    assert.deepEqual(opened.forwards.running, []);
  });

  test('a local port that leads somewhere already is told with where', async () => {
    const running = await start();
    const { localPort } = running.forward;
    assert.equal(opened.forwards.holderOf(localPort), running);
    await assert.rejects(opened.forwards.start({ ...running.request, localPort }), (error: Error) => {
      assert.match(error.message, /^Port \d+ of this computer already leads to .*web.*:\d+/);
      return true;
    });
    assert.deepEqual(opened.forwards.running, [running]);
    await stopForwarding.run({}, running);
    assert.equal(opened.forwards.holderOf(localPort), undefined);
  });

  test('is opened in a browser as it is, with TLS where that is usual', async () => {
    const running = await start();
    const urls: string[] = [];
    const openExternal = (url: vscode.Uri) => Promise.resolve(urls.push(url.toString(true)));
    await openForwardedPort.run({ openExternal }, running);
    await openForwardedPort.run(
      { openExternal },
      { ...running, request: { ...running.request, destination: { host: 'shop.internal', port: 8443 } } },
    );
    const { address } = running;
    assert.deepEqual(urls, [`http://${address}/`, `https://${address}/`]);
    await stopForwarding.run({}, running);
  });

  test('one that somebody has ended is told, and forwarded again to the same port', async () => {
    const gateway = await opened.connection.gateway();
    const running = await start();
    await until('the connection', () => running.forward.state.name === 'ready');
    await gateway.sessions.terminateSession(running.forward.sessionId);
    assert.equal((await running.forward.ended).reason, 'closed');
    // The extension's own list has it then.
    const again = await openedBy(() =>
      until('the offer to be taken', async () => {
        await vscode.commands.executeCommand('notification.acceptPrimaryAction');
        return fetch(`http://127.0.0.1:${running.forward.localPort}/`, { signal: AbortSignal.timeout(10_000) }).then(
          (answer) => answer.ok,
        );
      }),
    );
    await gateway.sessions.terminateSession(again.sessionId);
    await untilEnded(again.sessionId);
    await vscode.commands.executeCommand('notifications.clearAll');
  });

  test('one whose task was replaced says so, and is forwarded again to the task that runs in its stead', async () => {
    const place = { cluster: 'shop', service: 'storefront', container: 'web' };
    const node = await containerNode(place);
    const { parent } = node;
    const running = await opened.forwards.start({
      ...containerOf(node),
      destination: { host: undefined, port },
      localPort: 0,
    });
    await until('the connection', () => running.forward.state.name === 'ready');
    const told: string[] = [];
    const { showErrorMessage } = vscode.window;
    vscode.window.showErrorMessage = (message: string, ...buttons: readonly unknown[]) => {
      told.push(message);
      return Reflect.apply(showErrorMessage, vscode.window, [message, ...buttons]) as Thenable<undefined>;
    };
    try {
      await endTask(parent.task.arn);
      const again = await openedBy(() =>
        until('the offer to be taken', async () => {
          await vscode.commands.executeCommand('notification.acceptPrimaryAction');
          return fetch(`http://127.0.0.1:${running.forward.localPort}/`, { signal: AbortSignal.timeout(10_000) }).then(
            (answer) => answer.ok,
          );
        }),
      );
      assert.notEqual(again.taskArn, parent.task.arn);
      assert.deepEqual([again.taskArn, again.container], [(await containerNode(place)).parent.task.arn, 'web']);
      const id = (arn: string): string => arn.slice(-32, -24);
      assert.match(
        told.join(),
        new RegExp(
          `^localhost:\\d+ no longer leads to web:${port}\\. Task ${id(parent.task.arn)} has stopped: its service stopped it .* It can go on in task ${id(again.taskArn)}, which replaced this one\\.$`,
        ),
      );
      await (await opened.connection.gateway()).sessions.terminateSession(again.sessionId);
      await untilEnded(again.sessionId);
    } finally {
      vscode.window.showErrorMessage = showErrorMessage;
      await vscode.commands.executeCommand('notifications.clearAll');
    }
  });

  test('all are stopped together', async () => {
    const running = await Promise.all([start(), start()]);
    assert.equal(opened.forwards.running.length, 2);
    await opened.forwards.close();
    assert.deepEqual(opened.forwards.running, []);
    for (const { forward } of running) {
      assert.deepEqual(await forward.ended, { reason: 'left' });
    }
  });
});
