import type * as sdk from '@aws-sdk/client-ec2';
import type {
  AclEntry,
  Instance,
  MachineImage,
  NetworkAcl,
  NetworkInterface,
  Route,
  RouteTable,
  SecurityGroup,
  SecurityRule,
  Subnet,
  VpcEndpoint,
} from '../api/vpc.ts';

export function toInterface(found: sdk.NetworkInterface | sdk.InstanceNetworkInterface): NetworkInterface {
  return {
    id: found.NetworkInterfaceId ?? '',
    subnet: found.SubnetId,
    vpc: found.VpcId,
    securityGroups: (found.Groups ?? []).flatMap(({ GroupId }) => GroupId ?? []),
    privateIp: found.PrivateIpAddress,
    publicIp: found.Association?.PublicIp,
    ipv6: (found.Ipv6Addresses ?? []).flatMap(({ Ipv6Address }) => Ipv6Address ?? []),
  };
}

export function toInstance(instance: sdk.Instance): Instance {
  const byDevice = (instance.NetworkInterfaces ?? []).toSorted(
    (a, b) => (a.Attachment?.DeviceIndex ?? 0) - (b.Attachment?.DeviceIndex ?? 0),
  );
  return {
    id: instance.InstanceId ?? '',
    imageId: instance.ImageId,
    profileArn: instance.IamInstanceProfile?.Arn,
    subnet: instance.SubnetId,
    vpc: instance.VpcId,
    interfaces: byDevice.map(toInterface),
  };
}

export function toImage({ ImageId = '', Name, CreationDate = '' }: sdk.Image): MachineImage {
  const created = Date.parse(CreationDate);
  return { id: ImageId, name: Name, createdAt: Number.isNaN(created) ? undefined : new Date(created) };
}

export function toSubnet(subnet: sdk.Subnet): Subnet {
  return {
    id: subnet.SubnetId ?? '',
    vpc: subnet.VpcId,
    cidr: subnet.CidrBlock,
    ipv6Native: subnet.Ipv6Native ?? false,
    dns64: subnet.EnableDns64 ?? false,
    owner: subnet.OwnerId,
  };
}

export function toRouteTable({ RouteTableId = '', Associations = [], Routes = [] }: sdk.RouteTable): RouteTable {
  return { id: RouteTableId, isMain: Associations.some(({ Main }) => Main === true), routes: Routes.map(toRoute) };
}

function toRoute(route: sdk.Route): Route {
  return {
    destination: route.DestinationCidrBlock ?? route.DestinationIpv6CidrBlock ?? route.DestinationPrefixListId ?? '',
    // A route has one of them; that to an appliance names its instance and its interface.
    target:
      route.GatewayId ??
      route.NatGatewayId ??
      route.TransitGatewayId ??
      route.EgressOnlyInternetGatewayId ??
      route.VpcPeeringConnectionId ??
      route.LocalGatewayId ??
      route.CarrierGatewayId ??
      route.CoreNetworkArn ??
      route.NetworkInterfaceId ??
      route.InstanceId,
    state: route.State,
  };
}

export function toEndpoint(endpoint: sdk.VpcEndpoint): VpcEndpoint {
  return {
    id: endpoint.VpcEndpointId ?? '',
    serviceName: endpoint.ServiceName ?? '',
    type: endpoint.VpcEndpointType,
    // EC2 writes some of them with a capital, as `Available`.
    state: endpoint.State?.toLowerCase(),
    privateDns: endpoint.PrivateDnsEnabled ?? false,
    privateDnsForInboundOnly: endpoint.DnsOptions?.PrivateDnsOnlyForInboundResolverEndpoint ?? false,
    ipAddressType: endpoint.IpAddressType,
    subnets: endpoint.SubnetIds ?? [],
    interfaces: endpoint.NetworkInterfaceIds ?? [],
    securityGroups: (endpoint.Groups ?? []).flatMap(({ GroupId }) => GroupId ?? []),
    routeTables: endpoint.RouteTableIds ?? [],
    policy: endpoint.PolicyDocument,
    failure: endpoint.FailureReason ?? endpoint.LastError?.Message,
  };
}

export function toSecurityGroup(group: sdk.SecurityGroup): SecurityGroup {
  return {
    id: group.GroupId ?? '',
    name: group.GroupName,
    inbound: (group.IpPermissions ?? []).map(toSecurityRule),
    outbound: (group.IpPermissionsEgress ?? []).map(toSecurityRule),
  };
}

function toSecurityRule(rule: sdk.IpPermission): SecurityRule {
  return {
    protocol: rule.IpProtocol ?? '-1',
    fromPort: rule.FromPort,
    toPort: rule.ToPort,
    ranges: [
      ...(rule.IpRanges ?? []).flatMap(({ CidrIp }) => CidrIp ?? []),
      ...(rule.Ipv6Ranges ?? []).flatMap(({ CidrIpv6 }) => CidrIpv6 ?? []),
    ],
    prefixLists: (rule.PrefixListIds ?? []).flatMap(({ PrefixListId }) => PrefixListId ?? []),
    groups: (rule.UserIdGroupPairs ?? []).flatMap(({ GroupId }) => GroupId ?? []),
  };
}

export function toAcl({ NetworkAclId = '', Associations = [], Entries = [] }: sdk.NetworkAcl): NetworkAcl {
  return {
    id: NetworkAclId,
    subnets: Associations.flatMap(({ SubnetId }) => SubnetId ?? []),
    entries: Entries.map(toAclEntry),
  };
}

function toAclEntry(entry: sdk.NetworkAclEntry): AclEntry {
  return {
    number: entry.RuleNumber ?? 0,
    isOutbound: entry.Egress ?? false,
    allows: entry.RuleAction === 'allow',
    protocol: entry.Protocol ?? '-1',
    range: entry.CidrBlock ?? entry.Ipv6CidrBlock ?? '',
    fromPort: entry.PortRange?.From,
    toPort: entry.PortRange?.To,
  };
}
