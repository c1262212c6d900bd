import { sentence, type Text } from '../../text.ts';
import type { Judgement } from '../model/check.ts';

type State = Judgement['state'];

/** The states in the order in which they matter to who reads. */
export const STATES: readonly State[] = ['fail', 'warn', 'unknown', 'pass', 'not-needed'];

/** What stands above the checks of a state. */
export function groupName(state: State): Text {
  switch (state) {
    case 'fail':
      return sentence('What is wrong');
    case 'warn':
      return sentence('What may be wrong');
    case 'unknown':
      return sentence('Could not tell');
    case 'pass':
      return sentence('What is in order');
    case 'not-needed':
      return sentence('What is not needed');
  }
}
