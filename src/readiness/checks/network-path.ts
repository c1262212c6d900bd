import { sentence } from '../../text.ts';
import { couldNotTell, judged } from '../judging/judgement.ts';
import { pathEvidence } from '../judging/path-evidence.ts';
import type { Check } from '../model/check.ts';
import { networkPath as pathTo } from '../network/index.ts';

/** The exec agent keeps a connection to `ssmmessages` alone: it does without `ssm` and `ec2messages`. */
export const networkPath: Check<'network'> = {
  id: 'network-path',
  title: sentence('Network path to Session Manager'),
  needs: ['network'],
  judge({ network }) {
    if (network.state === 'unknown') {
      return couldNotTell([network]);
    }
    const path = pathTo(network.value, 'ssmmessages');
    return judged(path.state, path.sentence, {
      mayFail: path.mayFail,
      evidence: pathEvidence(path),
      mends: path.mends,
      permissions: path.permissions,
    });
  },
};
