import type { Route, RouteTable } from '../../aws/api/vpc.ts';
import { sentence, type Text } from '../../text.ts';
import type { Mend } from '../model/mend.ts';
import type { NetworkFacts } from '../model/network-facts.ts';
import { parseRange } from './address-range.ts';
import { type EndpointSite, gatewayEndpointMend, interfaceEndpointMend, natRouteMend } from './mends.ts';
import { isIpv6Only } from './own-steps.ts';
import { publicSpace } from './public-space.ts';
import { mainWay } from './routes.ts';
import { serviceOf } from './services.ts';
import { passes, type Step, stops, untold } from './step.ts';
import { targetKind, targetName } from './targets.ts';
import { travellerOf } from './traveller.ts';

/** Where AWS's resolver says that IPv4 addresses are, for subnets with DNS64 (RFC 6052). */
const NAT64 = '64:ff9b::/96';

/** The way to the internet. */
export interface WayOut {
  readonly steps: readonly Step[];
  /** What it leads through; undefined where it is not known, or leads nowhere. */
  readonly target: string | undefined;
}

/** From the subnet to the internet, by the route that most public addresses have. */
export function wayOut(facts: NetworkFacts, service: string): WayOut {
  const fact = facts.routeTable;
  const subnet = travellerOf(facts).subnet?.id ?? '';
  const unknownWay = (step: Step): WayOut => ({ steps: [step], target: undefined });
  if (fact.state === 'unknown') {
    return unknownWay(
      untold('route-table', '', fact, sentence('Could not tell where traffic leaves the subnet {0}.', fact.why)),
    );
  }
  const table = fact.value;
  if (table === undefined) {
    const hop = { kind: 'route-table', name: '', remark: sentence('Not visible') } as const;
    const words = sentence('Could not tell where traffic leaves subnet {0}: its route table is not visible.', subnet);
    return unknownWay(stops('unknown', hop, words));
  }
  const { main, others, isClear } = publicWay(facts, table);
  if (main === undefined || (!isClear && main.state === 'blackhole')) {
    return unknownWay(withoutRoute(facts, service, table));
  }
  if (!isClear) {
    return unknownWay(unclear(table, service, [main, ...others]));
  }
  const { target } = main;
  const remark =
    others.length === 0
      ? sentence('Leads to {0}', targetName(target))
      : sentence('Leads to {0}, and elsewhere for some addresses', targetName(target));
  return { steps: [passes('route-table', table.id, remark), gatewayStep(facts, service, main)], target };
}

/** The route that public addresses have: of IPv6, those of IPv4 servers behind NAT64 included. */
function publicWay(facts: NetworkFacts, { routes }: RouteTable): ReturnType<typeof mainWay> {
  const { family, subnet } = travellerOf(facts);
  const ways = mainWay(routes, publicSpace(family));
  const nat64 = parseRange(NAT64);
  return ways.main === undefined && family === 6 && subnet?.dns64 === true && nat64 !== undefined
    ? mainWay(routes, [nat64])
    : ways;
}

/** There is no route for most public addresses, unless in a network that is not visible from here. */
function withoutRoute(facts: NetworkFacts, service: string, table: RouteTable): Step {
  const elsewhere = table.routes.filter((route) => leadsElsewhere(facts, route));
  if (elsewhere.length > 0) {
    return unclear(table, service, elsewhere);
  }
  const { family } = travellerOf(facts);
  const ipv6 = family === 4 ? mainWay(table.routes, publicSpace(6)).main : undefined;
  const mends = [...endpointMends(facts, service), natRouteMend(facts.region, table.id, { replaces: false })];
  if (ipv6 !== undefined) {
    const hop = {
      kind: 'route-table',
      name: table.id,
      remark: sentence('Leads to the internet by IPv6 only'),
    } as const;
    return stops(
      'fail',
      hop,
      sentence(
        'Route table {0} leads to the internet by IPv6 only, through {1}. The exec agent uses IPv4 in this subnet.',
        table.id,
        targetName(ipv6.target),
      ),
      mends,
    );
  }
  const hop = { kind: 'route-table', name: table.id, remark: sentence('Does not lead to the internet') } as const;
  const words = sentence(
    'The task cannot reach {0}: route table {1} does not lead to the internet, and there is no endpoint.',
    service,
    table.id,
  );
  return stops('fail', hop, words, mends);
}

/** Whether a route leaves the VPC for a network where an endpoint, or the internet, may be. */
function leadsElsewhere(facts: NetworkFacts, { destination, target, state }: Route): boolean {
  const range = parseRange(destination);
  const isOfFamily = range === undefined || range.family === travellerOf(facts).family;
  const isGatewayEndpoint = range === undefined && target?.startsWith('vpce-') === true;
  return isOfFamily && !isGatewayEndpoint && target !== 'local' && state !== 'blackhole';
}

function unclear(table: RouteTable, service: string, routes: readonly Route[]): Step {
  const [first] = routes;
  const name = targetName(first?.target);
  const hop = { kind: 'route-table', name: table.id, remark: sentence('Leads through {0}', name) } as const;
  const words = sentence(
    'Could not tell whether the task reaches {0}: traffic leaves through {1} for some addresses only.',
    service,
    name,
  );
  return stops('unknown', hop, words);
}

function gatewayStep(facts: NetworkFacts, service: string, { target, state }: Route): Step {
  const name = target ?? '';
  if (state === 'blackhole') {
    const hop = { kind: 'gateway', name, remark: sentence('Does not exist any longer') } as const;
    const table = facts.routeTable.state === 'known' ? facts.routeTable.value?.id : undefined;
    return stops(
      'fail',
      hop,
      sentence('The task cannot reach {0}: its route leads to {1}, which was deleted.', service, targetName(target)),
      [natRouteMend(facts.region, table, { replaces: true }), ...endpointMends(facts, service)],
    );
  }
  switch (targetKind(target)) {
    case 'nat-gateway':
      return passes('gateway', name, sentence('Translates addresses, and leads to the internet'));
    case 'internet-gateway':
      return internetGatewayStep(facts, service, name);
    case 'egress-only':
      return passes('gateway', name, sentence('Leads to the internet by IPv6'));
    case 'other': {
      const hop = {
        kind: 'gateway',
        name,
        remark: sentence('Leads to a network that is not visible from here'),
      } as const;
      const words = sentence(
        'Could not tell whether the task reaches {0}: its traffic leaves through {1}.',
        service,
        targetName(target),
      );
      return stops('unknown', hop, words);
    }
  }
}

function internetGatewayStep(facts: NetworkFacts, service: string, gateway: string): Step {
  const own = facts.interface;
  if (own.state === 'unknown') {
    const words = sentence('Could not tell whether the task has a public IP address {0}.', own.why);
    return untold('gateway', gateway, own, words);
  }
  if (isIpv6Only(facts) || own.value?.publicIp !== undefined) {
    return passes('gateway', gateway, sentence('Leads to the internet'));
  }
  const remark = sentence('Carries only traffic of public IP addresses');
  if (own.value === undefined) {
    const words = sentence('Could not tell whether the task has a public IP address.');
    return stops('unknown', { kind: 'gateway', name: gateway, remark }, words);
  }
  return stops(
    'fail',
    { kind: 'gateway', name: gateway, remark },
    withoutPublicIp(facts, service, gateway),
    endpointMends(facts, service),
  );
}

function withoutPublicIp({ onFargate, ownInterface }: NetworkFacts, service: string, gateway: string): Text {
  if (onFargate) {
    return sentence(
      'The task cannot reach {0}: its subnet leads to {1}, but it does not have a public IP address.',
      service,
      gateway,
    );
  }
  return ownInterface
    ? sentence(
        'The task cannot reach {0}: its subnet leads to {1}, but tasks on instances never get a public IP address.',
        service,
        gateway,
      )
    : sentence(
        'The task cannot reach {0}: its subnet leads to {1}, but its instance does not have a public IP address.',
        service,
        gateway,
      );
}

/** Endpoints that would make the internet unnecessary. */
export function endpointMends(facts: NetworkFacts, service: string): readonly Mend[] {
  const { interface: own, subnet, vpc } = travellerOf(facts);
  const site: EndpointSite = {
    region: facts.region,
    service,
    vpc,
    subnet: subnet?.id ?? own?.subnet,
    taskGroup: own?.securityGroups[0],
    routeTable: facts.routeTable.state === 'known' ? facts.routeTable.value?.id : undefined,
  };
  return [serviceOf(service).hasGateways ? gatewayEndpointMend(site) : interfaceEndpointMend(site)];
}
