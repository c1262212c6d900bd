import type {
  AclEntry,
  NetworkAcl,
  NetworkInterface,
  Route,
  RouteTable,
  SecurityGroup,
  SecurityRule,
  Subnet,
  VpcDns,
  VpcEndpoint,
} from '../../../src/aws/api/vpc.ts';
import type { Fact } from '../../../src/readiness/model/fact.ts';
import type { NetworkFacts } from '../../../src/readiness/model/network-facts.ts';
import { sentence } from '../../../src/text.ts';

export const ACCOUNT = '111122223333';

export function known<Value>(value: Value): Fact<Value> {
  return { state: 'known', value };
}

/** What somebody who lacks a permission knows. */
export function denied(permission: string): Fact<never> {
  return { state: 'unknown', why: sentence('because you are not allowed {0}', permission), permission };
}

/** A task on Fargate in a private subnet whose traffic leaves through a NAT gateway; all of it is let through. */
export function network(facts: Partial<NetworkFacts> = {}): NetworkFacts {
  return {
    ownInterface: true,
    onFargate: true,
    account: ACCOUNT,
    region: 'eu-central-1',
    interface: known(taskInterface()),
    subnet: known(subnet()),
    routeTable: known(routeTable({ '10.0.0.0/16': 'local', '0.0.0.0/0': 'nat-1' })),
    endpoints: known([]),
    endpointInterfaces: known([]),
    securityGroups: known([group('sg-task')]),
    acl: known(acl()),
    endpointAcls: known(new Map()),
    dns: known(dns()),
    nameServers: known(['AmazonProvidedDNS']),
    ...facts,
  };
}

export function taskInterface(parts: Partial<NetworkInterface> = {}): NetworkInterface {
  return {
    id: 'eni-task',
    subnet: 'subnet-task',
    vpc: 'vpc-1',
    securityGroups: ['sg-task'],
    privateIp: '10.0.1.20',
    publicIp: undefined,
    ipv6: [],
    ...parts,
  };
}

export function subnet(parts: Partial<Subnet> = {}): Subnet {
  return {
    id: 'subnet-task',
    vpc: 'vpc-1',
    cidr: '10.0.1.0/24',
    ipv6Native: false,
    dns64: false,
    owner: ACCOUNT,
    ...parts,
  };
}

/** A table with active routes: what each destination leads to. */
export function routeTable(targets: Readonly<Record<string, string>>, more: readonly Route[] = []): RouteTable {
  const routes = Object.entries(targets).map(([destination, target]) => ({ destination, target, state: 'active' }));
  return { id: 'rtb-1', isMain: false, routes: [...routes, ...more] };
}

/** An endpoint for Session Manager that works. */
export function endpoint(parts: Partial<VpcEndpoint> = {}): VpcEndpoint {
  return {
    id: 'vpce-1',
    serviceName: 'com.amazonaws.eu-central-1.ssmmessages',
    type: 'Interface',
    state: 'available',
    privateDns: true,
    privateDnsForInboundOnly: false,
    ipAddressType: 'ipv4',
    interfaces: ['eni-endpoint'],
    subnets: ['subnet-endpoint'],
    securityGroups: ['sg-endpoint'],
    routeTables: [],
    policy: undefined,
    failure: undefined,
    ...parts,
  };
}

/** A security group that lets everything through. */
export function group(id: string, parts: Partial<SecurityGroup> = {}): SecurityGroup {
  return { id, name: undefined, inbound: [rule()], outbound: [rule()], ...parts };
}

export function rule(parts: Partial<SecurityRule> = {}): SecurityRule {
  const isOpen = parts.groups === undefined && parts.prefixLists === undefined;
  return {
    protocol: '-1',
    fromPort: undefined,
    toPort: undefined,
    ranges: isOpen ? ['0.0.0.0/0', '::/0'] : [],
    prefixLists: [],
    groups: [],
    ...parts,
  };
}

/** An ACL as EC2 makes it: everything is let through. */
export function acl(entries: readonly AclEntry[] = [entry(), entry({ isOutbound: true })]): NetworkAcl {
  return { id: 'acl-1', subnets: [], entries };
}

export function entry(parts: Partial<AclEntry> = {}): AclEntry {
  return {
    number: 100,
    isOutbound: false,
    allows: true,
    protocol: '-1',
    range: '0.0.0.0/0',
    fromPort: undefined,
    toPort: undefined,
    ...parts,
  };
}

export function dns(parts: Partial<VpcDns> = {}): VpcDns {
  return { support: true, hostnames: true, ...parts };
}
