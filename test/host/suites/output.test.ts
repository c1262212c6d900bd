import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { Aftermath } from '../../../src/live/aftermath.ts';
import { Sessions } from '../../../src/live/sessions.ts';
import { TaskWatch } from '../../../src/live/task-watch.ts';
import { hindranceOf } from '../../../src/readiness/container.ts';
import { openSession, runCommand } from '../../../src/session/index.ts';
import { containerOf } from '../../../src/vscode/explorer/nodes.ts';
import { runInOutput } from '../../../src/vscode/terminal/command-output.ts';
import { CommandRunner } from '../../../src/vscode/terminal/command-runner.ts';
import { LONGEST_HEAD, LONGEST_TAIL } from '../../../src/vscode/terminal/head-and-tail.ts';
import { suite } from '../runner/harness.ts';
import { until } from '../runner/until.ts';
import { containerNode } from './containers.ts';
import { testLog } from './support.ts';

export default suite('the output of commands', ({ test }) => {
  test('that is long is shown from its beginning and to its end, and the window goes on', async () => {
    const log = testLog();
    const output = vscode.window.createOutputChannel('Commands test');
    const onGone = (): void => assert.fail('The task is there.');
    const watch = new TaskWatch({
      after: () => () => undefined,
      isWatched: () => true,
      ask: (question) => question(),
      onGone,
    });
    const sessions = new Sessions({
      loadSession: () => Promise.resolve(openSession),
      watch,
      log: (line) => log.debug(line),
    });
    const runner = new CommandRunner(
      sessions,
      () => Promise.resolve(runCommand),
      new Aftermath({
        ask: (question) => question(),
        hindrance: hindranceOf,
        onGone,
      }),
    );
    try {
      const node = await containerNode({ cluster: 'shop', service: 'storefront', container: 'web' });
      const noTerminal = () => assert.fail('nobody has asked for it');
      await runInOutput(containerOf(node), 'seq 1 1000000', noTerminal, { runner, output, log });
      const text = await until('the end of the output', () => {
        const shown = vscode.workspace.textDocuments
          .find((each) => each.uri.scheme === 'output' && each.getText().includes('$ seq 1 1000000\n'))
          ?.getText();
        return shown?.includes('Exit code 0 after') === true ? shown : undefined;
      });
      assert.match(text, /\$ seq 1 1000000\n1\n2\n3\n/);
      assert.match(text, /\n\n… 9\d{5} lines, \d\.\d MB, are left out here …\n\n\d{6}\n/);
      assert.match(text, /\n999999\n1000000\nExit code 0 after [\d.]+ s\n/);
      assert.ok(text.length < LONGEST_HEAD + LONGEST_TAIL + 1000);
    } finally {
      await sessions.close();
      for (const each of [output, log]) {
        each.dispose();
      }
    }
  });
});
