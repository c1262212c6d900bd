import { definition, denied, known } from '../world.ts';
import type { Cases } from './case.ts';

const shared = definition({ pidMode: 'task', containerDefinitions: [{ name: 'web' }, { name: 'worker' }] });

export const cases: Cases = {
  never: { warn: 'There is room or there is not.', 'not-needed': 'Each session needs room.' },
  list: [
    { name: 'none is open', state: 'pass', says: /^Sessions open with container "web": 0 of 2\.$/ },
    { name: 'one is open', facts: { openSessions: known(['a']) }, state: 'pass', says: /: 1 of 2/ },
    {
      name: 'two are open',
      facts: { openSessions: known(['ecs-execute-command-a', 'ecs-execute-command-b']) },
      state: 'fail',
      says: /^Sessions open with container "web": 2\. ECS allows 2\.$/,
      mends: ['end-session', 'end-session'],
      mending: /ecs-execute-command-a.*ecs-execute-command-b/,
    },
    {
      name: 'one is open in a shared process namespace',
      facts: { openSessions: known(['a']), taskDefinition: shared },
      state: 'fail',
      says: /: 1\. ECS allows 1/,
      mends: ['end-session'],
    },
    {
      name: 'sessions may not be listed',
      facts: { openSessions: denied('ssm:DescribeSessions') },
      state: 'unknown',
      says: /ssm:DescribeSessions/,
      permissions: ['ssm:DescribeSessions'],
    },
  ],
};
