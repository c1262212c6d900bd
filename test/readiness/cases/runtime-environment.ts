import type { Facts } from '../../../src/readiness/model/facts.ts';
import { definition, denied, known, task } from '../world.ts';
import type { Cases } from './case.ts';

function started(name: string, value: string, container = 'web'): Partial<Facts> {
  return { task: task({ overrides: { containerOverrides: [{ name: container, environment: [{ name, value }] }] } }) };
}

export const cases: Cases = {
  never: {},
  list: [
    { name: 'no variables', state: 'not-needed', says: /without variables for "web"/ },
    {
      name: 'variables of another container',
      facts: started('HTTPS_PROXY', 'http://p', 'worker'),
      state: 'not-needed',
      says: /without/,
    },
    {
      name: 'harmless variables',
      facts: started('COLOUR', 'hidden-value'),
      state: 'pass',
      says: /do not disturb exec/,
      evidence: { 'Variables of the task': 'COLOUR' },
    },
    {
      name: 'an access key',
      facts: started('AWS_SECRET_ACCESS_KEY', 'hidden-value'),
      state: 'warn',
      mayFail: true,
      says: /^Task 01234567 was started so: .*AWS_SECRET_ACCESS_KEY, not the task role/,
    },
    {
      name: 'a proxy that is not bypassed',
      facts: started('https_proxy', 'http://hidden-value'),
      state: 'fail',
      says: /With https_proxy, ECS Exec needs 169\.254\.169\.254, 169\.254\.170\.2 in NO_PROXY/,
    },
    {
      name: 'a bypass that is taken away',
      facts: {
        ...started('NO_PROXY', 'localhost'),
        taskDefinition: definition(
          {},
          {
            environment: [
              { name: 'HTTPS_PROXY', value: 'http://p' },
              { name: 'NO_PROXY', value: '169.254.169.254,169.254.170.2' },
            ],
          },
        ),
      },
      state: 'fail',
      says: /HTTPS_PROXY/,
    },
    {
      name: 'what the task definition has wrong already is said of that',
      facts: {
        ...started('COLOUR', 'red'),
        taskDefinition: definition({}, { environment: [{ name: 'HTTPS_PROXY', value: 'http://p' }] }),
      },
      state: 'pass',
      says: /do not disturb/,
    },
    {
      name: 'the task definition may not be described',
      facts: { ...started('COLOUR', 'red'), taskDefinition: denied('ecs:DescribeTaskDefinition') },
      state: 'unknown',
      says: /ecs:DescribeTaskDefinition/,
      permissions: ['ecs:DescribeTaskDefinition'],
    },
    { name: 'the task is gone', facts: { task: known(undefined) }, state: 'unknown', says: /no longer knows the task/ },
    {
      name: 'the task may not be described',
      facts: { task: denied('ecs:DescribeTasks') },
      state: 'unknown',
      says: /ecs:DescribeTasks/,
      permissions: ['ecs:DescribeTasks'],
    },
  ],
};
