import * as vscode from 'vscode';
import { countIn, mistakeInCount, overrideOf } from '../../live/changes/desired-count.ts';
import { refusalOfCount } from '../../live/changes/refusals.ts';
import { askFor } from '../ask.ts';
import { chooseService } from '../changes/choose-node.ts';
import { scalingRangeOf } from '../changes/scaling-range.ts';
import { type ChangeParts, examine, refuse, servicePlaceOf } from '../changes/service-change.ts';
import { whereInWords } from '../changes/where.ts';
import type { Node } from '../explorer/nodes.ts';
import { decide, showBriefly } from '../notify.ts';
import { withCancelling, withWaiting } from '../progress.ts';
import { inWords, localize } from '../words.ts';
import type { Command } from './command.ts';

/** Changes how many tasks a service keeps running. */
export const changeDesiredCount = {
  id: 'changeDesiredCount',
  async run(needs: ChangeParts, node?: Node): Promise<void> {
    const service = await chooseService(node, vscode.l10n.t('Change Desired Count'), needs);
    if (service === undefined) {
      return;
    }
    const title = localize('Change the desired count of service "{0}"', service.service.name);
    const examined = await examine(servicePlaceOf(service), title);
    const { state, gateway, name } = examined;
    refuse(refusalOfCount(state));
    const range = await withWaiting(title, (signal) => scalingRangeOf(examined, signal));
    const warning = overrideOf(range);
    const typed = await askFor({
      title,
      prompt: [
        localize('How many tasks it keeps running. It is {0} now.', state.desired),
        ...(warning === undefined ? [] : [inWords(warning)]),
      ].join(' '),
      value: String(state.desired),
      validateInput: (text) => {
        const mistake = mistakeInCount(text);
        return mistake && inWords(mistake);
      },
    });
    const count = countIn(typed ?? '');
    if (count === undefined || count === state.desired) {
      return;
    }
    const overriding = overrideOf(range, count);
    const button = vscode.l10n.t('Change Desired Count');
    const details = [
      count < state.desired
        ? localize('ECS stops tasks until {0} are left.', count)
        : localize('ECS starts tasks until {0} are running.', count),
      ...(overriding === undefined ? [] : [inWords(overriding)]),
      whereInWords(name.clusterArn, gateway.connection),
    ];
    const question = localize(
      'Change the desired count of service "{0}" from {1} to {2}?',
      state.name,
      state.desired,
      count,
    );
    if ((await decide(question, details, button)) !== button) {
      return;
    }
    await withCancelling(title, (signal) => gateway.changes.updateService(name, { kind: 'desired', count }, signal));
    needs.explorer.lookAgain(name.serviceArn);
    showBriefly(localize('The desired count of service "{0}" is {1}.', state.name, count));
  },
} satisfies Command<ChangeParts>;
