import * as vscode from 'vscode';
import { aws } from '../../../src/aws/index.ts';
import { Aftermath } from '../../../src/live/aftermath.ts';
import { Sessions } from '../../../src/live/sessions.ts';
import { TaskWatch } from '../../../src/live/task-watch.ts';
import { hindranceOf } from '../../../src/readiness/container.ts';
import { files, openSession, ports, runCommand } from '../../../src/session/index.ts';
import { later } from '../../../src/vscode/clock.ts';
import { Connections } from '../../../src/vscode/connections/connections.ts';
import { ContainerFinder } from '../../../src/vscode/containers/finder.ts';
import { Memory } from '../../../src/vscode/memory/memory.ts';
import { OpenThings } from '../../../src/vscode/memory/open-things.ts';
import { PortForwards } from '../../../src/vscode/ports/forwards.ts';
import { CommandRunner } from '../../../src/vscode/terminal/command-runner.ts';
import { OpenShells } from '../../../src/vscode/terminal/open-shells.ts';
import { asProblem } from '../../../src/vscode/words.ts';
import { memento } from '../../support/memento.ts';
import { testLog } from './support.ts';

/** The live parts as the extension puts them together, but a test's own, on the same simulator. */
export function liveParts(onGone: (taskArn: string) => void = () => undefined) {
  const log = testLog();
  const output = vscode.window.createOutputChannel('Commands test');
  const connections = new Connections(() => Promise.resolve(aws), log);
  const ask = <T>(question: () => Promise<T>): Promise<T> => question();
  const aftermath = new Aftermath({ ask, hindrance: hindranceOf, onGone });
  const watch = new TaskWatch({ after: later, isWatched: () => true, ask, onGone });
  const sessions = new Sessions({
    loadSession: () => Promise.resolve(openSession),
    watch,
    log: (line) => log.debug(line),
  });
  const runner = new CommandRunner(sessions, () => Promise.resolve(runCommand), aftermath);
  const forwards = new PortForwards({ loadPorts: () => Promise.resolve(ports), watch, aftermath, log });
  const finder = new ContainerFinder((error) => asProblem(error, log));
  const shells = new OpenShells(new OpenThings(memento()));
  const close = async (): Promise<void> => {
    await Promise.all([sessions.close(), forwards.close()]);
    for (const each of [shells, forwards, watch, connections, output, log]) {
      each.dispose();
    }
  };
  return {
    connections,
    aftermath,
    sessions,
    runner,
    forwards,
    finder,
    memory: new Memory(memento()),
    shells,
    output,
    log,
    loadFiles: () => Promise.resolve(files),
    close,
  };
}
