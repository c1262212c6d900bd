import type { NetworkFacts } from '../../../src/readiness/model/network-facts.ts';
import { denied, known, network, unused } from '../world.ts';
import type { Case, Cases } from './case.ts';

const where = (change: Partial<NetworkFacts>): Case['facts'] => ({ network: known({ ...network, ...change }) });

export const cases: Cases = {
  never: { 'not-needed': 'Exec always needs Session Manager.' },
  list: [
    { name: 'by NAT', state: 'pass', says: /ssmmessages/ },
    {
      name: 'by nothing',
      facts: where({ routeTable: known({ id: 'rtb-1', isMain: true, routes: [] }) }),
      state: 'fail',
      says: /ssmmessages/,
      mends: ['text', 'text'],
    },
    {
      name: 'by NAT, past an endpoint that nothing uses',
      facts: unused('ssmmessages'),
      state: 'warn',
      says: /ssmmessages/,
      mends: ['text'],
    },
    {
      name: 'endpoints may not be described',
      facts: where({ endpoints: denied('ec2:DescribeVpcEndpoints') }),
      state: 'unknown',
      says: /ec2:DescribeVpcEndpoints/,
      permissions: ['ec2:DescribeVpcEndpoints'],
    },
    {
      name: 'the network is not known',
      facts: { network: denied('ecs:DescribeTasks') },
      state: 'unknown',
      says: /ecs:DescribeTasks/,
      permissions: ['ecs:DescribeTasks'],
    },
  ],
};
