import { setTimeout as sleep } from 'node:timers/promises';
import * as vscode from 'vscode';
import type { ContainerPlace } from '../../../live/container.ts';
import type { Report } from '../../../readiness/model/report.ts';
import { withCancelling } from '../../progress.ts';
import { inWords } from '../../words.ts';
import type { ReportDesk } from '../report-desk.ts';

/** Milliseconds between two reports while something is under way. */
const LOOK_EVERY = 15_000;
/** How often it is looked: for 15 minutes. */
const MOST_LOOKS = 60;

/** What passes between two looks. Rejects when the signal is aborted. */
export type UntilNextLook = (signal: AbortSignal) => Promise<unknown>;

export const untilNextLook: UntilNextLook = (signal) => sleep(LOOK_EVERY, undefined, { signal, ref: false });

/** Looks again and again until nothing is under way that would change the report by itself. */
export async function awaitChange(place: ContainerPlace, desk: ReportDesk, wait: UntilNextLook): Promise<void> {
  await withCancelling(vscode.l10n.t('Waiting until the container may be ready for exec'), async (signal, tell) => {
    for (let look = 0; look < MOST_LOOKS; look += 1) {
      await wait(signal);
      const report = await desk.make(place, signal, () => undefined);
      if (!isUnderWay(report)) {
        return;
      }
      tell(inWords(report.sentence));
    }
  });
}

function isUnderWay({ checks }: Report): boolean {
  return checks.some(({ state, mends }) => state !== 'pass' && mends.some(({ kind }) => kind === 'wait'));
}
