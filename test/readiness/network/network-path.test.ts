import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import type { NetworkFacts } from '../../../src/readiness/model/network-facts.ts';
import type { NetworkPath } from '../../../src/readiness/model/network-path.ts';
import { networkPath } from '../../../src/readiness/network/index.ts';
import { english } from '../../../src/text.ts';
import {
  acl,
  denied,
  dns,
  endpoint,
  entry,
  group,
  known,
  network,
  routeTable,
  rule,
  subnet,
  taskInterface,
} from '../support/network.ts';

interface Case {
  readonly of: string;
  readonly facts: Partial<NetworkFacts>;
  readonly service?: string;
  readonly state: NetworkPath['state'];
  /** What the sentence says. */
  readonly says: RegExp;
  /** The kind of the last hop of a broken path, or of the first that does not pass. */
  readonly at?: string;
  /** Titles of what helps. */
  readonly mends?: readonly RegExp[];
  readonly permissions?: readonly string[];
}

const LOCAL = { '10.0.0.0/16': 'local' };
/** A VPC without a way out. */
const CLOSED = { routeTable: known(routeTable(LOCAL)) };
const TO_GATEWAY = { routeTable: known(routeTable({ ...LOCAL, '0.0.0.0/0': 'igw-1' })) };
const ENDPOINT_INTERFACE = taskInterface({
  id: 'eni-endpoint',
  subnet: 'subnet-endpoint',
  securityGroups: ['sg-endpoint'],
  privateIp: '10.0.2.10',
});

/** A closed VPC with an endpoint that works. */
function byEndpoint(
  parts: Parameters<typeof endpoint>[0] = {},
  facts: Partial<NetworkFacts> = {},
): Partial<NetworkFacts> {
  return {
    ...CLOSED,
    endpoints: known([endpoint(parts)]),
    endpointInterfaces: known([ENDPOINT_INTERFACE]),
    securityGroups: known([group('sg-task'), group('sg-endpoint')]),
    endpointAcls: known(new Map([['subnet-endpoint', acl()]])),
    ...facts,
  };
}

function groups(
  task: Parameters<typeof group>[1],
  ofEndpoint: Parameters<typeof group>[1] = {},
): Partial<NetworkFacts> {
  return { securityGroups: known([group('sg-task', task), group('sg-endpoint', ofEndpoint)]) };
}

const S3_GATEWAY = endpoint({
  id: 'vpce-s3',
  serviceName: 'com.amazonaws.eu-central-1.s3',
  type: 'Gateway',
  privateDns: false,
  interfaces: [],
  subnets: [],
  securityGroups: [],
  routeTables: ['rtb-1'],
});
const policy = (...statements: readonly object[]): string => JSON.stringify({ Statement: statements });
const ALLOW = { Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' };

const ROUTES: readonly Case[] = [
  { of: 'a NAT gateway', facts: {}, state: 'pass', says: /through NAT gateway nat-1\.$/ },
  {
    of: 'endpoints for other services, and a NAT gateway',
    facts: { endpoints: known([endpoint({ serviceName: 'com.amazonaws.eu-central-1.ecr.api' })]) },
    state: 'pass',
    says: /NAT gateway nat-1\. The endpoints of its VPC are for other services/,
  },
  {
    of: 'no route',
    facts: CLOSED,
    state: 'fail',
    says: /route table rtb-1 does not lead to the internet, and there is no endpoint/,
    at: 'route-table',
    mends: [/endpoint for ssmmessages in VPC vpc-1/, /route from route table rtb-1 to a NAT gateway/],
  },
  {
    of: 'a NAT gateway that was deleted',
    facts: {
      routeTable: known(routeTable(LOCAL, [{ destination: '0.0.0.0/0', target: 'nat-9', state: 'blackhole' }])),
    },
    state: 'fail',
    says: /NAT gateway nat-9, which was deleted/,
    at: 'gateway',
    mends: [/route/, /endpoint/],
  },
  {
    of: 'an internet gateway and no public address, on Fargate',
    facts: TO_GATEWAY,
    state: 'fail',
    says: /leads to igw-1, but it does not have a public IP address/,
    at: 'gateway',
    mends: [/endpoint/],
  },
  {
    of: 'an internet gateway, for a task with an interface of its own on an instance',
    facts: { ...TO_GATEWAY, onFargate: false },
    state: 'fail',
    says: /tasks on instances never get a public IP address/,
    at: 'gateway',
  },
  {
    of: 'an internet gateway, for an instance without a public address',
    facts: { ...TO_GATEWAY, onFargate: false, ownInterface: false },
    state: 'fail',
    says: /its instance does not have a public IP address/,
    at: 'gateway',
  },
  {
    of: 'an internet gateway and a public address',
    facts: { ...TO_GATEWAY, interface: known(taskInterface({ publicIp: '3.4.5.6' })) },
    state: 'pass',
    says: /through internet gateway igw-1/,
  },
  ...(
    [
      ['tgw-1', 'transit gateway tgw-1'],
      ['pcx-1', 'VPC peering connection pcx-1'],
      ['eni-9', 'network interface eni-9'],
      ['vgw-1', 'virtual private gateway vgw-1'],
      ['lgw-1', 'local gateway lgw-1'],
      ['cagw-1', 'carrier gateway cagw-1'],
      ['vpce-firewall', 'endpoint vpce-firewall'],
      ['arn:aws:networkmanager::1:core-network/x', 'core network arn:'],
      ['odd', 'odd'],
    ] as const
  ).map(([target, name]): Case => ({
    of: `a default route to ${target}`,
    facts: { routeTable: known(routeTable({ ...LOCAL, '0.0.0.0/0': target })) },
    state: 'unknown',
    says: new RegExp(`its traffic leaves through ${name}`),
    at: 'gateway',
  })),
  {
    of: 'a route for private addresses to a network where an endpoint may be',
    facts: { routeTable: known(routeTable({ ...LOCAL, '10.0.0.0/8': 'tgw-1' })) },
    state: 'unknown',
    says: /through transit gateway tgw-1 for some addresses only/,
    at: 'route-table',
  },
  {
    of: 'a route for a prefix list',
    facts: { routeTable: known(routeTable({ ...LOCAL, 'pl-1': 'tgw-1' })) },
    state: 'unknown',
    says: /through transit gateway tgw-1/,
    at: 'route-table',
  },
  {
    of: 'a gateway endpoint of another service and no route',
    facts: { routeTable: known(routeTable({ ...LOCAL, 'pl-s3': 'vpce-s3' })) },
    state: 'fail',
    says: /does not lead to the internet/,
    at: 'route-table',
  },
  {
    of: 'two halves of the internet that lead to one NAT gateway',
    facts: { routeTable: known(routeTable({ ...LOCAL, '0.0.0.0/1': 'nat-1', '128.0.0.0/1': 'nat-1' })) },
    state: 'pass',
    says: /NAT gateway nat-1/,
  },
  {
    of: 'a NAT gateway, and public addresses of the company elsewhere',
    facts: { routeTable: known(routeTable({ ...LOCAL, '0.0.0.0/0': 'nat-1', '198.51.100.0/24': 'vgw-1' })) },
    state: 'pass',
    says: /NAT gateway nat-1/,
  },
  {
    of: 'routes for a few public addresses only',
    facts: { routeTable: known(routeTable({ ...LOCAL, '52.0.0.0/8': 'nat-1' })) },
    state: 'unknown',
    says: /NAT gateway nat-1 for some addresses only/,
    at: 'route-table',
  },
  {
    of: 'a default route by IPv6 only, in a subnet with both',
    facts: {
      routeTable: known(routeTable({ ...LOCAL, '::/0': 'eigw-1' })),
      interface: known(taskInterface({ ipv6: ['2001:db8::5'] })),
    },
    state: 'fail',
    says: /by IPv6 only, through egress-only internet gateway eigw-1\. The exec agent uses IPv4/,
    at: 'route-table',
  },
  {
    of: 'IPv6 addresses only',
    facts: {
      subnet: known(subnet({ ipv6Native: true, cidr: undefined })),
      interface: known(taskInterface({ privateIp: undefined, ipv6: ['2001:db8::5'] })),
      routeTable: known(routeTable({ '::/0': 'eigw-1' })),
      acl: known(acl([entry({ range: '::/0' }), entry({ range: '::/0', isOutbound: true })])),
    },
    state: 'warn',
    says: /does not support ECS Exec with IPv6 addresses only/,
    at: 'subnet',
  },
  {
    of: 'IPv6 addresses only, behind NAT64',
    facts: {
      subnet: known(subnet({ ipv6Native: true, dns64: true, cidr: undefined })),
      interface: known(taskInterface({ privateIp: undefined, ipv6: ['2001:db8::5'] })),
      routeTable: known(routeTable({ '64:ff9b::/96': 'nat-1' })),
      acl: known(acl([entry({ range: '::/0' }), entry({ range: '::/0', isOutbound: true })])),
    },
    state: 'warn',
    says: /IPv6 addresses only/,
    at: 'subnet',
  },
  {
    of: 'IPv6 addresses only, and NAT64 without DNS64',
    facts: {
      subnet: known(subnet({ ipv6Native: true, cidr: undefined })),
      interface: known(taskInterface({ privateIp: undefined, ipv6: ['2001:db8::5'] })),
      routeTable: known(routeTable({ '2001:db8::/56': 'local' })),
      acl: known(acl([entry({ range: '::/0' }), entry({ range: '::/0', isOutbound: true })])),
    },
    state: 'fail',
    says: /does not lead to the internet/,
    at: 'route-table',
  },
  {
    of: 'a subnet of another account',
    facts: { ...CLOSED, subnet: known(subnet({ owner: '444455556666' })) },
    state: 'unknown',
    says: /subnet subnet-task belongs to account 444455556666/,
    at: 'subnet',
  },
  {
    of: 'DNS support that is off',
    facts: { dns: known(dns({ support: false })) },
    state: 'fail',
    says: /DNS support of VPC vpc-1 is off/,
    at: 'dns',
    mends: [/DNS support and DNS hostnames for VPC vpc-1/],
  },
  {
    of: 'DNS that is not known',
    facts: { dns: denied('ec2:DescribeVpcAttribute') },
    state: 'pass',
    says: /NAT gateway/,
  },
  {
    of: "DNS support that is off, with the company's own name servers",
    facts: { dns: known(dns({ support: false })), nameServers: known(['10.9.9.9']) },
    state: 'unknown',
    says: /^Could not tell whether DNS servers 10\.9\.9\.9 resolve the name of ssmmessages: DNS support of VPC vpc-1 is off/,
    at: 'dns',
    mends: [/DNS support and DNS hostnames for VPC vpc-1/],
  },
  {
    of: 'DNS support that is off, with name servers that are not known',
    facts: { dns: known(dns({ support: false })), nameServers: denied('ec2:DescribeDhcpOptions') },
    state: 'unknown',
    says: /resolves the name of ssmmessages because you are not allowed ec2:DescribeDhcpOptions/,
    at: 'dns',
    permissions: ['ec2:DescribeDhcpOptions'],
  },
];

const GROUPS_AND_ACLS: readonly Case[] = [
  {
    of: 'a group that lets nothing out',
    facts: { securityGroups: known([group('sg-task', { outbound: [] })]) },
    state: 'fail',
    says: /Security group sg-task of the task does not let it reach ssmmessages at port 443/,
    at: 'security-group',
    mends: [/security group sg-task that lets port 443 out/],
  },
  {
    of: 'a group that lets other ports out',
    facts: {
      securityGroups: known([
        group('sg-task', {
          outbound: [
            rule({ protocol: 'tcp', fromPort: 80, toPort: 442 }),
            rule({ protocol: 'udp', fromPort: 443, toPort: 443 }),
          ],
        }),
      ]),
    },
    state: 'fail',
    says: /does not let it reach ssmmessages/,
    at: 'security-group',
  },
  {
    of: 'a group that lets private addresses out',
    facts: { securityGroups: known([group('sg-task', { outbound: [rule({ ranges: ['10.0.0.0/8'] })] })]) },
    state: 'fail',
    says: /does not let it reach ssmmessages/,
    at: 'security-group',
  },
  {
    of: 'a group that lets HTTPS out',
    facts: {
      securityGroups: known([
        group('sg-task', { outbound: [rule({ protocol: '6', fromPort: 443, toPort: 443, ranges: ['0.0.0.0/0'] })] }),
      ]),
    },
    state: 'pass',
    says: /NAT gateway/,
  },
  {
    of: 'a group that lets a prefix list out',
    facts: { securityGroups: known([group('sg-task', { outbound: [rule({ prefixLists: ['pl-1'] })] })]) },
    state: 'unknown',
    says: /let it reach ssmmessages because their rules name prefix lists/,
    at: 'security-group',
  },
  {
    of: 'a group that lets some public addresses out',
    facts: { securityGroups: known([group('sg-task', { outbound: [rule({ ranges: ['52.0.0.0/8'] })] })]) },
    state: 'unknown',
    says: /Could not tell whether the security groups/,
    at: 'security-group',
  },
  {
    of: 'a second group that lets it out',
    facts: {
      interface: known(taskInterface({ securityGroups: ['sg-task', 'sg-more'] })),
      securityGroups: known([group('sg-task', { outbound: [] }), group('sg-more')]),
    },
    state: 'pass',
    says: /NAT gateway/,
  },
  {
    of: 'a group that is not visible',
    facts: { securityGroups: known([]) },
    state: 'unknown',
    says: /because not all of them are visible/,
    at: 'security-group',
  },
  {
    of: 'an ACL that lets no requests out',
    facts: {
      acl: known(
        acl([
          entry(),
          entry({ isOutbound: true, allows: false, number: 50, fromPort: 443, toPort: 443, protocol: '6' }),
          entry({ isOutbound: true }),
        ]),
      ),
    },
    state: 'fail',
    says: /Network ACL acl-1 of the task's subnet does not let traffic to port 443 out/,
    at: 'acl',
    mends: [/network ACL acl-1 that lets ports 443 to 443 out/],
  },
  {
    of: 'an ACL that lets no answers in',
    facts: { acl: known(acl([entry({ protocol: '6', fromPort: 443, toPort: 443 }), entry({ isOutbound: true })])) },
    state: 'fail',
    says: /Network ACL acl-1 of the task's subnet does not let answers in/,
    at: 'acl',
    mends: [/lets ports 1024 to 65535 in/],
  },
  {
    of: "an ACL that lets answers in at Linux's and Windows's ports only",
    facts: { acl: known(acl([entry({ protocol: '6', fromPort: 32768, toPort: 65535 }), entry({ isOutbound: true })])) },
    state: 'pass',
    says: /NAT gateway/,
  },
  {
    of: 'an ACL that lets answers in at some ports',
    facts: { acl: known(acl([entry({ protocol: '6', fromPort: 49152, toPort: 65535 }), entry({ isOutbound: true })])) },
    state: 'warn',
    says: /only some of the traffic/,
    at: 'acl',
  },
  {
    of: 'an ACL that stops a few bad addresses',
    facts: {
      acl: known(
        acl([entry({ number: 1, allows: false, range: '203.0.113.0/24' }), entry(), entry({ isOutbound: true })]),
      ),
    },
    state: 'pass',
    says: /NAT gateway/,
  },
  {
    of: 'an ACL that stops what a later entry would let through',
    facts: {
      acl: known(
        acl([
          entry(),
          entry({ isOutbound: true, number: 200 }),
          entry({ isOutbound: true, number: 199, allows: false }),
        ]),
      ),
    },
    state: 'fail',
    says: /does not let traffic to port 443 out/,
    at: 'acl',
  },
  {
    of: 'an ACL that is not visible',
    facts: { acl: known(undefined) },
    state: 'unknown',
    says: /because they are not visible/,
    at: 'acl',
  },
];

const ENDPOINTS: readonly Case[] = [
  {
    of: 'an endpoint, and DNS that is not known',
    facts: byEndpoint({}, { dns: denied('ec2:DescribeVpcAttribute') }),
    state: 'unknown',
    says: /whether the VPC resolves the name of ssmmessages because you are not allowed ec2:DescribeVpcAttribute/,
    at: 'dns',
    permissions: ['ec2:DescribeVpcAttribute'],
  },
  { of: 'an endpoint', facts: byEndpoint(), state: 'pass', says: /through endpoint vpce-1\.$/ },
  {
    of: "an endpoint in the task's own subnet, whose ACL lets nothing through",
    facts: byEndpoint(
      { subnets: ['subnet-task'] },
      { acl: known(acl([])), endpointInterfaces: known([{ ...ENDPOINT_INTERFACE, subnet: 'subnet-task' }]) },
    ),
    state: 'pass',
    says: /through endpoint vpce-1/,
  },
  {
    of: 'an endpoint of China',
    facts: { ...byEndpoint({ serviceName: 'cn.com.amazonaws.cn-north-1.ssmmessages' }), region: 'cn-north-1' },
    state: 'pass',
    says: /through endpoint vpce-1/,
  },
  {
    of: 'an endpoint for another region',
    facts: byEndpoint({ serviceName: 'com.amazonaws.us-east-1.ssmmessages' }),
    state: 'fail',
    says: /there is no endpoint/,
    at: 'route-table',
  },
  {
    of: 'an endpoint without private DNS, and no other way',
    facts: byEndpoint({ privateDns: false }),
    state: 'warn',
    says: /^Could not tell .* private DNS of endpoint vpce-1 is off, and only a private hosted zone can lead there/,
    at: 'endpoint',
    mends: [/Private DNS for endpoint vpce-1/],
  },
  {
    of: 'an endpoint without private DNS, whose groups keep the task out, and no other way',
    facts: byEndpoint({ privateDns: false }, groups({}, { inbound: [] })),
    state: 'fail',
    says: /sg-endpoint/,
    at: 'endpoint-security-group',
  },
  {
    of: 'an endpoint without private DNS, and a NAT gateway',
    facts: { ...byEndpoint({ privateDns: false }), ...{ routeTable: network().routeTable } },
    state: 'warn',
    says: /through NAT gateway nat-1: endpoint vpce-1 is not used because its private DNS is off/,
    at: 'endpoint',
    mends: [/Private DNS/],
  },
  {
    of: 'an endpoint in a VPC without DNS hostnames',
    facts: byEndpoint({}, { dns: known(dns({ hostnames: false })) }),
    state: 'fail',
    says: /because DNS support or DNS hostnames of the VPC are off/,
    at: 'endpoint',
    mends: [/DNS support and DNS hostnames/],
  },
  {
    of: 'an endpoint in a VPC without DNS support',
    facts: byEndpoint({}, { dns: known(dns({ support: false })) }),
    state: 'fail',
    says: /DNS support of VPC vpc-1 is off/,
    at: 'dns',
  },
  {
    of: 'an endpoint in a VPC without DNS support, with name servers of the company',
    facts: byEndpoint({}, { dns: known(dns({ support: false })), nameServers: known(['10.9.9.9']) }),
    state: 'unknown',
    says: /only DNS servers 10\.9\.9\.9 can lead to endpoint vpce-1/,
    at: 'dns',
  },
  {
    of: 'an endpoint in a VPC without DNS hostnames, with name servers that are not known',
    facts: byEndpoint({}, { dns: known(dns({ hostnames: false })), nameServers: denied('ec2:DescribeDhcpOptions') }),
    state: 'unknown',
    says: /leads to endpoint vpce-1 because you are not allowed ec2:DescribeDhcpOptions/,
    at: 'dns',
    permissions: ['ec2:DescribeDhcpOptions'],
  },
  {
    of: 'an endpoint, and name servers that are not known',
    facts: byEndpoint({}, { nameServers: denied('ec2:DescribeDhcpOptions') }),
    state: 'unknown',
    says: /resolves the name of ssmmessages to vpce-1 because you are not allowed ec2:DescribeDhcpOptions/,
    at: 'dns',
    permissions: ['ec2:DescribeDhcpOptions'],
  },
  {
    of: 'an endpoint, and name servers of the company',
    facts: byEndpoint({}, { nameServers: known(['10.9.9.9', '10.9.9.8']) }),
    state: 'warn',
    says: /DNS servers 10\.9\.9\.9, 10\.9\.9\.8 must forward the name of ssmmessages to AWS, or vpce-1 is not used/,
    at: 'dns',
  },
  {
    of: 'an endpoint that is being made',
    facts: byEndpoint({ state: 'pending' }),
    state: 'fail',
    says: /because it is in state pending/,
    at: 'endpoint',
  },
  {
    of: 'an endpoint that nobody has accepted',
    facts: byEndpoint({ state: 'pendingAcceptance' }),
    state: 'fail',
    says: /because nobody has accepted it yet/,
    at: 'endpoint',
  },
  {
    of: 'an endpoint that could not be made',
    facts: byEndpoint({ state: 'failed', failure: 'No addresses left.' }),
    state: 'fail',
    says: /because it could not be made \(No addresses left\), and there is no other way/,
    at: 'endpoint',
    mends: [/endpoint for ssmmessages/],
  },
  {
    of: 'an endpoint that was deleted',
    facts: byEndpoint({ state: 'deleted' }),
    state: 'fail',
    says: /there is no endpoint/,
    at: 'route-table',
  },
  {
    of: 'an endpoint in no subnet',
    facts: byEndpoint({ subnets: [], interfaces: [] }),
    state: 'fail',
    says: /it is not in any subnet/,
    at: 'endpoint',
  },
  {
    of: 'an endpoint by IPv6 only',
    facts: byEndpoint({ ipAddressType: 'ipv6' }),
    state: 'fail',
    says: /does not have addresses of the kind/,
    at: 'endpoint',
  },
  {
    of: "an endpoint whose group lets the task's group in",
    facts: byEndpoint(
      {},
      groups({}, { inbound: [rule({ protocol: 'tcp', fromPort: 443, toPort: 443, groups: ['sg-task'] })] }),
    ),
    state: 'pass',
    says: /vpce-1/,
  },
  {
    of: "an endpoint whose group lets the task's address in",
    facts: byEndpoint({}, groups({}, { inbound: [rule({ ranges: ['10.0.1.0/24'] })] })),
    state: 'pass',
    says: /vpce-1/,
  },
  {
    of: 'an endpoint whose group lets others in',
    facts: byEndpoint({}, groups({}, { inbound: [rule({ groups: ['sg-other'] }), rule({ ranges: ['10.0.3.0/24'] })] })),
    state: 'fail',
    says: /Security group sg-endpoint of vpce-1 does not let the task in at port 443/,
    at: 'endpoint-security-group',
    mends: [/security group sg-endpoint that lets the task in/],
  },
  {
    of: 'an endpoint whose group lets a prefix list in',
    facts: byEndpoint({}, groups({}, { inbound: [rule({ prefixLists: ['pl-1'] })] })),
    state: 'unknown',
    says: /security groups of vpce-1 let the task in because/,
    at: 'endpoint-security-group',
  },
  {
    of: "a task whose group lets the endpoint's group out",
    facts: byEndpoint({}, groups({ outbound: [rule({ groups: ['sg-endpoint'] })] })),
    state: 'pass',
    says: /vpce-1/,
  },
  {
    of: 'a task whose group lets other addresses out',
    facts: byEndpoint({}, groups({ outbound: [rule({ ranges: ['10.0.9.0/24'] })] })),
    state: 'fail',
    says: /does not let it reach vpce-1 at port 443/,
    at: 'security-group',
    mends: [/security group sg-task that lets port 443 out/],
  },
  {
    of: "a task whose group lets one of the endpoint's two addresses out",
    facts: byEndpoint(
      { interfaces: ['eni-endpoint', 'eni-b'] },
      {
        ...groups({ outbound: [rule({ ranges: ['10.0.2.0/24'] })] }),
        endpointInterfaces: known([ENDPOINT_INTERFACE, { ...ENDPOINT_INTERFACE, id: 'eni-b', privateIp: '10.0.3.10' }]),
      },
    ),
    state: 'warn',
    says: /only some of the addresses of vpce-1/,
    at: 'security-group',
  },
  {
    of: "an ACL of the task's subnet that stops the endpoint's address",
    facts: byEndpoint(
      {},
      {
        acl: known(
          acl([
            entry(),
            entry({ isOutbound: true, number: 1, allows: false, range: '10.0.2.0/24' }),
            entry({ isOutbound: true }),
          ]),
        ),
      },
    ),
    state: 'fail',
    says: /Network ACL acl-1 of the task's subnet does not let traffic to port 443 out/,
    at: 'acl',
  },
  {
    of: "an ACL of the endpoint's subnet that stops the task",
    facts: byEndpoint(
      {},
      {
        endpointAcls: known(
          new Map([['subnet-endpoint', acl([entry({ range: '10.0.9.0/24' }), entry({ isOutbound: true })])]]),
        ),
      },
    ),
    state: 'fail',
    says: /Network ACL acl-1 of the endpoint's subnet does not let the task in at port 443/,
    at: 'endpoint-acl',
    mends: [/lets ports 443 to 443 in/],
  },
  {
    of: "an ACL of the endpoint's subnet that stops answers",
    facts: byEndpoint({}, { endpointAcls: known(new Map([['subnet-endpoint', acl([entry()])]])) }),
    state: 'fail',
    says: /endpoint's subnet does not let answers out/,
    at: 'endpoint-acl',
    mends: [/lets ports 1024 to 65535 out/],
  },
  {
    of: "an ACL of one of the endpoint's two subnets that stops the task",
    facts: byEndpoint(
      { subnets: ['subnet-endpoint', 'subnet-b'] },
      {
        endpointAcls: known(
          new Map([
            ['subnet-endpoint', acl()],
            ['subnet-b', acl([])],
          ]),
        ),
      },
    ),
    state: 'warn',
    says: /only some addresses of vpce-1/,
    at: 'endpoint-acl',
  },
  {
    of: 'a policy that allows all',
    facts: byEndpoint({ policy: policy(ALLOW) }),
    state: 'pass',
    says: /vpce-1/,
  },
  {
    of: 'a policy that allows two of the four actions',
    facts: byEndpoint({ policy: policy({ ...ALLOW, Action: ['ssmmessages:Create*'] }) }),
    state: 'fail',
    says: /does not allow ssmmessages:OpenControlChannel, ssmmessages:OpenDataChannel/,
    at: 'endpoint-policy',
    mends: [/statement for the policy of endpoint vpce-1/],
  },
  {
    of: 'a policy that denies',
    facts: byEndpoint({ policy: policy(ALLOW, { ...ALLOW, Effect: 'Deny', Action: 'ssmmessages:OpenDataChannel' }) }),
    state: 'fail',
    says: /does not allow ssmmessages:OpenDataChannel/,
    at: 'endpoint-policy',
    mends: [],
  },
  {
    of: 'a policy with a condition',
    facts: byEndpoint({ policy: policy({ ...ALLOW, Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-1' } } }) }),
    state: 'unknown',
    says: /whether the policy of endpoint vpce-1/,
    at: 'endpoint-policy',
  },
  {
    of: 'a policy that cannot be read',
    facts: byEndpoint({ policy: '{' }),
    state: 'unknown',
    says: /whether the policy of endpoint vpce-1/,
    at: 'endpoint-policy',
  },
];

const OTHER_SERVICES: readonly Case[] = [
  {
    of: 'a gateway endpoint for S3',
    facts: { ...CLOSED, endpoints: known([S3_GATEWAY]) },
    service: 's3',
    state: 'pass',
    says: /The task reaches s3 through endpoint vpce-s3/,
  },
  {
    of: "a gateway endpoint for S3, whose prefix list is all that the task's group lets out",
    facts: {
      routeTable: known(routeTable({ ...LOCAL, 'pl-s3': 'vpce-s3' })),
      endpoints: known([S3_GATEWAY]),
      securityGroups: known([group('sg-task', { outbound: [rule({ prefixLists: ['pl-s3'] })] })]),
    },
    service: 's3',
    state: 'pass',
    says: /vpce-s3/,
  },
  {
    of: 'a gateway endpoint for S3 in another route table',
    facts: { ...CLOSED, endpoints: known([{ ...S3_GATEWAY, routeTables: ['rtb-other'] }]) },
    service: 's3',
    state: 'fail',
    says: /because it is not in the route table of the task's subnet/,
    at: 'endpoint',
    mends: [/Route table rtb-1 for endpoint vpce-s3/],
  },
  {
    of: 'nothing for S3',
    facts: CLOSED,
    service: 's3',
    state: 'fail',
    says: /cannot reach s3/,
    at: 'route-table',
    mends: [/gateway endpoint for s3/, /NAT/],
  },
  {
    of: 'an endpoint for KMS whose policy is for another action',
    facts: byEndpoint({
      serviceName: 'com.amazonaws.eu-central-1.kms',
      policy: policy({ ...ALLOW, Action: 'kms:Encrypt' }),
    }),
    service: 'kms',
    state: 'fail',
    says: /does not allow kms:Decrypt/,
    at: 'endpoint-policy',
  },
  {
    of: 'an endpoint for logs',
    facts: byEndpoint({ serviceName: 'com.amazonaws.eu-central-1.logs' }),
    service: 'logs',
    state: 'pass',
    says: /reaches logs through endpoint vpce-1/,
  },
];

const UNKNOWN: readonly Case[] = (
  [
    ['interface', 'ec2:DescribeNetworkInterfaces', 'interface'],
    ['subnet', 'ec2:DescribeSubnets', 'subnet'],
    ['routeTable', 'ec2:DescribeRouteTables', 'route-table'],
    ['endpoints', 'ec2:DescribeVpcEndpoints', 'endpoint'],
    ['securityGroups', 'ec2:DescribeSecurityGroups', 'security-group'],
    ['acl', 'ec2:DescribeNetworkAcls', 'acl'],
  ] as const
).map(([fact, permission, at]) => ({
  of: `${fact} that may not be asked for`,
  facts: { [fact]: denied(permission) },
  state: 'unknown',
  says: new RegExp(`^Could not tell .* because you are not allowed ${permission}\\.$`),
  at,
  permissions: [permission],
}));

function check(cases: readonly Case[]): void {
  for (const { of, facts, service = 'ssmmessages', state, says, at, mends, permissions } of cases) {
    test(`${state}: ${of}`, () => {
      const path = networkPath(network(facts), service);
      assert.match(english(path.sentence), says);
      assert.equal(path.state, state);
      const telling = path.hops.find((hop) => hop.state === state);
      assert.equal(state === 'pass' ? undefined : telling?.kind, at);
      assert.deepEqual(
        path.hops.map((hop) => hop.state).filter((one) => one === 'fail'),
        state === 'fail' ? ['fail'] : [],
      );
      assert.equal(path.hops.at(-1)?.state === 'fail', state === 'fail', 'what is behind a broken hop is left out');
      if (mends !== undefined) {
        const titles = path.mends.map((mend) => (mend.kind === 'text' ? english(mend.title) : mend.kind));
        assert.equal(titles.length, mends.length, titles.join('; '));
        mends.forEach((title, index) => assert.match(titles[index] ?? '', title));
      }
      if (permissions !== undefined) {
        assert.deepEqual(path.permissions, permissions);
      }
    });
  }
}

suite('the way by a route', () => check(ROUTES));
suite('security groups and ACLs', () => check(GROUPS_AND_ACLS));
suite('the way through an endpoint', () => check(ENDPOINTS));
suite('other services', () => check(OTHER_SERVICES));
suite('facts that are not known', () => check(UNKNOWN));
