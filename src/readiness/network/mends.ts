import type { AclEntry, NetworkAcl } from '../../aws/api/vpc.ts';
import { sentence, type Text } from '../../text.ts';
import type { Mend, ReadyText } from '../model/mend.ts';
import { isAboutPort, type Ports, relevantEntries } from './acls.ts';
import { parseRange } from './address-range.ts';
import { awsCommand, type Options } from './forms/cli.ts';
import { Reference, resource } from './forms/terraform.ts';
import { Tagged, toYaml, type Yaml } from './forms/yaml.ts';
import { endpointServiceName } from './services.ts';

// Nothing of this is done here: these are texts for those who may. Properties and arguments are those of
// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/AWS_EC2.html and
// https://registry.terraform.io/providers/hashicorp/aws/latest/docs (version 5 and later).

const PORT = 443;
const EVERYWHERE = { 4: '0.0.0.0/0', 6: '::/0' } as const;

/** An ID that goes into a text as it is; a placeholder where it is not known, or is not what an ID looks like. */
function idOr(id: string | undefined, placeholder: string): string {
  return id !== undefined && /^[\w][\w.:/-]*$/.test(id) ? id : `<${placeholder}>`;
}

/** A range, and nothing else. */
function rangeOr(range: string, placeholder: string): string {
  return parseRange(range) === undefined ? `<${placeholder}>` : range;
}

function text(title: Text, texts: readonly ReadyText[]): Mend {
  return { kind: 'text', title, texts };
}

function cli(...commands: readonly string[]): ReadyText {
  return { form: 'cli', text: `${commands.join('\n\n')}\n` };
}

function ec2(command: string, region: string, options: Options): string {
  return awsCommand(['ec2', command], { region: idOr(region, 'region'), ...options });
}

function cloudformation(resources: Readonly<Record<string, Yaml>>): ReadyText {
  return { form: 'cloudformation', text: toYaml({ Resources: resources }) };
}

function terraform(...resources: readonly string[]): ReadyText {
  return { form: 'terraform', text: `${resources.join('\n\n')}\n` };
}

/** Where an endpoint would be made, as far as it is known. */
export interface EndpointSite {
  readonly region: string;
  readonly service: string;
  readonly vpc: string | undefined;
  readonly subnet: string | undefined;
  /** The first security group of the task, which its endpoint is to let in. */
  readonly taskGroup: string | undefined;
  readonly routeTable: string | undefined;
}

/** An interface endpoint for a service, with a security group that lets the task in. */
export function interfaceEndpointMend(site: EndpointSite): Mend {
  const vpc = idOr(site.vpc, 'vpc-id');
  const subnet = idOr(site.subnet, 'subnet-id');
  const taskGroup = idOr(site.taskGroup, 'security-group-id-of-the-task');
  const serviceName = endpointServiceName(site.service, idOr(site.region, 'region'));
  const groupName = `${site.service}-endpoint`;
  const description = `HTTPS from ECS tasks to the ${site.service} endpoint`;
  const label = site.service.replaceAll(/\W/g, '_');
  return text(sentence('An endpoint for {0} in VPC {1}', site.service, vpc), [
    cli(
      `group=$(${ec2('create-security-group', site.region, {
        'vpc-id': vpc,
        'group-name': groupName,
        description,
        query: 'GroupId',
        output: 'text',
      })})`,
      ec2('authorize-security-group-ingress', site.region, {
        'group-id': '$group',
        protocol: 'tcp',
        port: PORT,
        'source-group': taskGroup,
      }),
      ec2('create-vpc-endpoint', site.region, {
        'vpc-id': vpc,
        'vpc-endpoint-type': 'Interface',
        'service-name': serviceName,
        'subnet-ids': subnet,
        'security-group-ids': '$group',
        'private-dns-enabled': true,
      }),
    ),
    cloudformation({
      EndpointSecurityGroup: {
        Type: 'AWS::EC2::SecurityGroup',
        Properties: {
          GroupDescription: description,
          VpcId: vpc,
          SecurityGroupIngress: [{ IpProtocol: 'tcp', FromPort: PORT, ToPort: PORT, SourceSecurityGroupId: taskGroup }],
        },
      },
      Endpoint: {
        Type: 'AWS::EC2::VPCEndpoint',
        Properties: {
          VpcId: vpc,
          VpcEndpointType: 'Interface',
          ServiceName: serviceName,
          SubnetIds: [subnet],
          SecurityGroupIds: [new Tagged('!GetAtt', 'EndpointSecurityGroup.GroupId')],
          PrivateDnsEnabled: true,
        },
      },
    }),
    terraform(
      resource('aws_security_group', `${label}_endpoint`, { name: groupName, description, vpc_id: vpc }),
      resource('aws_vpc_security_group_ingress_rule', `${label}_endpoint`, {
        security_group_id: new Reference(`aws_security_group.${label}_endpoint.id`),
        referenced_security_group_id: taskGroup,
        ip_protocol: 'tcp',
        from_port: PORT,
        to_port: PORT,
      }),
      resource('aws_vpc_endpoint', label, {
        vpc_id: vpc,
        vpc_endpoint_type: 'Interface',
        service_name: serviceName,
        subnet_ids: [subnet],
        security_group_ids: [new Reference(`aws_security_group.${label}_endpoint.id`)],
        private_dns_enabled: true,
      }),
    ),
  ]);
}

/** A gateway endpoint, which stands in the route table of the task's subnet. */
export function gatewayEndpointMend(site: EndpointSite): Mend {
  const vpc = idOr(site.vpc, 'vpc-id');
  const table = idOr(site.routeTable, 'route-table-id');
  const serviceName = endpointServiceName(site.service, idOr(site.region, 'region'));
  return text(sentence('A gateway endpoint for {0} in VPC {1}', site.service, vpc), [
    cli(
      ec2('create-vpc-endpoint', site.region, {
        'vpc-id': vpc,
        'vpc-endpoint-type': 'Gateway',
        'service-name': serviceName,
        'route-table-ids': table,
      }),
    ),
    cloudformation({
      Endpoint: {
        Type: 'AWS::EC2::VPCEndpoint',
        Properties: { VpcId: vpc, VpcEndpointType: 'Gateway', ServiceName: serviceName, RouteTableIds: [table] },
      },
    }),
    terraform(
      resource('aws_vpc_endpoint', site.service.replaceAll(/\W/g, '_'), {
        vpc_id: vpc,
        vpc_endpoint_type: 'Gateway',
        service_name: serviceName,
        route_table_ids: [table],
      }),
    ),
  ]);
}

/** Lets a gateway endpoint stand in a route table. */
export function associateGatewayMend(region: string, endpoint: string, routeTable: string | undefined): Mend {
  const id = idOr(endpoint, 'vpc-endpoint-id');
  const table = idOr(routeTable, 'route-table-id');
  return text(sentence('Route table {0} for endpoint {1}', table, id), [
    cli(ec2('modify-vpc-endpoint', region, { 'vpc-endpoint-id': id, 'add-route-table-ids': table })),
    terraform(
      resource('aws_vpc_endpoint_route_table_association', 'endpoint', { route_table_id: table, vpc_endpoint_id: id }),
    ),
  ]);
}

/** A rule of a security group that lets HTTPS through. */
export interface GroupRule {
  readonly region: string;
  readonly group: string | undefined;
  readonly isOutbound: boolean;
  /** The security group of the other side, or its addresses. */
  readonly peer: { readonly group: string } | { readonly range: string };
}

export function groupRuleMend({ region, group, isOutbound, peer }: GroupRule): Mend {
  const id = idOr(group, 'security-group-id');
  const other = 'group' in peer ? idOr(peer.group, 'security-group-id') : rangeOr(peer.range, 'range');
  const isGroup = 'group' in peer;
  const isIpv6 = !isGroup && other.includes(':');
  const ranges = isIpv6 ? 'Ipv6Ranges=[{CidrIpv6=' : 'IpRanges=[{CidrIp=';
  const direction = isOutbound ? 'egress' : 'ingress';
  const cidr = isIpv6 ? 'CidrIpv6' : 'CidrIp';
  return text(
    isOutbound
      ? sentence('A rule of security group {0} that lets port {1} out', id, PORT)
      : sentence('A rule of security group {0} that lets the task in at port {1}', id, PORT),
    [
      cli(
        ec2(`authorize-security-group-${direction}`, region, {
          'group-id': id,
          'ip-permissions':
            `IpProtocol=tcp,FromPort=${PORT},ToPort=${PORT},` +
            (isGroup ? `UserIdGroupPairs=[{GroupId=${other}}]` : `${ranges}${other}}]`),
        }),
      ),
      cloudformation({
        HttpsRule: {
          Type: isOutbound ? 'AWS::EC2::SecurityGroupEgress' : 'AWS::EC2::SecurityGroupIngress',
          Properties: {
            GroupId: id,
            IpProtocol: 'tcp',
            FromPort: PORT,
            ToPort: PORT,
            [isGroup ? (isOutbound ? 'DestinationSecurityGroupId' : 'SourceSecurityGroupId') : cidr]: other,
          },
        },
      }),
      terraform(
        resource(`aws_vpc_security_group_${direction}_rule`, 'https', {
          security_group_id: id,
          [isGroup ? 'referenced_security_group_id' : isIpv6 ? 'cidr_ipv6' : 'cidr_ipv4']: other,
          ip_protocol: 'tcp',
          from_port: PORT,
          to_port: PORT,
        }),
      ),
    ],
  );
}

/** A route to the internet through a NAT gateway, in place of a broken one where there is one. */
export function natRouteMend(
  region: string,
  routeTable: string | undefined,
  { replaces }: { readonly replaces: boolean },
): Mend {
  const table = idOr(routeTable, 'route-table-id');
  const nat = '<nat-gateway-id>';
  const command = ec2(replaces ? 'replace-route' : 'create-route', region, {
    'route-table-id': table,
    'destination-cidr-block': EVERYWHERE[4],
    'nat-gateway-id': nat,
  });
  const title = sentence('A route from route table {0} to a NAT gateway', table);
  // A stack, or a configuration, that adds a route finds the broken one in its place.
  return replaces
    ? text(title, [cli(command)])
    : text(title, [
        cli(command),
        cloudformation({
          InternetRoute: {
            Type: 'AWS::EC2::Route',
            Properties: { RouteTableId: table, DestinationCidrBlock: EVERYWHERE[4], NatGatewayId: nat },
          },
        }),
        terraform(
          resource('aws_route', 'internet', {
            route_table_id: table,
            destination_cidr_block: EVERYWHERE[4],
            nat_gateway_id: nat,
          }),
        ),
      ]);
}

/** What an ACL should let through. */
export interface AclOpening {
  readonly region: string;
  readonly acl: NetworkAcl;
  readonly isOutbound: boolean;
  readonly ports: Ports;
  readonly range: string;
}

/** An entry of an ACL before those that stop the traffic. */
export function aclEntryMend({ region, acl, isOutbound, ports, range }: AclOpening): Mend {
  const id = idOr(acl.id, 'network-acl-id');
  const cidr = rangeOr(range, 'range');
  const number = freeNumber(acl.entries, isOutbound, ports) ?? '<rule-number>';
  const isIpv6 = cidr.includes(':');
  return text(
    isOutbound
      ? sentence('An entry of network ACL {0} that lets ports {1} to {2} out', id, ports.from, ports.to)
      : sentence('An entry of network ACL {0} that lets ports {1} to {2} in', id, ports.from, ports.to),
    [
      cli(
        ec2('create-network-acl-entry', region, {
          'network-acl-id': id,
          ...(isOutbound ? { egress: true } : { ingress: true }),
          'rule-number': number,
          protocol: 'tcp',
          'port-range': `From=${ports.from},To=${ports.to}`,
          [isIpv6 ? 'ipv6-cidr-block' : 'cidr-block']: cidr,
          'rule-action': 'allow',
        }),
      ),
      cloudformation({
        AclEntry: {
          Type: 'AWS::EC2::NetworkAclEntry',
          Properties: {
            NetworkAclId: id,
            Egress: isOutbound,
            RuleNumber: number,
            Protocol: 6,
            PortRange: { From: ports.from, To: ports.to },
            [isIpv6 ? 'Ipv6CidrBlock' : 'CidrBlock']: cidr,
            RuleAction: 'allow',
          },
        },
      }),
      terraform(
        resource('aws_network_acl_rule', isOutbound ? 'out' : 'in', {
          network_acl_id: id,
          egress: isOutbound,
          rule_number: number,
          protocol: 'tcp',
          from_port: ports.from,
          to_port: ports.to,
          [isIpv6 ? 'ipv6_cidr_block' : 'cidr_block']: cidr,
          rule_action: 'allow',
        }),
      ),
    ],
  );
}

/** The last number that an entry may have; EC2 keeps those above it. Source: API reference, CreateNetworkAclEntry. */
const LAST_NUMBER = 32766;
const USUAL_NUMBER = 100;

/** A free number before the first entry that refuses any of the traffic; undefined where there is none. */
function freeNumber(entries: readonly AclEntry[], isOutbound: boolean, ports: Ports): number | undefined {
  const taken = new Set(entries.filter((entry) => entry.isOutbound === isOutbound).map(({ number }) => number));
  const refusing = relevantEntries(entries, isOutbound).find(
    (entry) => !entry.allows && (isAboutPort(entry, ports.from) || isAboutPort(entry, ports.to)),
  );
  const before = Math.min(refusing?.number ?? LAST_NUMBER, LAST_NUMBER + 1);
  const candidates = Array.from({ length: Math.max(before - 1, 0) }, (_, index) => index + 1).filter(
    (number) => !taken.has(number),
  );
  return candidates.find((number) => number >= USUAL_NUMBER) ?? candidates.at(-1);
}

/** Lets the usual name of a service lead to an endpoint. */
export function privateDnsMend(region: string, endpoint: string): Mend {
  const id = idOr(endpoint, 'vpc-endpoint-id');
  return text(sentence('Private DNS for endpoint {0}', id), [
    cli(ec2('modify-vpc-endpoint', region, { 'vpc-endpoint-id': id, 'private-dns-enabled': true })),
  ]);
}

/** Switches on what of a VPC's DNS is off: `support`, without which there are no `hostnames`. */
export function vpcDnsMend(region: string, vpc: string | undefined): Mend {
  const id = idOr(vpc, 'vpc-id');
  const attributes = ['enable-dns-support', 'enable-dns-hostnames'];
  return text(sentence('DNS support and DNS hostnames for VPC {0}', id), [
    cli(
      ...attributes.map((attribute) =>
        ec2('modify-vpc-attribute', region, { 'vpc-id': id, [attribute]: JSON.stringify({ Value: true }) }),
      ),
    ),
  ]);
}

/** A statement that an endpoint's policy lacks. */
export function endpointPolicyMend(endpoint: string, actions: readonly string[]): Mend {
  const statement = { Effect: 'Allow', Principal: '*', Action: actions, Resource: '*' };
  return text(sentence('A statement for the policy of endpoint {0}', endpoint), [
    { form: 'json', text: `${JSON.stringify(statement, undefined, 2)}\n` },
  ]);
}
