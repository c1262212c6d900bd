import type { VpcEndpoint } from '../../aws/api/vpc.ts';
import { sentence } from '../../text.ts';
import type { NetworkFacts } from '../model/network-facts.ts';
import { aclStep } from './acl-steps.ts';
import { dnsStep } from './dns-steps.ts';
import { groupStep } from './group-steps.ts';
import { groupRuleMend } from './mends.ts';
import { interfaceStep, subnetStep, taskStep } from './own-steps.ts';
import type { Peer } from './peer.ts';
import { publicSpace } from './public-space.ts';
import type { Step } from './step.ts';
import { travellerOf } from './traveller.ts';

const EVERYWHERE = { 4: '0.0.0.0/0', 6: '::/0' } as const;

/** From the task to the edge of its subnet, on the way to public addresses. */
export function stepsToInternet(facts: NetworkFacts, service: string): readonly Step[] {
  const { family } = travellerOf(facts);
  return stepsTo(facts, service, { family, addresses: publicSpace(family), groups: [] });
}

/** The same on the way to something of which it is not known where it is. */
export function stepsToUnknown(facts: NetworkFacts, service: string): readonly Step[] {
  const { family } = travellerOf(facts);
  return stepsTo(facts, service, { family, addresses: undefined, groups: undefined });
}

/** To a gateway endpoint, behind which the service has its public addresses: those of a prefix list. */
export function stepsToGatewayEndpoint(facts: NetworkFacts, service: string, { id }: VpcEndpoint): readonly Step[] {
  const { family } = travellerOf(facts);
  const routes = facts.routeTable.state === 'known' ? (facts.routeTable.value?.routes ?? []) : [];
  const prefixList = routes.find(({ target }) => target === id)?.destination;
  return stepsTo(facts, service, { family, addresses: publicSpace(family), groups: [], prefixList });
}

function stepsTo(facts: NetworkFacts, service: string, peer: Peer): readonly Step[] {
  const { interface: own, family } = travellerOf(facts);
  const { region, acl } = facts;
  const range = EVERYWHERE[family];
  return [
    taskStep(facts),
    interfaceStep(facts, service),
    groupStep(facts, {
      kind: 'security-group',
      groups: own?.securityGroups,
      isOutbound: true,
      peer,
      peerName: service,
      mends: [groupRuleMend({ region, group: own?.securityGroups[0], isOutbound: true, peer: { range } })],
      permission: undefined,
    }),
    subnetStep(facts, service),
    aclStep({ kind: 'acl', acl, peer, ranges: [range], region, permission: undefined }),
    // Nearly all VPCs resolve public names: where that is not known, it is not what stands in the way.
    ...(facts.dns.state === 'unknown' ? [] : [dnsStep(facts, service)]),
  ];
}

/** The service itself, which is reached. */
export function serviceStep({ region }: NetworkFacts, service: string): Step {
  return { hop: { kind: 'service', name: service, state: 'pass', remark: sentence('Of AWS, in region {0}', region) } };
}
