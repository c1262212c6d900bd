import type { NetworkFacts } from '../../../src/readiness/model/network-facts.ts';
import { denied, known, network, unused } from '../world.ts';
import type { Case, Cases } from './case.ts';

const where = (change: Partial<NetworkFacts>): Case['facts'] => ({ network: known({ ...network, ...change }) });

/** The same with private DNS of the endpoint, and where its group lets the task in. */
function named(change: Partial<NetworkFacts>): Case['facts'] {
  const { network: fact } = unused('ssmmessages');
  if (fact.state === 'unknown' || fact.value.endpoints.state === 'unknown') {
    throw new Error('It is known.');
  }
  const any = {
    protocol: '-1',
    fromPort: undefined,
    toPort: undefined,
    ranges: ['0.0.0.0/0'],
    prefixLists: [],
    groups: [],
  };
  return where({
    endpoints: known(fact.value.endpoints.value.map((each) => ({ ...each, privateDns: true }))),
    securityGroups: known([{ id: 'sg-1', name: 'web', inbound: [any], outbound: [any] }]),
    ...change,
  });
}

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
      name: "by NAT, with DNS servers that are not AWS's, to an endpoint",
      facts: named({ nameServers: known(['10.0.0.2']) }),
      state: 'warn',
      mayFail: true,
      says: /DNS servers 10\.0\.0\.2 must forward/,
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
