import type { NetworkAcl, Route, SecurityGroup, VpcEndpoint } from '@aws-sdk/client-ec2';
import { addressIn, type Place } from '../world/place.ts';
import type { WorldVpcs } from '../world/vpcs.ts';
import { contains, widthOf } from './addresses.ts';

/** A way that a connection takes, or why there is none. */
export type Path =
  | { readonly isOpen: true; readonly endpoint: VpcEndpoint | undefined }
  | { readonly isOpen: false; readonly why: string };

/** Addresses that stand for all public ones of AWS. */
const PUBLIC = { ipv4: '52.94.5.1', ipv6: '2a05:d000::1' };
const HTTPS = 443;
/** A port that an answer comes to, of those that systems take for that. */
const EPHEMERAL = 40_000;
const TCP = '6';

/**
 * The way from a place to an AWS service: through an endpoint of the VPC where that has the service's name, else
 * through whatever the route table says. What lies behind a transit gateway, a peering or an appliance leads on.
 */
export function pathTo(vpcs: WorldVpcs, from: Place, service: string): Path {
  const subnet = vpcs.subnets.get(from.subnetId);
  const vpc = vpcs.vpcs.get(subnet?.VpcId ?? '');
  if (subnet === undefined || vpc === undefined) {
    return closed(`The subnet ${from.subnetId} is gone.`);
  }
  const resolvers = vpcs.dhcpOptions.get(vpc.dhcpOptionsId)?.DhcpConfigurations?.[0]?.Values ?? [];
  if (!vpc.enableDnsSupport && resolvers.some(({ Value }) => Value === 'AmazonProvidedDNS')) {
    return closed(`The VPC ${vpc.id} resolves no names.`);
  }
  const endpoints = [...vpcs.endpoints.values()].filter(
    ({ VpcId, ServiceName, State }) =>
      VpcId === vpc.id && ServiceName?.endsWith(`.${service}`) === true && (State as string) === 'available',
  );
  const named = endpoints.find(
    ({ VpcEndpointType, PrivateDnsEnabled }) => VpcEndpointType === 'Interface' && PrivateDnsEnabled === true,
  );
  if (named !== undefined && vpc.enableDnsSupport && vpc.enableDnsHostnames) {
    return throughEndpoint(vpcs, from, named);
  }
  const gateway = endpoints.find(({ VpcEndpointType }) => VpcEndpointType === 'Gateway');
  if (gateway?.RouteTableIds?.includes(routeTableOf(vpcs, from)?.RouteTableId ?? '') === true) {
    return { isOpen: true, endpoint: gateway };
  }
  return throughRoute(vpcs, from);
}

function throughEndpoint(vpcs: WorldVpcs, from: Place, endpoint: VpcEndpoint): Path {
  const groups = groupsNamed(
    vpcs,
    (endpoint.Groups ?? []).map(({ GroupId = '' }) => GroupId),
  );
  const paths = (endpoint.SubnetIds ?? []).map((subnetId): string | undefined => {
    const address = addressIn(
      vpcs.subnets.get(subnetId)?.CidrBlock ?? '',
      `${endpoint.VpcEndpointId ?? ''}/${subnetId}`,
    );
    if (!admits(groupsNamed(vpcs, from.groups), 'IpPermissionsEgress', { address, groups })) {
      return `The security groups ${from.groups.join(', ')} let nothing out to the endpoint.`;
    }
    const own = { address: from.address ?? '', groups: groupsNamed(vpcs, from.groups) };
    if (!admits(groups, 'IpPermissions', own)) {
      return `The security groups of the endpoint ${endpoint.VpcEndpointId ?? ''} let nothing in from the task.`;
    }
    if (subnetId === from.subnetId) {
      return undefined;
    }
    return (
      refusedByAcl(vpcs, from.subnetId, address) ?? refusedByAcl(vpcs, subnetId, from.address ?? '', 'as the other end')
    );
  });
  const [why] = paths;
  return paths.some((each) => each === undefined)
    ? { isOpen: true, endpoint }
    : closed(why ?? `The endpoint ${endpoint.VpcEndpointId ?? ''} is in no subnet.`);
}

function throughRoute(vpcs: WorldVpcs, from: Place): Path {
  const address = from.address === undefined ? PUBLIC.ipv6 : PUBLIC.ipv4;
  const table = routeTableOf(vpcs, from);
  const route = (table?.Routes ?? [])
    .filter((each) => contains(blockOf(each), address))
    .sort((one, other) => widthOf(blockOf(other)) - widthOf(blockOf(one)))[0];
  if (route === undefined) {
    return closed(`The route table ${table?.RouteTableId ?? ''} leads to no public address.`);
  }
  if (route.State !== 'active') {
    return closed(`The route of ${table?.RouteTableId ?? ''} leads nowhere.`);
  }
  const isPublic = from.address === undefined ? from.ipv6Address !== undefined : from.publicAddress !== undefined;
  if (route.GatewayId?.startsWith('igw-') === true && !isPublic) {
    return closed('The task has no public address, without which an internet gateway leads nowhere.');
  }
  if (!admits(groupsNamed(vpcs, from.groups), 'IpPermissionsEgress', { address, groups: [] })) {
    return closed(`The security groups ${from.groups.join(', ')} let nothing out.`);
  }
  const refused = refusedByAcl(vpcs, from.subnetId, address);
  return refused === undefined ? { isOpen: true, endpoint: undefined } : closed(refused);
}

function routeTableOf({ routeTables, subnets }: WorldVpcs, { subnetId }: Place) {
  const vpc = subnets.get(subnetId)?.VpcId;
  const tables = [...routeTables.values()].filter(({ VpcId }) => VpcId === vpc);
  return (
    tables.find(({ Associations = [] }) => Associations.some(({ SubnetId }) => SubnetId === subnetId)) ??
    tables.find(({ Associations = [] }) => Associations.some(({ Main }) => Main))
  );
}

function blockOf({ DestinationCidrBlock, DestinationIpv6CidrBlock }: Route): string {
  return DestinationCidrBlock ?? DestinationIpv6CidrBlock ?? '';
}

function groupsNamed({ securityGroups }: WorldVpcs, ids: readonly string[]): SecurityGroup[] {
  return ids.flatMap((id) => securityGroups.get(id) ?? []);
}

/** Whether one of the groups admits HTTPS to, or from, the other end. What comes back is admitted with it. */
function admits(
  groups: readonly SecurityGroup[],
  direction: 'IpPermissions' | 'IpPermissionsEgress',
  other: { readonly address: string; readonly groups: readonly SecurityGroup[] },
): boolean {
  return groups
    .flatMap((group) => group[direction] ?? [])
    .some(({ IpProtocol, FromPort = 0, ToPort = 65_535, ...rule }) => {
      const fits =
        IpProtocol === '-1' || ((IpProtocol === 'tcp' || IpProtocol === TCP) && FromPort <= HTTPS && HTTPS <= ToPort);
      const blocks = [
        ...(rule.IpRanges ?? []).map(({ CidrIp = '' }) => CidrIp),
        ...(rule.Ipv6Ranges ?? []).map(({ CidrIpv6 = '' }) => CidrIpv6),
      ];
      return (
        fits &&
        (blocks.some((block) => contains(block, other.address)) ||
          (rule.UserIdGroupPairs ?? []).some(({ GroupId }) => other.groups.some((group) => group.GroupId === GroupId)))
      );
    });
}

/** Why a subnet's network ACL lets no HTTPS pass to an address and back, or, as the other end, from it and back. */
function refusedByAcl(
  { networkAcls }: WorldVpcs,
  subnetId: string,
  address: string,
  end?: 'as the other end',
): string | undefined {
  const acl = [...networkAcls.values()].find(({ Associations = [] }) =>
    Associations.some((association) => association.SubnetId === subnetId),
  );
  if (acl === undefined) {
    return undefined;
  }
  const [outPort, inPort] = end === undefined ? [HTTPS, EPHEMERAL] : [EPHEMERAL, HTTPS];
  const id = acl.NetworkAclId ?? '';
  if (!passes(acl, true, address, outPort)) {
    return `The network ACL ${id} lets nothing out to port ${outPort}.`;
  }
  return passes(acl, false, address, inPort) ? undefined : `The network ACL ${id} lets nothing in to port ${inPort}.`;
}

/** The rule with the lowest number that fits decides. */
function passes({ Entries = [] }: NetworkAcl, egress: boolean, address: string, port: number): boolean {
  const [rule] = Entries.filter(
    ({ Egress, Protocol, PortRange, CidrBlock, Ipv6CidrBlock }) =>
      Egress === egress &&
      (Protocol === '-1' || Protocol === TCP) &&
      contains(CidrBlock ?? Ipv6CidrBlock ?? '', address) &&
      (Protocol === '-1' ||
        PortRange === undefined ||
        ((PortRange.From ?? 0) <= port && port <= (PortRange.To ?? 65_535))),
  ).sort((one, other) => (one.RuleNumber ?? 0) - (other.RuleNumber ?? 0));
  return rule?.RuleAction === 'allow';
}

function closed(why: string): Path {
  return { isOpen: false, why };
}
