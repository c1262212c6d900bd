import { sentence } from '../../text.ts';
import type { NetworkFacts } from '../model/network-facts.ts';
import type { Hop, NetworkPath } from '../model/network-path.ts';
import { endpointsTo } from './endpoints.ts';

export { endpointsTo } from './endpoints.ts';

/**
 * The way from a task to a service of AWS (`ssmmessages`, `kms`, `logs`, `s3`): through an endpoint of its VPC, or by
 * the route to the internet. Pure, and never throws.
 */
export function networkPath(facts: NetworkFacts, service: string): NetworkPath {
  const rest = { service, mends: [] };
  if (facts.endpoints.state === 'unknown') {
    const { why, permission } = facts.endpoints;
    return {
      ...rest,
      state: 'unknown',
      sentence: sentence('Whether the VPC has an endpoint for {0} could not be told {1}.', service, why),
      hops: [],
      permissions: permission === undefined ? [] : [permission],
    };
  }
  const [endpoint] = endpointsTo(service, facts.region, facts.endpoints.value);
  if (endpoint !== undefined) {
    const hop: Hop = { kind: 'endpoint', name: endpoint.id, state: 'pass', remark: sentence('Leads to {0}', service) };
    return {
      ...rest,
      state: 'pass',
      sentence: sentence('The task reaches {0} through endpoint {1}.', service, endpoint.id),
      hops: [hop],
      permissions: [],
    };
  }
  if (facts.routeTable.state === 'unknown') {
    const { why, permission } = facts.routeTable;
    return {
      ...rest,
      state: 'unknown',
      sentence: sentence('Where traffic to {0} leaves the subnet could not be told {1}.', service, why),
      hops: [],
      permissions: permission === undefined ? [] : [permission],
    };
  }
  const route = facts.routeTable.value?.routes.find(({ destination }) => destination === '0.0.0.0/0');
  if (route?.target !== undefined) {
    return {
      ...rest,
      state: 'pass',
      sentence: sentence('The task reaches {0} through {1}.', service, route.target),
      hops: [{ kind: 'gateway', name: route.target, state: 'pass', remark: sentence('Leads to the internet') }],
      permissions: [],
    };
  }
  const name = facts.routeTable.value?.id ?? '';
  return {
    ...rest,
    state: 'fail',
    sentence: sentence('The task cannot reach {0}: its subnet does not have a route to the internet.', service),
    hops: [{ kind: 'route-table', name, state: 'fail', remark: sentence('Does not lead to the internet') }],
    permissions: [],
  };
}
