import { callerMay, denied } from '../world.ts';
import type { Cases } from './case.ts';

const OPEN = 'ssmmessages:OpenDataChannel';

export const cases: Cases = {
  never: { warn: 'An action is allowed or is not.', 'not-needed': 'Exec always needs it.' },
  list: [
    { name: 'allowed', state: 'pass', says: /^You are allowed ssmmessages:OpenDataChannel\.$/ },
    {
      name: 'denied',
      facts: { callerPermissions: callerMay({ [OPEN]: { decision: 'implicitDeny' } }) },
      state: 'fail',
      says: /not allowed ssmmessages:OpenDataChannel/,
      mends: ['text'],
      mending: /ssmmessages:OpenDataChannel/,
    },
    {
      name: 'IAM may not be asked',
      facts: { callerPermissions: denied('iam:SimulatePrincipalPolicy') },
      state: 'unknown',
      says: /iam:SimulatePrincipalPolicy/,
      permissions: ['iam:SimulatePrincipalPolicy'],
    },
  ],
};
