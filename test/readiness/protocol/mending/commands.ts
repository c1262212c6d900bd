import assert from 'node:assert/strict';
import type { IpPermission, Route } from '@aws-sdk/client-ec2';
import { RunTaskCommand, UpdateServiceCommand } from '@aws-sdk/client-ecs';
import { IAMClient, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import { groupKey, type Simulator } from '../../../simulator/index.ts';
import { KEY } from '../../../simulator/scenarios/causes.ts';
import { connect, settings } from '../../../simulator/tests/client.ts';
import { awsCalls, NEW_GROUP } from '../../support/aws-calls.ts';

/** What whoever uses a text puts in place of what it leaves open. */
const COMPLETED: Readonly<Record<string, string>> = {
  '<nat-gateway-id>': 'nat-0123456789abcdef0',
  KEY_ARN: KEY,
};

/** Options of a call of the AWS CLI by their names, each with its values. */
type Options = ReadonlyMap<string, readonly string[]>;
type Command = (simulator: Simulator, options: Options) => unknown;

/**
 * Does in a simulator's world what commands for the AWS CLI do to AWS. What the simulator takes calls for is called;
 * the rest is changed in its world. A command that is not known here fails the test.
 */
export async function runCommands(simulator: Simulator, script: string): Promise<void> {
  const completed = Object.entries(COMPLETED).reduce((text, [from, to]) => text.replaceAll(from, to), script);
  assert.doesNotMatch(completed, /<[\w-]+>/, 'Something is left open.');
  for (const [service = '', operation = '', ...rest] of await awsCalls(completed)) {
    const command = COMMANDS[`${service} ${operation}`];
    assert.ok(command, `Nobody knows aws ${service} ${operation}.`);
    const options = read(rest);
    assert.equal(options.get('region')?.[0] ?? simulator.world.region, simulator.world.region);
    await command(simulator, options);
  }
}

function read(words: readonly string[]): Options {
  const options = new Map<string, string[]>();
  let values: string[] = [];
  for (const word of words) {
    if (word.startsWith('--')) {
      values = [];
      options.set(word.slice(2), values);
    } else {
      values.push(word);
    }
  }
  return options;
}

const COMMANDS: Readonly<Record<string, Command>> = {
  'ec2 create-security-group': ({ world: { vpcs, account } }, options) =>
    vpcs.securityGroups.set(NEW_GROUP, {
      GroupId: NEW_GROUP,
      GroupName: one(options, 'group-name'),
      VpcId: known(vpcs.vpcs, one(options, 'vpc-id')).id,
      OwnerId: account,
      IpPermissions: [],
      IpPermissionsEgress: [{ IpProtocol: '-1', IpRanges: [{ CidrIp: '0.0.0.0/0' }] }],
    }),
  'ec2 authorize-security-group-ingress': (simulator, options) => authorize(simulator, options, 'IpPermissions'),
  'ec2 authorize-security-group-egress': (simulator, options) => authorize(simulator, options, 'IpPermissionsEgress'),
  'ec2 create-vpc-endpoint': ({ world: { vpcs, account } }, options) => {
    const type = one(options, 'vpc-endpoint-type') === 'Gateway' ? 'Gateway' : 'Interface';
    const subnets = options.get('subnet-ids') ?? [];
    const groups = options.get('security-group-ids') ?? [];
    vpcs.endpoints.set('vpce-0123456789abcdef0', {
      VpcEndpointId: 'vpce-0123456789abcdef0',
      VpcEndpointType: type,
      VpcId: known(vpcs.vpcs, one(options, 'vpc-id')).id,
      OwnerId: account,
      ServiceName: one(options, 'service-name'),
      // EC2 writes it in lower case, whatever its model says.
      State: 'available' as 'Available',
      PolicyDocument: JSON.stringify({ Statement: [{ Action: '*', Effect: 'Allow', Principal: '*', Resource: '*' }] }),
      RouteTableIds: (options.get('route-table-ids') ?? []).map((id) => known(vpcs.routeTables, id).RouteTableId ?? ''),
      SubnetIds: subnets.map((id) => known(vpcs.subnets, id).SubnetId ?? ''),
      Groups: groups.map((id) => ({ GroupId: known(vpcs.securityGroups, id).GroupId })),
      IpAddressType: 'ipv4',
      PrivateDnsEnabled: options.has('private-dns-enabled'),
      NetworkInterfaceIds: subnets.map((id) => id.replace('subnet-', 'eni-')),
    });
  },
  'ec2 modify-vpc-endpoint': ({ world: { vpcs } }, options) => {
    const endpoint = known(vpcs.endpoints, one(options, 'vpc-endpoint-id'));
    endpoint.RouteTableIds = [...(endpoint.RouteTableIds ?? []), ...(options.get('add-route-table-ids') ?? [])];
    endpoint.PrivateDnsEnabled = options.has('private-dns-enabled') || endpoint.PrivateDnsEnabled;
  },
  'ec2 modify-vpc-attribute': ({ world: { vpcs } }, options) => {
    const vpc = known(vpcs.vpcs, one(options, 'vpc-id'));
    const wanted = (name: string): boolean | undefined => {
      const [json] = options.get(name) ?? [];
      return json === undefined ? undefined : (JSON.parse(json) as { readonly Value: boolean }).Value;
    };
    vpc.enableDnsSupport = wanted('enable-dns-support') ?? vpc.enableDnsSupport;
    vpc.enableDnsHostnames = wanted('enable-dns-hostnames') ?? vpc.enableDnsHostnames;
  },
  'ec2 create-route': ({ world: { vpcs } }, options) => {
    const table = known(vpcs.routeTables, one(options, 'route-table-id'));
    const route = routeOf(options);
    assert.ok(!(table.Routes ?? []).some((each) => each.DestinationCidrBlock === route.DestinationCidrBlock));
    table.Routes = [...(table.Routes ?? []), route];
  },
  'ec2 replace-route': ({ world: { vpcs } }, options) => {
    const table = known(vpcs.routeTables, one(options, 'route-table-id'));
    const route = routeOf(options);
    assert.ok((table.Routes ?? []).some((each) => each.DestinationCidrBlock === route.DestinationCidrBlock));
    table.Routes = (table.Routes ?? []).map((each) =>
      each.DestinationCidrBlock === route.DestinationCidrBlock ? route : each,
    );
  },
  'ec2 create-network-acl-entry': ({ world: { vpcs } }, options) => {
    const acl = known(vpcs.networkAcls, one(options, 'network-acl-id'));
    const Egress = options.has('egress');
    const RuleNumber = Number(one(options, 'rule-number'));
    const [, from, to] = /^From=(\d+),To=(\d+)$/.exec(one(options, 'port-range')) ?? [];
    assert.ok(!(acl.Entries ?? []).some((each) => each.Egress === Egress && each.RuleNumber === RuleNumber));
    acl.Entries = [
      ...(acl.Entries ?? []),
      {
        RuleNumber,
        Egress,
        RuleAction: 'allow',
        Protocol: one(options, 'protocol') === 'tcp' ? '6' : assert.fail(),
        CidrBlock: one(options, 'cidr-block'),
        PortRange: { From: Number(from), To: Number(to) },
      },
    ];
  },
  'iam create-role': ({ world: { iam, account } }, options) => {
    const name = one(options, 'role-name');
    assert.ok(!iam.roles.has(name));
    iam.roles.set(name, {
      name,
      path: '/',
      id: 'AROANEW0000000000TEST',
      arn: `arn:aws:iam::${account}:role/${name}`,
      createdAt: new Date(),
      trust: one(options, 'assume-role-policy-document'),
      inline: new Map(),
      attached: new Set(),
      boundary: undefined,
    });
  },
  'iam put-role-policy': (simulator, options) =>
    new IAMClient(settings(simulator)).send(
      new PutRolePolicyCommand({
        RoleName: one(options, 'role-name'),
        PolicyName: one(options, 'policy-name'),
        PolicyDocument: one(options, 'policy-document'),
      }),
    ),
  'logs create-log-group': ({ world: { logs, region } }, options) => {
    const name = one(options, 'log-group-name');
    assert.ok(!logs.has(groupKey(region, name)));
    const kmsKeyId = options.get('kms-key-id')?.[0];
    logs.set(groupKey(region, name), {
      ...{ name, region, logClass: 'STANDARD', lines: [], every: 5, written: new Map() },
      kmsKeyId,
    });
  },
  'logs associate-kms-key': ({ world: { logs, region } }, options) => {
    known(logs, groupKey(region, one(options, 'log-group-name'))).kmsKeyId = one(options, 'kms-key-id');
  },
  'ecs update-service': (simulator, options) =>
    connect(simulator).send(
      new UpdateServiceCommand({
        cluster: one(options, 'cluster'),
        service: one(options, 'service'),
        forceNewDeployment: options.has('force-new-deployment'),
        ...(options.has('enable-execute-command') && { enableExecuteCommand: true }),
      }),
    ),
  'ecs run-task': (simulator, options) =>
    connect(simulator).send(
      new RunTaskCommand({
        cluster: one(options, 'cluster'),
        taskDefinition: one(options, 'task-definition'),
        enableExecuteCommand: options.has('enable-execute-command'),
      }),
    ),
};

/** The only value of an option. */
function one(options: Options, name: string): string {
  const [value, ...others] = options.get(name) ?? [];
  assert.ok(value !== undefined && others.length === 0, `--${name}`);
  return value;
}

function known<Value>(all: ReadonlyMap<string, Value>, id: string): Value {
  return all.get(id) ?? assert.fail(`There is no ${id}.`);
}

function routeOf(options: Options): Route {
  return {
    DestinationCidrBlock: one(options, 'destination-cidr-block'),
    NatGatewayId: one(options, 'nat-gateway-id'),
    Origin: 'CreateRoute',
    State: 'active',
  };
}

function authorize(
  { world: { vpcs } }: Simulator,
  options: Options,
  direction: 'IpPermissions' | 'IpPermissionsEgress',
): void {
  const group = known(vpcs.securityGroups, one(options, 'group-id'));
  const short = options.get('ip-permissions')?.[0];
  const [, FromPort, ToPort, kind, value] =
    short === undefined
      ? ['', one(options, 'port'), one(options, 'port'), 'GroupId', one(options, 'source-group')]
      : (/^IpProtocol=tcp,FromPort=(\d+),ToPort=(\d+),\w+=\[\{(CidrIp|CidrIpv6|GroupId)=([\w.:/-]+)\}\]$/.exec(short) ??
        assert.fail(short));
  const permission: IpPermission = {
    IpProtocol: 'tcp',
    FromPort: Number(FromPort),
    ToPort: Number(ToPort),
    IpRanges: kind === 'CidrIp' ? [{ CidrIp: value }] : [],
    Ipv6Ranges: kind === 'CidrIpv6' ? [{ CidrIpv6: value }] : [],
    UserIdGroupPairs: kind === 'GroupId' ? [{ GroupId: known(vpcs.securityGroups, value).GroupId }] : [],
    PrefixListIds: [],
  };
  group[direction] = [...(group[direction] ?? []), permission];
}
