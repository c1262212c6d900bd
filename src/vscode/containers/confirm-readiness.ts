import * as vscode from 'vscode';
import type { LiveContainer } from '../../live/container.ts';
import { shortId } from '../../live/task-name.ts';
import { execReadiness, nextStep, summarize } from '../../readiness/container.ts';
import { showWarning } from '../notify.ts';
import { inWords, localize } from '../words.ts';

/**
 * Says why a container is not ready for a session, and offers the report. What was read may be old, so trying is still
 * possible.
 */
export async function confirmReadiness(target: LiveContainer): Promise<boolean> {
  const { task, container } = target;
  const readiness = execReadiness(task, container);
  const advice = nextStep(readiness);
  if (advice === undefined) {
    return true;
  }
  const tryAnyway = vscode.l10n.t('Try Anyway');
  const sentence = localize(
    'Container "{0}" of task {1}: {2}.',
    container.name,
    shortId(task),
    inWords(summarize(readiness)),
  );
  const why = vscode.l10n.t('Why?');
  const pressed = await showWarning(`${sentence} ${inWords(advice)}`, tryAnyway, why);
  if (pressed === why) {
    // It tells its own errors.
    void vscode.commands.executeCommand('ecs-exec.whyNotExec', target);
  }
  return pressed === tryAnyway;
}
