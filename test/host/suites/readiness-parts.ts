import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { Aftermath } from '../../../src/live/aftermath.ts';
import { hindranceOf } from '../../../src/readiness/container.ts';
import type { Mend } from '../../../src/readiness/model/mend.ts';
import { whyNotExec } from '../../../src/vscode/commands/why-not-exec.ts';
import { Explorer } from '../../../src/vscode/explorer/explorer.ts';
import type { ContainerNode } from '../../../src/vscode/explorer/nodes.ts';
import { LogTerminals } from '../../../src/vscode/logs/log-terminals.ts';
import { OpenThings } from '../../../src/vscode/memory/open-things.ts';
import type { Deed } from '../../../src/vscode/readiness/deed.ts';
import type { UntilNextLook } from '../../../src/vscode/readiness/mends/await-change.ts';
import { type Readiness, ReportDesk } from '../../../src/vscode/readiness/report-desk.ts';
import type { ReportPanel } from '../../../src/vscode/readiness/report-panel.ts';
import { Reports } from '../../../src/vscode/readiness/reports.ts';
import { memento } from '../../support/memento.ts';
import { actionParts, callsOf, isWrite } from './action-parts.ts';
import { EXTENSION } from './support.ts';

/** The calls that change something, among those that the simulator gets while something is done. */
export async function writesOf(run: () => Promise<unknown>): Promise<readonly string[]> {
  return (await callsOf(run)).map(({ operation }) => operation).filter(isWrite);
}

/** The deed of the first fix of this kind that a page offers. */
export function mendOf({ content }: ReportPanel, kind: Mend['kind']): Deed {
  const deed = content.deeds.find((each) => each.kind === 'mend' && each.mend.kind === kind);
  assert.ok(deed, `${kind} in ${JSON.stringify(content.deeds)}`);
  return deed;
}

/** The parts of readiness reports, with what makes them, and with what passes until something is looked at again. */
export function readinessParts(
  readiness: Readiness,
  untilNextLook: UntilNextLook = () => Promise.reject(new Error('Nobody waits here.')),
) {
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
  const shared = { ...actions.parts, untilNextLook, desk, explorer, logs, aftermath, extension };
  const reports = new Reports(shared);
  const close = async (): Promise<void> => {
    [reports, logs, explorer, desk].forEach((each) => each.dispose());
    await actions.close();
  };
  const parts = { ...shared, reports };
  /** The report that "Why Can't I Exec?" opens of a container. */
  const open = async (node: ContainerNode): Promise<ReportPanel> => {
    await whyNotExec.run(parts, node);
    const panel = reports.open.at(-1);
    assert.ok(panel);
    return panel;
  };
  return { ...actions, parts, open, close };
}
