import * as vscode from 'vscode';
import { Aftermath } from '../../../src/live/aftermath.ts';
import { hindranceOf } from '../../../src/readiness/container.ts';
import { Explorer } from '../../../src/vscode/explorer/explorer.ts';
import { LogTerminals } from '../../../src/vscode/logs/log-terminals.ts';
import { OpenThings } from '../../../src/vscode/memory/open-things.ts';
import { type Readiness, ReportDesk } from '../../../src/vscode/readiness/report-desk.ts';
import { Reports } from '../../../src/vscode/readiness/reports.ts';
import { memento } from '../../support/memento.ts';
import { actionParts } from './action-parts.ts';
import { EXTENSION } from './support.ts';

/** The parts of readiness reports, with what makes them. */
export function readinessParts(readiness: Readiness) {
  const actions = actionParts();
  const { log, connections, documents } = actions.parts;
  const desk = new ReportDesk({ load: () => Promise.resolve(readiness), now: () => performance.now() });
  const explorer = new Explorer(connections, log, desk);
  const ask = <T>(question: () => Promise<T>): Promise<T> => question();
  const logs = new LogTerminals({ documents, unasked: ask, log, things: new OpenThings(memento()) });
  const aftermath = new Aftermath({
    ask,
    hindrance: hindranceOf,
    verdict: (place, signal) => desk.verdict(place, signal),
    onGone: () => undefined,
  });
  const extension = vscode.extensions.getExtension(EXTENSION)?.extensionUri;
  if (extension === undefined) {
    throw new Error('VS Code does not know the extension.');
  }
  const shared = { ...actions.parts, desk, explorer, logs, aftermath, extension };
  const reports = new Reports(shared);
  const close = async (): Promise<void> => {
    [reports, logs, explorer, desk].forEach((each) => each.dispose());
    await actions.close();
  };
  return { ...actions, parts: { ...shared, reports }, close };
}
