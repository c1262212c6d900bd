/** Questions to EC2 about the network around a task. All of them only read. */
export interface Vpc {
  /** Those of these IDs that there are. */
  interfaces(ids: readonly string[], signal?: AbortSignal): Promise<readonly NetworkInterface[]>;
  /** An EC2 instance by its ID; undefined where there is none. */
  instance(id: string, signal?: AbortSignal): Promise<Instance | undefined>;
  /** A machine image by its ID; undefined where there is none any more. */
  image(id: string, signal?: AbortSignal): Promise<MachineImage | undefined>;
  subnet(id: string, signal?: AbortSignal): Promise<Subnet | undefined>;
  /** The route table of a subnet: its own, else the main one of its VPC; undefined where neither is visible. */
  routeTable(subnet: string, vpc: string, signal?: AbortSignal): Promise<RouteTable | undefined>;
  /** All endpoints of a VPC. */
  endpoints(vpc: string, signal?: AbortSignal): Promise<readonly VpcEndpoint[]>;
  /** Those of these IDs that there are. */
  securityGroups(ids: readonly string[], signal?: AbortSignal): Promise<readonly SecurityGroup[]>;
  /** All network ACLs of a VPC, as far as they are visible. */
  networkAcls(vpc: string, signal?: AbortSignal): Promise<readonly NetworkAcl[]>;
  /** Whether an attribute of a VPC is on that is about DNS. EC2 tells one at a time. */
  dnsAttribute(vpc: string, attribute: 'support' | 'hostnames', signal?: AbortSignal): Promise<boolean>;
  /** All sets of DHCP options of the account in the region, of which there are few. */
  dhcpOptions(signal?: AbortSignal): Promise<readonly DhcpOptions[]>;
  /** ID of the DHCP options of a VPC; undefined where it is not visible. */
  dhcpOptionsOf(vpc: string, signal?: AbortSignal): Promise<string | undefined>;
}

// The answers as EC2 gives them, with only those parts that code reads.
// Source: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_Types.html

export interface NetworkInterface {
  readonly id: string;
  readonly subnet: string | undefined;
  readonly vpc: string | undefined;
  readonly securityGroups: readonly string[];
  readonly privateIp: string | undefined;
  readonly publicIp: string | undefined;
  readonly ipv6: readonly string[];
}

export interface Instance {
  readonly id: string;
  readonly imageId: string | undefined;
  /** The instance profile's ARN. */
  readonly profileArn: string | undefined;
  readonly subnet: string | undefined;
  readonly vpc: string | undefined;
  /** The first is its primary one. */
  readonly interfaces: readonly NetworkInterface[];
}

export interface MachineImage {
  readonly id: string;
  readonly name: string | undefined;
  readonly createdAt: Date | undefined;
}

export interface Subnet {
  readonly id: string;
  readonly vpc: string | undefined;
  /** `10.0.1.0/24`; undefined of a subnet that has IPv6 alone. */
  readonly cidr: string | undefined;
  readonly ipv6Native: boolean;
  /** Whether its resolver answers with IPv6 addresses (`64:ff9b::/96`) for names that have IPv4 addresses alone. */
  readonly dns64: boolean;
  /** The account that owns it: of a shared VPC, another than that of the task. */
  readonly owner: string | undefined;
}

export interface RouteTable {
  readonly id: string;
  readonly isMain: boolean;
  readonly routes: readonly Route[];
}

export interface Route {
  /** An IPv4 or IPv6 range, or the ID of a prefix list. */
  readonly destination: string;
  /** ID of what traffic goes to: `igw-…`, `nat-…`, `tgw-…`, `vpce-…` …, or `local`; undefined where EC2 names none. */
  readonly target: string | undefined;
  /** `active`, or `blackhole` where the target is gone. */
  readonly state: string | undefined;
}

export interface VpcEndpoint {
  readonly id: string;
  /** `com.amazonaws.eu-central-1.ssmmessages`. */
  readonly serviceName: string;
  /** `Interface`, `Gateway`, `GatewayLoadBalancer` … */
  readonly type: string | undefined;
  /** `available`, `pending`, `failed` … */
  readonly state: string | undefined;
  readonly privateDns: boolean;
  /** Whether that is meant for resolvers outside of the VPC alone, as it may be of S3. */
  readonly privateDnsForInboundOnly: boolean;
  /** `ipv4`, `ipv6` or `dualstack`; undefined where EC2 does not say. */
  readonly ipAddressType: string | undefined;
  /** IDs of its network interfaces, one in each of its subnets. */
  readonly interfaces: readonly string[];
  readonly subnets: readonly string[];
  readonly securityGroups: readonly string[];
  /** Of gateways. */
  readonly routeTables: readonly string[];
  /** JSON; undefined where EC2 does not say. */
  readonly policy: string | undefined;
  /** In EC2's words. */
  readonly failure: string | undefined;
}

export interface SecurityGroup {
  readonly id: string;
  readonly name: string | undefined;
  readonly inbound: readonly SecurityRule[];
  readonly outbound: readonly SecurityRule[];
}

/** What a security group lets through. */
export interface SecurityRule {
  /** `tcp`, `udp` …, a protocol's number, or `-1` for all. */
  readonly protocol: string;
  /** Undefined where all ports are meant. */
  readonly fromPort: number | undefined;
  readonly toPort: number | undefined;
  /** IPv4 and IPv6. */
  readonly ranges: readonly string[];
  readonly prefixLists: readonly string[];
  /** IDs of security groups. */
  readonly groups: readonly string[];
}

export interface NetworkAcl {
  readonly id: string;
  /** The subnets that it is of. */
  readonly subnets: readonly string[];
  /** In any order: the lowest number decides. */
  readonly entries: readonly AclEntry[];
}

export interface AclEntry {
  readonly number: number;
  /** Whether it is about what leaves the subnet. */
  readonly isOutbound: boolean;
  readonly allows: boolean;
  /** A protocol's number, `6` for TCP, or `-1` for all. */
  readonly protocol: string;
  readonly range: string;
  readonly fromPort: number | undefined;
  readonly toPort: number | undefined;
}

export interface VpcDns {
  readonly support: boolean;
  /** Undefined where it makes no difference, and nobody has asked. */
  readonly hostnames: boolean | undefined;
}

export interface DhcpOptions {
  readonly id: string;
  /** Name servers; `AmazonProvidedDNS` for AWS's own. */
  readonly servers: readonly string[];
}
