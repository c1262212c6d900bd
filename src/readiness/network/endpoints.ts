import type { VpcEndpoint } from '../../aws/api/vpc.ts';
import { sentence, type Text } from '../../text.ts';
import type { NetworkFacts } from '../model/network-facts.ts';
import { hasPrivateNames } from './dns-steps.ts';
import { serviceOf } from './services.ts';
import { travellerOf } from './traveller.ts';

/**
 * The endpoints of a VPC that lead to a service, by the end of their names: those of `com.amazonaws.eu-central-1.logs`
 * and of `cn.com.amazonaws.cn-north-1.s3`. An endpoint for a service in another region is not the one that is asked.
 */
export function endpointsTo(
  service: string,
  region: string,
  endpoints: readonly VpcEndpoint[],
): readonly VpcEndpoint[] {
  return endpoints.filter(({ serviceName }) => serviceName.endsWith(`.${region}.${service}`));
}

/** What becomes of traffic to a service that has, or has not, an endpoint in the VPC. */
export type Choice =
  | { readonly way: 'interface' | 'gateway'; readonly endpoint: VpcEndpoint }
  /** There is one, and traffic leaves by the route to the internet all the same. */
  | { readonly way: 'unused'; readonly endpoint: VpcEndpoint; readonly why: Text; readonly reason: Reason }
  | { readonly way: 'none' };

/** What of an endpoint keeps it from being used; `failed` where nothing can be done about it. */
export type Reason = 'state' | 'private-dns' | 'vpc-dns' | 'route-table' | 'address-type' | 'failed';

/** States of an endpoint that is gone, or never came about. */
const GONE = ['deleted', 'deleting', 'rejected', 'expired'];

/** The endpoint by which a task reaches a service: one with private DNS, else a gateway in its route table. */
export function chooseEndpoint(facts: NetworkFacts, service: string, endpoints: readonly VpcEndpoint[]): Choice {
  const candidates = endpointsTo(service, facts.region, endpoints)
    .filter(({ type, state }) => isKind(type, service) && !GONE.includes(state?.toLowerCase() ?? ''))
    .map((endpoint) => ({ endpoint, unused: unusedBecause(facts, endpoint) }));
  const used =
    candidates.find(({ endpoint, unused }) => unused === undefined && !isGateway(endpoint)) ??
    candidates.find(({ unused }) => unused === undefined);
  if (used !== undefined) {
    return { way: isGateway(used.endpoint) ? 'gateway' : 'interface', endpoint: used.endpoint };
  }
  const [first] = candidates;
  return first?.unused === undefined ? { way: 'none' } : { way: 'unused', endpoint: first.endpoint, ...first.unused };
}

function isKind(type: string | undefined, service: string): boolean {
  return type === undefined || type === 'Interface' || (type === 'Gateway' && serviceOf(service).hasGateways);
}

export function isGateway({ type }: VpcEndpoint): boolean {
  return type === 'Gateway';
}

function unusedBecause(
  facts: NetworkFacts,
  endpoint: VpcEndpoint,
): { readonly why: Text; readonly reason: Reason } | undefined {
  const state = endpoint.state?.toLowerCase();
  if (state === 'failed') {
    const failure = endpoint.failure?.replace(/\.$/, '');
    return failure === undefined
      ? { why: sentence('because it could not be made'), reason: 'failed' }
      : { why: sentence('because it could not be made ({0})', failure), reason: 'failed' };
  }
  if (state === 'pendingacceptance') {
    return { why: sentence('because nobody has accepted it yet'), reason: 'failed' };
  }
  if (state !== undefined && state !== 'available') {
    return { why: sentence('because it is in state {0}', endpoint.state ?? ''), reason: 'state' };
  }
  if (isGateway(endpoint)) {
    return servesRouteTable(facts, endpoint)
      ? undefined
      : { why: sentence("because it is not in the route table of the task's subnet"), reason: 'route-table' };
  }
  const { family } = travellerOf(facts);
  const isOtherFamily = family === 4 ? endpoint.ipAddressType === 'ipv6' : endpoint.ipAddressType === 'ipv4';
  if (isOtherFamily) {
    return {
      why: sentence('because it does not have addresses of the kind that the task has'),
      reason: 'address-type',
    };
  }
  if (!endpoint.privateDns || endpoint.privateDnsForInboundOnly) {
    return { why: sentence('because its private DNS is off'), reason: 'private-dns' };
  }
  return hasPrivateNames(facts)
    ? undefined
    : { why: sentence('because DNS support or DNS hostnames of the VPC are off'), reason: 'vpc-dns' };
}

/** Whether a gateway stands in the route table; where that is not known, it is taken to. */
function servesRouteTable({ routeTable }: NetworkFacts, { id, routeTables }: VpcEndpoint): boolean {
  if (routeTable.state === 'unknown' || routeTable.value === undefined) {
    return true;
  }
  const { value: table } = routeTable;
  return (
    routeTables.includes(table.id) || table.routes.some(({ target, state }) => target === id && state !== 'blackhole')
  );
}
