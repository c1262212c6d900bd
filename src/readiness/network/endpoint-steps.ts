import type { NetworkAcl, VpcEndpoint } from '../../aws/api/vpc.ts';
import { sentence } from '../../text.ts';
import type { Fact } from '../model/fact.ts';
import type { Mend } from '../model/mend.ts';
import type { NetworkFacts } from '../model/network-facts.ts';
import { aclStep } from './acl-steps.ts';
import { addressesOf } from './address-set.ts';
import { dnsStep, endpointDnsStep, otherNaming } from './dns-steps.ts';
import { judgePolicy } from './endpoint-policy.ts';
import { groupStep } from './group-steps.ts';
import { endpointPolicyMend, groupRuleMend } from './mends.ts';
import { interfaceStep, subnetStep, taskStep } from './own-steps.ts';
import type { Peer } from './peer.ts';
import { serviceOf } from './services.ts';
import { passes, type Step, stops } from './step.ts';
import { type Traveller, travellerOf } from './traveller.ts';

/** From the task to an interface endpoint that its name leads to. */
export function interfaceEndpointSteps(facts: NetworkFacts, service: string, endpoint: VpcEndpoint): readonly Step[] {
  return stepsToEndpoint(facts, endpoint, service, [
    endpointDnsStep(facts, service, endpoint.id),
    endpointStep(service, endpoint),
  ]);
}

/**
 * The same where the VPC has no private names, and the endpoint is the only way: undefined where nothing leads there.
 * Its own name servers, which are not AWS's, may.
 */
export function elsewhereNamedEndpointSteps(
  facts: NetworkFacts,
  service: string,
  endpoint: VpcEndpoint,
): readonly Step[] | undefined {
  const naming = otherNaming(facts, service, endpoint.id);
  return naming && stepsToEndpoint(facts, endpoint, service, [naming, endpointStep(service, endpoint)]);
}

/**
 * The same where private DNS of the endpoint is off, and it is the only way. A private hosted zone may give the name to
 * it, and is not looked for: whoever may describe a VPC need not be allowed to list those of Route 53.
 * Source: https://docs.aws.amazon.com/vpc/latest/privatelink/manage-dns-names.html
 */
export function unnamedEndpointSteps(
  facts: NetworkFacts,
  service: string,
  endpoint: VpcEndpoint,
  mends: readonly Mend[],
): readonly Step[] {
  const { id } = endpoint;
  const hop = { kind: 'endpoint', name: id, remark: sentence('Its private DNS is off') } as const;
  const words = sentence(
    'Could not tell whether the task reaches {0}: private DNS of endpoint {1} is off, and only a private hosted zone ' +
      'can lead there.',
    service,
    id,
  );
  const step = endpointStep(service, endpoint);
  return stepsToEndpoint(facts, endpoint, service, [
    dnsStep(facts, service),
    step.hop.state === 'pass' ? stops('warn', hop, words, mends) : step,
  ]);
}

function stepsToEndpoint(
  facts: NetworkFacts,
  endpoint: VpcEndpoint,
  service: string,
  naming: readonly Step[],
): readonly Step[] {
  const traveller = travellerOf(facts);
  const { region, endpointInterfaces } = facts;
  const permission = endpointInterfaces.state === 'unknown' ? endpointInterfaces.permission : undefined;
  const peer = endpointPeer(facts, endpoint, traveller);
  const [group] = traveller.interface?.securityGroups ?? [];
  const [endpointGroup] = endpoint.securityGroups;
  return [
    taskStep(facts),
    interfaceStep(facts, service),
    groupStep(facts, {
      kind: 'security-group',
      groups: traveller.interface?.securityGroups,
      isOutbound: true,
      peer,
      peerName: endpoint.id,
      mends:
        endpointGroup === undefined
          ? []
          : [groupRuleMend({ region, group, isOutbound: true, peer: { group: endpointGroup } })],
      permission,
    }),
    subnetStep(facts, service),
    ...taskAclSteps(facts, endpoint, traveller),
    ...naming,
    ...endpointAclSteps(facts, endpoint, traveller),
    groupStep(facts, {
      kind: 'endpoint-security-group',
      groups: endpoint.securityGroups.length === 0 ? undefined : endpoint.securityGroups,
      isOutbound: false,
      peer: traveller.peer,
      peerName: endpoint.id,
      mends:
        group === undefined
          ? []
          : [groupRuleMend({ region, group: endpointGroup, isOutbound: false, peer: { group } })],
      permission: facts.interface.state === 'unknown' ? facts.interface.permission : undefined,
    }),
    policyStep(service, endpoint),
  ];
}

/** The endpoint as the task sees it, where it is not in the task's own subnet, if that is given. */
function endpointPeer(
  { endpointInterfaces }: NetworkFacts,
  endpoint: VpcEndpoint,
  { family }: Traveller,
  outside?: string,
): Peer {
  const interfaces =
    endpointInterfaces.state === 'unknown'
      ? []
      : endpointInterfaces.value.filter(({ id, subnet }) => endpoint.interfaces.includes(id) && subnet !== outside);
  const addresses = interfaces.flatMap((one) => (family === 4 ? (one.privateIp ?? []) : one.ipv6));
  return { family, addresses: addressesOf(family, addresses), groups: endpoint.securityGroups };
}

function endpointStep(service: string, { id, subnets }: VpcEndpoint): Step {
  if (subnets.length === 0) {
    const hop = { kind: 'endpoint', name: id, remark: sentence('Is not in any subnet') } as const;
    return stops('fail', hop, sentence('Endpoint {0} cannot be reached: it is not in any subnet.', id));
  }
  return passes('endpoint', id, sentence('Leads to {0}', service));
}

/** The ACL of the task's subnet. Nobody asks it about traffic within the subnet. */
function taskAclSteps(facts: NetworkFacts, endpoint: VpcEndpoint, traveller: Traveller): readonly Step[] {
  const own = traveller.subnet?.id ?? traveller.interface?.subnet;
  const others = endpoint.subnets.filter((subnet) => subnet !== own);
  if (others.length === 0 && endpoint.subnets.length > 0) {
    return [];
  }
  const { endpointInterfaces, region } = facts;
  const peer = endpointPeer(facts, endpoint, traveller, own);
  const ranges = (
    peer.addresses === undefined || endpointInterfaces.state === 'unknown' ? [] : endpointInterfaces.value
  )
    .filter(({ id, subnet }) => endpoint.interfaces.includes(id) && subnet !== own)
    .flatMap(({ privateIp, ipv6 }) => (traveller.family === 4 ? (privateIp ?? []) : ipv6.slice(0, 1)))
    .map((address) => `${address}/${traveller.family === 4 ? 32 : 128}`);
  const permission = endpointInterfaces.state === 'unknown' ? endpointInterfaces.permission : undefined;
  const step = aclStep({ kind: 'acl', acl: facts.acl, peer, ranges, region, permission });
  return [others.length < endpoint.subnets.length ? softened(step, endpoint.id) : step];
}

/** The ACLs of the endpoint's subnets: the worst of them. */
function endpointAclSteps(facts: NetworkFacts, endpoint: VpcEndpoint, traveller: Traveller): readonly Step[] {
  const own = traveller.subnet?.id ?? traveller.interface?.subnet;
  const others = endpoint.subnets.filter((subnet) => subnet !== own);
  const range = traveller.family === 4 ? traveller.subnet?.cidr : traveller.interface?.ipv6[0];
  const steps = others.map((subnet) =>
    aclStep({
      kind: 'endpoint-acl',
      acl: aclOf(facts, subnet),
      peer: traveller.peer,
      ranges: range === undefined ? [] : [range],
      region: facts.region,
      permission: facts.interface.state === 'unknown' ? facts.interface.permission : undefined,
    }),
  );
  const failed = steps.filter(({ hop }) => hop.state === 'fail');
  const isWhole = failed.length === endpoint.subnets.length;
  const [worst] = [
    ...failed.map((step) => (isWhole ? step : softened(step, endpoint.id))),
    ...steps.filter(({ hop }) => hop.state === 'unknown'),
    ...steps.filter(({ hop }) => hop.state === 'warn'),
    ...steps,
  ];
  return worst === undefined ? [] : [worst];
}

function aclOf({ endpointAcls }: NetworkFacts, subnet: string): Fact<NetworkAcl | undefined> {
  return endpointAcls.state === 'unknown' ? endpointAcls : { state: 'known', value: endpointAcls.value.get(subnet) };
}

/** What stops the traffic to some of an endpoint's addresses, and not to others. */
function softened(step: Step, endpoint: string): Step {
  return step.hop.state === 'fail'
    ? {
        ...step,
        hop: { ...step.hop, state: 'warn' },
        sentence: sentence(
          'Network ACL {0} lets the task reach only some addresses of {1}: sessions may fail at random.',
          step.hop.name,
          endpoint,
        ),
      }
    : step;
}

/** What the endpoint's policy lets through. */
export function policyStep(service: string, { id, policy }: VpcEndpoint): Step {
  const { refused, isExplicit, isUnclear } = judgePolicy(policy, serviceOf(service).actions);
  if (refused.length > 0) {
    const actions = refused.join(', ');
    const hop = { kind: 'endpoint-policy', name: id, remark: sentence('Does not allow {0}', actions) } as const;
    const words = sentence('The policy of endpoint {0} does not allow {1}.', id, actions);
    return stops('fail', hop, words, isExplicit ? [] : [endpointPolicyMend(id, refused)]);
  }
  if (isUnclear) {
    const hop = { kind: 'endpoint-policy', name: id, remark: sentence('Depends on conditions or names') } as const;
    const words = sentence(
      'Could not tell whether the policy of endpoint {0} lets the task in: it has conditions, or names.',
      id,
    );
    return stops('unknown', hop, words);
  }
  return passes('endpoint-policy', id, sentence('Allows what the task asks for'));
}
