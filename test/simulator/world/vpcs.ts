import type {
  DhcpOptions,
  IpPermission,
  NetworkAcl,
  NetworkAclEntry,
  Route,
  RouteTable,
  SecurityGroup,
  State,
  Subnet,
  VpcEndpoint,
} from '@aws-sdk/client-ec2';
import type { Place as Account } from './arn.ts';
import { hex } from './identity.ts';
import type {
  AclRuleScenario,
  EndpointScenario,
  GroupRuleScenario,
  RouteScenario,
  Scenario,
  SecurityGroupScenario,
  SubnetScenario,
  VpcScenario,
} from './scenario.ts';

/** What a world has of Amazon VPC, by id. The descriptions are what EC2 answers; a test may change them. */
export interface WorldVpcs {
  readonly vpcs: Map<string, WorldVpc>;
  readonly subnets: Map<string, Subnet>;
  readonly routeTables: Map<string, RouteTable>;
  readonly endpoints: Map<string, VpcEndpoint>;
  readonly securityGroups: Map<string, SecurityGroup>;
  readonly networkAcls: Map<string, NetworkAcl>;
  readonly dhcpOptions: Map<string, DhcpOptions>;
}

export interface WorldVpc {
  readonly id: string;
  readonly cidr: string;
  /** Another account than the world's where the VPC is shared with it. */
  readonly owner: string;
  readonly dhcpOptionsId: string;
  enableDnsSupport: boolean;
  enableDnsHostnames: boolean;
}

/** Where tasks run of which a scenario says nothing: two private subnets with a NAT gateway. */
const DEFAULT_VPC: VpcScenario = { name: 'main' };
const DEFAULT_SUBNETS: readonly SubnetScenario[] = [
  { name: 'a', cidr: '10.0.0.0/17' },
  { name: 'b', cidr: '10.0.128.0/17' },
];
const DEFAULT_ROUTES: readonly RouteScenario[] = [{ to: '0.0.0.0/0', through: 'nat-gateway' }];

/** Where VPCs are made, and when. */
interface Site extends Account {
  readonly madeAt: Date;
}

/** Builds VPCs, the first of which is where tasks run that name no subnet. */
export function buildVpcs(site: Site, { vpcs = [DEFAULT_VPC] }: Pick<Scenario, 'vpcs'>): WorldVpcs {
  const world: WorldVpcs = {
    vpcs: new Map(),
    subnets: new Map(),
    routeTables: new Map(),
    endpoints: new Map(),
    securityGroups: new Map(),
    networkAcls: new Map(),
    dhcpOptions: new Map(),
  };
  vpcs.forEach((vpc) => buildVpc(site, world, vpc));
  return world;
}

export function subnetId(name: string): string {
  return id('subnet', name);
}

export function groupId(name: string): string {
  return id('sg', name);
}

function id(prefix: string, ...names: readonly (string | number)[]): string {
  return `${prefix}-0${hex(16, prefix, ...names)}`;
}

function buildVpc(site: Site, world: WorldVpcs, scenario: VpcScenario): void {
  const { name, cidr = '10.0.0.0/16', owner = site.account, dnsSupport = true, dnsHostnames = true } = scenario;
  const { resolvers, subnets = DEFAULT_SUBNETS, routes = DEFAULT_ROUTES, endpoints = [], acls = {} } = scenario;
  const vpcId = id('vpc', name);
  const dhcpOptionsId = id('dopt', name);
  world.vpcs.set(vpcId, {
    id: vpcId,
    cidr,
    owner,
    dhcpOptionsId,
    enableDnsSupport: dnsSupport,
    enableDnsHostnames: dnsHostnames,
  });
  world.dhcpOptions.set(dhcpOptionsId, {
    DhcpOptionsId: dhcpOptionsId,
    OwnerId: owner,
    DhcpConfigurations: [
      {
        Key: 'domain-name-servers',
        Values: (resolvers ?? ['AmazonProvidedDNS']).map((server) => ({ Value: server })),
      },
    ],
    Tags: [],
  });
  const main = id('rtb', name, 'main');
  world.routeTables.set(main, {
    RouteTableId: main,
    VpcId: vpcId,
    OwnerId: owner,
    Routes: buildRoutes(cidr, scenario, routes),
    Associations: [association(main, undefined)],
    PropagatingVgws: [],
    Tags: [],
  });
  const standardAcl = addAcl(world, { vpcId, owner, name: `${name} default`, rules: undefined, isDefault: true });
  const namedAcls = new Map(
    Object.entries(acls).map(([acl, rules]) => [
      acl,
      addAcl(world, { vpcId, owner, name: acl, rules, isDefault: false }),
    ]),
  );
  subnets.forEach((subnet, index) => {
    buildSubnet(site, world, { vpcId, owner, cidr, scenario }, subnet, index);
    const acl = subnet.acl === undefined ? standardAcl : namedAcls.get(subnet.acl);
    if (acl === undefined) {
      throw new Error(`The subnet ${subnet.name} has the network ACL "${subnet.acl ?? ''}", which its VPC has not.`);
    }
    acl.Associations = [
      ...(acl.Associations ?? []),
      {
        NetworkAclAssociationId: id('aclassoc', subnet.name),
        NetworkAclId: acl.NetworkAclId,
        SubnetId: subnetId(subnet.name),
      },
    ];
  });
  for (const [group, rules] of Object.entries({ [`default of ${name}`]: {}, ...scenario.securityGroups })) {
    addGroup(world, { vpcId, owner }, group, rules);
  }
  endpoints.forEach((endpoint, index) => addEndpoint(site, world, { vpcId, owner, subnets }, endpoint, index));
}

function buildSubnet(
  site: Site,
  world: WorldVpcs,
  vpc: { readonly vpcId: string; readonly owner: string; readonly cidr: string; readonly scenario: VpcScenario },
  subnet: SubnetScenario,
  index: number,
): void {
  const { vpcId, owner, scenario } = vpc;
  const zone = `${site.region}${subnet.zone ?? (index % 2 === 0 ? 'a' : 'b')}`;
  const own = subnetId(subnet.name);
  const { cidr = vpc.cidr, ipv6Cidr, ipv6Native = false } = subnet;
  world.subnets.set(own, {
    SubnetId: own,
    SubnetArn: `arn:aws:ec2:${site.region}:${owner}:subnet/${own}`,
    VpcId: vpcId,
    OwnerId: owner,
    State: 'available',
    CidrBlock: ipv6Native ? undefined : cidr,
    Ipv6Native: ipv6Native,
    Ipv6CidrBlockAssociationSet:
      ipv6Cidr === undefined
        ? []
        : [
            {
              AssociationId: id('subnet-cidr-assoc', subnet.name),
              Ipv6CidrBlock: ipv6Cidr,
              Ipv6CidrBlockState: { State: 'associated' },
            },
          ],
    EnableDns64: false,
    MapPublicIpOnLaunch: false,
    AvailableIpAddressCount: 251,
    AvailabilityZone: zone,
    DefaultForAz: false,
    Tags: [{ Key: 'Name', Value: subnet.name }],
  });
  if (subnet.routes !== undefined) {
    const table = id('rtb', subnet.name);
    world.routeTables.set(table, {
      RouteTableId: table,
      VpcId: vpcId,
      OwnerId: owner,
      Routes: buildRoutes(vpc.cidr, scenario, subnet.routes),
      Associations: [association(table, own)],
      PropagatingVgws: [],
      Tags: [],
    });
  }
}

function association(table: string, subnet: string | undefined): NonNullable<RouteTable['Associations']>[number] {
  return {
    RouteTableAssociationId: id('rtbassoc', table),
    RouteTableId: table,
    SubnetId: subnet,
    Main: subnet === undefined,
    AssociationState: { State: 'associated' },
  };
}

const TARGETS: Readonly<Record<RouteScenario['through'], (name: string) => Partial<Route>>> = {
  'internet-gateway': (name) => ({ GatewayId: id('igw', name) }),
  'nat-gateway': (name) => ({ NatGatewayId: id('nat', name) }),
  'transit-gateway': (name) => ({ TransitGatewayId: id('tgw', name) }),
  'virtual-private-gateway': (name) => ({ GatewayId: id('vgw', name) }),
  'local-gateway': (name) => ({ LocalGatewayId: id('lgw', name) }),
  'egress-only-internet-gateway': (name) => ({ EgressOnlyInternetGatewayId: id('eigw', name) }),
  'vpc-peering': (name) => ({ VpcPeeringConnectionId: id('pcx', name) }),
  'vpc-endpoint': (name) => ({ GatewayId: id('vpce', name) }),
  'network-interface': (name) => ({ NetworkInterfaceId: id('eni', name) }),
};

function buildRoutes(cidr: string, { name }: VpcScenario, routes: readonly RouteScenario[]): Route[] {
  const local: Route = {
    DestinationCidrBlock: cidr,
    GatewayId: 'local',
    Origin: 'CreateRouteTable',
    State: 'active',
  };
  return [
    local,
    ...routes.map(({ to, through, state = 'active' }): Route => ({
      ...destination(to),
      ...TARGETS[through](name),
      Origin: 'CreateRoute',
      State: state,
    })),
  ];
}

function destination(to: string): Partial<Route> {
  if (to.startsWith('pl-')) {
    return { DestinationPrefixListId: to };
  }
  return to.includes(':') ? { DestinationIpv6CidrBlock: to } : { DestinationCidrBlock: to };
}

function addAcl(
  world: WorldVpcs,
  acl: {
    readonly vpcId: string;
    readonly owner: string;
    readonly name: string;
    readonly rules: readonly AclRuleScenario[] | undefined;
    readonly isDefault: boolean;
  },
): NetworkAcl {
  const everything: readonly AclRuleScenario[] = [
    { number: 100, direction: 'in', action: 'allow' },
    { number: 100, direction: 'out', action: 'allow' },
  ];
  const built: NetworkAcl = {
    NetworkAclId: id('acl', acl.name),
    VpcId: acl.vpcId,
    OwnerId: acl.owner,
    IsDefault: acl.isDefault,
    Entries: [
      ...(acl.rules ?? everything),
      // Every ACL ends with a denial of all, which nobody can remove.
      { number: 32_767, direction: 'in' as const, action: 'deny' as const },
      { number: 32_767, direction: 'out' as const, action: 'deny' as const },
    ].map(entry),
    Associations: [],
    Tags: [],
  };
  world.networkAcls.set(built.NetworkAclId ?? '', built);
  return built;
}

function entry({
  number,
  direction,
  action,
  protocol = '-1',
  from,
  to,
  cidr = '0.0.0.0/0',
}: AclRuleScenario): NetworkAclEntry {
  return {
    RuleNumber: number,
    Egress: direction === 'out',
    RuleAction: action,
    Protocol: protocol,
    ...(cidr.includes(':') ? { Ipv6CidrBlock: cidr } : { CidrBlock: cidr }),
    PortRange: from === undefined ? undefined : { From: from, To: to ?? from },
  };
}

function addGroup(
  world: WorldVpcs,
  { vpcId, owner }: { readonly vpcId: string; readonly owner: string },
  name: string,
  { ingress = [], egress = [{ cidrs: ['0.0.0.0/0'] }] }: SecurityGroupScenario,
): void {
  const own = groupId(name);
  world.securityGroups.set(own, {
    GroupId: own,
    GroupName: name,
    Description: name,
    VpcId: vpcId,
    OwnerId: owner,
    IpPermissions: ingress.map((rule) => permission(rule, owner)),
    IpPermissionsEgress: egress.map((rule) => permission(rule, owner)),
    Tags: [],
  });
}

function permission(
  { protocol = '-1', from, to, cidrs = [], groups = [], prefixLists = [] }: GroupRuleScenario,
  owner: string,
): IpPermission {
  return {
    IpProtocol: protocol,
    FromPort: from,
    ToPort: to ?? from,
    IpRanges: cidrs.filter((cidr) => !cidr.includes(':')).map((cidr) => ({ CidrIp: cidr })),
    Ipv6Ranges: cidrs.filter((cidr) => cidr.includes(':')).map((cidr) => ({ CidrIpv6: cidr })),
    PrefixListIds: prefixLists.map((list) => ({ PrefixListId: list })),
    UserIdGroupPairs: groups.map((group) => ({ GroupId: groupId(group), UserId: owner })),
  };
}

function addEndpoint(
  site: Site,
  world: WorldVpcs,
  vpc: { readonly vpcId: string; readonly owner: string; readonly subnets: readonly SubnetScenario[] },
  scenario: EndpointScenario,
  index: number,
): void {
  const { service, type = 'Interface', state = 'available', privateDns = type === 'Interface' } = scenario;
  const { subnets = vpc.subnets.map(({ name }) => name), securityGroups = [], policy, failureReason } = scenario;
  const own = id('vpce', vpc.vpcId, service, index);
  const isInterface = type === 'Interface';
  const tables = [...world.routeTables.values()].filter(({ VpcId }) => VpcId === vpc.vpcId);
  world.endpoints.set(own, {
    VpcEndpointId: own,
    VpcEndpointType: type,
    VpcId: vpc.vpcId,
    OwnerId: vpc.owner,
    ServiceName: service.includes('.') ? service : `com.amazonaws.${site.region}.${service}`,
    // EC2 writes it in lower case, whatever its model says.
    State: state as string as State,
    PolicyDocument: JSON.stringify(
      policy ?? { Statement: [{ Action: '*', Effect: 'Allow', Principal: '*', Resource: '*' }] },
    ),
    RouteTableIds: isInterface ? [] : tables.map(({ RouteTableId = '' }) => RouteTableId),
    SubnetIds: isInterface ? subnets.map(subnetId) : [],
    Groups: isInterface ? securityGroups.map((name) => ({ GroupId: groupId(name), GroupName: name })) : [],
    IpAddressType: 'ipv4',
    PrivateDnsEnabled: privateDns,
    RequesterManaged: false,
    NetworkInterfaceIds: isInterface ? subnets.map((name) => id('eni', own, name)) : [],
    DnsEntries: [],
    CreationTimestamp: site.madeAt,
    FailureReason: failureReason,
    Tags: [],
  });
}
