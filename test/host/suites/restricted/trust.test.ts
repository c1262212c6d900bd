import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { aws } from '../../../../src/aws/index.ts';
import { Aftermath } from '../../../../src/live/aftermath.ts';
import { Sessions } from '../../../../src/live/sessions.ts';
import { TaskWatch } from '../../../../src/live/task-watch.ts';
import { hindranceOf } from '../../../../src/readiness/container.ts';
import { openSession } from '../../../../src/session/index.ts';
import { execIntoContainer } from '../../../../src/vscode/commands/exec-into-container.ts';
import { selectProfile } from '../../../../src/vscode/commands/select-profile.ts';
import { Connections } from '../../../../src/vscode/connections/connections.ts';
import { ContainerFinder } from '../../../../src/vscode/containers/finder.ts';
import { Explorer, type RootState } from '../../../../src/vscode/explorer/explorer.ts';
import { Links } from '../../../../src/vscode/links/open-link.ts';
import { Memory } from '../../../../src/vscode/memory/memory.ts';
import { OpenThings } from '../../../../src/vscode/memory/open-things.ts';
import { settings } from '../../../../src/vscode/settings.ts';
import { OpenShells } from '../../../../src/vscode/terminal/open-shells.ts';
import { asProblem } from '../../../../src/vscode/words.ts';
import { memento } from '../../../support/memento.ts';
import { suite } from '../../runner/harness.ts';
import { until } from '../../runner/until.ts';
import { lookAtSimulator } from '../simulator.ts';
import { EXTENSION, testLog } from '../support.ts';

/**
 * In Restricted Mode, with a workspace whose settings try to lead elsewhere. What is checked there is in
 * ./multi-root.test.ts.
 */
export default suite('a workspace that is not trusted', ({ test, before, after }) => {
  let log: vscode.LogOutputChannel;
  let connections: Connections;

  before(() => {
    log = testLog();
    connections = new Connections(() => Promise.resolve(aws), log);
  });
  after(() => {
    connections.dispose();
    log.dispose();
  });

  test('shows no live tasks, and says why', async () => {
    assert.equal(vscode.workspace.isTrusted, false);
    const explorer = new Explorer(connections, log);
    const states: RootState[] = [];
    explorer.onDidLoadRoots((state) => states.push(state));
    await until('the reason', async () => (await explorer.getChildren()).length === 0);
    explorer.dispose();
    const [{ problem, connection: shown, empty } = {}] = states;
    assert.deepEqual([problem?.code, shown?.place, empty], ['untrusted', undefined, true]);
  });

  test('its commands say why they do nothing', async () => {
    const finder = new ContainerFinder((error) => asProblem(error, log));
    const onGone = (): void => assert.fail('Nothing is open.');
    const watch = new TaskWatch({
      after: () => () => undefined,
      isWatched: () => false,
      ask: (question) => question(),
      onGone,
    });
    const memory = new Memory(memento());
    const shells = new OpenShells(new OpenThings(memento()));
    const aftermath = new Aftermath({
      ask: (question) => question(),
      hindrance: hindranceOf,
      onGone,
    });
    const sessions = new Sessions({
      loadSession: () => Promise.resolve(openSession),
      watch,
      log: (line) => log.debug(line),
    });
    await assert.rejects(execIntoContainer.run({ connections, finder, memory, sessions, aftermath, shells, log }), {
      code: 'untrusted',
    });
    const asked = (): never => assert.fail('Nothing is asked.');
    await assert.rejects(
      new Links({ connections, finder, memory, sessions, aftermath, shells, log }, asked).open({
        path: '/exec',
        query: 'cluster=shop&service=storefront',
      }),
      { code: 'untrusted' },
    );
    await assert.rejects(selectProfile.run({ connections }), { code: 'untrusted' });
  });

  test('its settings change neither where requests go nor what is run', () => {
    const written = vscode.workspace.getConfiguration('ecs-exec');
    assert.deepEqual(written.inspect('rules')?.workspaceValue, { 'task/container-count': 'warning' });
    assert.deepEqual([settings.profile(), settings.region(), settings.command()], [undefined, undefined, undefined]);
    assert.match(settings.endpoint() ?? '', /^http:\/\/127\.0\.0\.1:\d{4,}$/);
  });

  test('nothing is asked of AWS', async () => {
    assert.ok(vscode.extensions.getExtension(EXTENSION)?.isActive);
    for (const command of [
      'execIntoContainer',
      'execAgain',
      'whyNotExec',
      'runCommand',
      'copyToContainer',
      'copyFromContainer',
      'forwardPort',
      'refresh',
      'selectProfile',
      'selectRegion',
    ]) {
      await vscode.commands.executeCommand(`ecs-exec.${command}`);
    }
    await vscode.commands.executeCommand('ecs-exec.explorer.focus');
    assert.deepEqual((await lookAtSimulator()).calls, []);
  });
});
