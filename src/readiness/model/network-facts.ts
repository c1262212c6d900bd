import type {
  NetworkAcl,
  NetworkInterface,
  RouteTable,
  SecurityGroup,
  Subnet,
  VpcDns,
  VpcEndpoint,
} from '../../aws/api/vpc.ts';
import type { Fact } from './fact.ts';

/** What is known of the network between a task and AWS. Each part may be unknown by itself. */
export interface NetworkFacts {
  /** Whether the task has a network interface of its own; else it uses that of its instance. */
  readonly ownInterface: boolean;
  readonly onFargate: boolean;
  /** The account of the task, twelve digits. */
  readonly account: string;
  readonly region: string;
  readonly interface: Fact<NetworkInterface | undefined>;
  readonly subnet: Fact<Subnet | undefined>;
  readonly routeTable: Fact<RouteTable | undefined>;
  readonly endpoints: Fact<readonly VpcEndpoint[]>;
  /** Those of the endpoints that matter; an interface that is not visible is left out. */
  readonly endpointInterfaces: Fact<readonly NetworkInterface[]>;
  /** Those of the task's interface, and those of the endpoints that matter. */
  readonly securityGroups: Fact<readonly SecurityGroup[]>;
  readonly acl: Fact<NetworkAcl | undefined>;
  /** ACLs of the endpoints' subnets, where they are other subnets, by subnet. */
  readonly endpointAcls: Fact<ReadonlyMap<string, NetworkAcl>>;
  readonly dns: Fact<VpcDns>;
  /** Of the VPC's DHCP options; none where it makes no difference which they are. `AmazonProvidedDNS` is AWS's own. */
  readonly nameServers: Fact<readonly string[]>;
}
