import assert from 'node:assert/strict';
import { after, before, suite, test } from 'node:test';
import {
  DescribeDhcpOptionsCommand,
  DescribeImagesCommand,
  DescribeInstancesCommand,
  DescribeNetworkAclsCommand,
  DescribeNetworkInterfacesCommand,
  DescribeRouteTablesCommand,
  DescribeSecurityGroupsCommand,
  DescribeSubnetsCommand,
  DescribeVpcAttributeCommand,
  DescribeVpcEndpointsCommand,
  DescribeVpcsCommand,
  EC2Client,
  paginateDescribeNetworkInterfaces,
} from '@aws-sdk/client-ec2';
import { DescribeContainerInstancesCommand, DescribeTasksCommand, ListTasksCommand } from '@aws-sdk/client-ecs';
import { everythingBut, type Scenario, type Simulator, startSimulator } from '../index.ts';
import { contains } from '../network/addresses.ts';
import { connect, pagesOf, settings } from './client.ts';
import { signedForm } from './request.ts';

const scenario: Scenario = {
  clusters: [
    {
      name: 'shop',
      network: { subnets: ['a', 'b'], securityGroups: ['web'], publicIp: true },
      instances: [{ image: { name: 'amzn2-ami-ecs-hvm-2.0.20201209', created: '2020-12-09' }, profile: 'builders' }],
      services: [
        { name: 'web', tasks: 12 },
        { name: 'worker', taskDefinition: 'worker', launchType: 'EC2', network: { subnets: ['shared'] } },
      ],
    },
  ],
  instanceProfiles: { builders: 'builder' },
  taskDefinitions: [
    {
      family: 'worker',
      networkMode: 'awsvpc',
      containerDefinitions: [{ name: 'app', image: 'worker:1', memory: 128 }],
    },
  ],
  vpcs: [
    {
      name: 'main',
      cidr: '10.1.0.0/16',
      dnsHostnames: false,
      resolvers: ['10.1.0.53'],
      subnets: [
        { name: 'a', cidr: '10.1.0.0/24', routes: [{ to: '0.0.0.0/0', through: 'internet-gateway' }] },
        { name: 'b', cidr: '10.1.1.0/24', ipv6Cidr: 'fd00:0:0:1::/64', acl: 'strict' },
      ],
      endpoints: [
        {
          service: 'ssmmessages',
          securityGroups: ['endpoints'],
          state: 'failed',
          failureReason: 'no free addresses',
          privateDns: false,
        },
        { service: 's3', type: 'Gateway' },
      ],
      securityGroups: {
        web: { egress: [{ protocol: 'tcp', from: 443, cidrs: ['0.0.0.0/0', '::/0'], prefixLists: ['pl-6ea54007'] }] },
        endpoints: { ingress: [{ protocol: 'tcp', from: 440, to: 450, groups: ['web'] }] },
      },
      acls: { strict: [{ number: 10, direction: 'out', action: 'allow', protocol: '6', from: 443 }] },
    },
    {
      name: 'theirs',
      cidr: '10.9.0.0/16',
      owner: '210987654321',
      subnets: [{ name: 'shared' }],
      endpoints: [{ service: 'kms' }],
    },
  ],
};

suite('EC2', () => {
  let simulator: Simulator;
  let ec2: EC2Client;

  before(async () => {
    simulator = await startSimulator({ scenario });
    ec2 = new EC2Client(settings(simulator));
  });
  after(() => simulator.close());

  const detailsOfTask = async (service: string): Promise<Map<string | undefined, string | undefined>> => {
    const ecs = connect(simulator);
    const { taskArns } = await ecs.send(new ListTasksCommand({ cluster: 'shop', serviceName: service }));
    const { tasks } = await ecs.send(new DescribeTasksCommand({ cluster: 'shop', tasks: taskArns }));
    const attachment = tasks?.[0]?.attachments?.find(({ type }) => type === 'ElasticNetworkInterface');
    return new Map(attachment?.details?.map(({ name, value }) => [name, value]));
  };

  test('describes the network interface that a task says it has', async () => {
    const details = await detailsOfTask('web');
    const id = details.get('networkInterfaceId') ?? '';
    const { NetworkInterfaces } = await ec2.send(new DescribeNetworkInterfacesCommand({ NetworkInterfaceIds: [id] }));
    const [eni] = NetworkInterfaces ?? [];
    assert.ok(eni);
    assert.equal(eni.SubnetId, details.get('subnetId'));
    assert.equal(eni.PrivateIpAddress, details.get('privateIPv4Address'));
    assert.equal(eni.MacAddress, details.get('macAddress'));
    assert.match(eni.Association?.PublicIp ?? '', /^198\.51\.100\.\d+$/);
    assert.deepEqual(
      eni.Groups?.map(({ GroupName }) => GroupName),
      ['web'],
    );
    const { Subnets } = await ec2.send(new DescribeSubnetsCommand({ SubnetIds: [eni.SubnetId ?? ''] }));
    assert.ok(contains(Subnets?.[0]?.CidrBlock ?? '', eni.PrivateIpAddress ?? ''));
    // On an instance it never has a public address.
    const onInstance = (await detailsOfTask('worker')).get('networkInterfaceId') ?? '';
    const other = await ec2.send(new DescribeNetworkInterfacesCommand({ NetworkInterfaceIds: [onInstance] }));
    assert.equal(other.NetworkInterfaces?.[0]?.Association, undefined);
  });

  test('has pages of interfaces, and filters', async () => {
    const pages = await pagesOf(
      paginateDescribeNetworkInterfaces({ client: ec2, pageSize: 5 }, {}),
      ({ NetworkInterfaces = [] }) => NetworkInterfaces.length,
    );
    assert.deepEqual(pages, [5, 5, 4]);
    const { Subnets } = await ec2.send(
      new DescribeSubnetsCommand({ Filters: [{ Name: 'availability-zone', Values: ['*-1b'] }] }),
    );
    assert.deepEqual(
      Subnets?.map(({ CidrBlock }) => CidrBlock),
      ['10.1.1.0/24'],
    );
    assert.equal(Subnets[0]?.Ipv6CidrBlockAssociationSet?.[0]?.Ipv6CidrBlock, 'fd00:0:0:1::/64');
    await assert.rejects(ec2.send(new DescribeSubnetsCommand({ MaxResults: 4 })), { name: 'InvalidParameterValue' });
    await assert.rejects(ec2.send(new DescribeSubnetsCommand({ NextToken: 'bm9wZQ==' })), {
      name: 'InvalidParameterValue',
    });
    await assert.rejects(ec2.send(new DescribeSubnetsCommand({ Filters: [{ Name: 'colour', Values: ['red'] }] })), {
      name: 'InvalidParameterValue',
      message: "The filter 'colour' is invalid",
    });
    await assert.rejects(
      ec2.send(new DescribeNetworkInterfacesCommand({ NetworkInterfaceIds: ['eni-12345678'], MaxResults: 5 })),
      { name: 'InvalidParameterCombination' },
    );
  });

  test('finds the route table of a subnet, or else the main one of its VPC', async () => {
    const tablesOf = async (filters: Record<string, string>) => {
      const Filters = Object.entries(filters).map(([Name, value]) => ({ Name, Values: [value] }));
      return (await ec2.send(new DescribeRouteTablesCommand({ Filters }))).RouteTables ?? [];
    };
    const subnets = (await ec2.send(new DescribeSubnetsCommand({}))).Subnets ?? [];
    const [a, b, shared] = subnets.map(({ SubnetId = '' }) => SubnetId);
    const vpc = subnets[0]?.VpcId ?? '';
    const [own] = await tablesOf({ 'association.subnet-id': a ?? '' });
    assert.deepEqual(
      own?.Routes?.map(({ DestinationCidrBlock, GatewayId, State }) => [
        DestinationCidrBlock,
        GatewayId?.split('-')[0],
        State,
      ]),
      [
        ['10.1.0.0/16', 'local', 'active'],
        ['0.0.0.0/0', 'igw', 'active'],
      ],
    );
    assert.deepEqual(await tablesOf({ 'association.subnet-id': b ?? '' }), []);
    const [main] = await tablesOf({ 'association.main': 'true', 'vpc-id': vpc });
    assert.match(main?.Routes?.[1]?.NatGatewayId ?? '', /^nat-0[0-9a-f]{16}$/);
    // What another account shares is visible, and its routes and endpoints are not.
    assert.equal(subnets[2]?.OwnerId, '210987654321');
    assert.deepEqual(await tablesOf({ 'vpc-id': subnets[2].VpcId ?? '' }), []);
    assert.match(shared ?? '', /^subnet-/);
    const { VpcEndpoints } = await ec2.send(new DescribeVpcEndpointsCommand({}));
    assert.deepEqual(
      VpcEndpoints?.map(({ ServiceName }) => ServiceName),
      ['com.amazonaws.eu-central-1.ssmmessages', 'com.amazonaws.eu-central-1.s3'],
    );
  });

  test('describes endpoints, security groups and network ACLs', async () => {
    const Filters = [{ Name: 'vpc-endpoint-type', Values: ['Interface'] }];
    const [endpoint] = (await ec2.send(new DescribeVpcEndpointsCommand({ Filters }))).VpcEndpoints ?? [];
    assert.deepEqual(
      [endpoint?.State, endpoint?.FailureReason, endpoint?.PrivateDnsEnabled, endpoint?.SubnetIds?.length],
      ['failed', 'no free addresses', false, 2],
    );
    assert.match(endpoint?.PolicyDocument ?? '', /"Effect":"Allow"/);
    const GroupIds = endpoint?.Groups?.map(({ GroupId = '' }) => GroupId);
    const [group] = (await ec2.send(new DescribeSecurityGroupsCommand({ GroupIds }))).SecurityGroups ?? [];
    assert.deepEqual(
      group?.IpPermissions?.map(({ FromPort, ToPort, UserIdGroupPairs }) => [
        FromPort,
        ToPort,
        UserIdGroupPairs?.length,
      ]),
      [[440, 450, 1]],
    );
    const [web] =
      (await ec2.send(new DescribeSecurityGroupsCommand({ Filters: [{ Name: 'group-name', Values: ['web'] }] })))
        .SecurityGroups ?? [];
    assert.equal(web?.Description, 'web');
    assert.deepEqual(web.IpPermissionsEgress, [
      {
        IpProtocol: 'tcp',
        FromPort: 443,
        ToPort: 443,
        IpRanges: [{ CidrIp: '0.0.0.0/0' }],
        Ipv6Ranges: [{ CidrIpv6: '::/0' }],
        PrefixListIds: [{ PrefixListId: 'pl-6ea54007' }],
        UserIdGroupPairs: [],
      },
    ]);
    const acls = (await ec2.send(new DescribeNetworkAclsCommand({}))).NetworkAcls ?? [];
    const strict = acls.find(({ IsDefault }) => IsDefault === false);
    assert.deepEqual(
      strict?.Entries?.map(({ RuleNumber, Egress, RuleAction, PortRange }) => [
        RuleNumber,
        Egress,
        RuleAction,
        PortRange?.From,
      ]),
      [
        [10, true, 'allow', 443],
        [32_767, false, 'deny', undefined],
        [32_767, true, 'deny', undefined],
      ],
    );
    assert.equal(strict.Associations?.length, 1);
  });

  test('says what names a VPC resolves', async () => {
    const [vpc] = (await ec2.send(new DescribeVpcsCommand({}))).Vpcs ?? [];
    const VpcId = vpc?.VpcId;
    const hostnames = await ec2.send(new DescribeVpcAttributeCommand({ VpcId, Attribute: 'enableDnsHostnames' }));
    const support = await ec2.send(new DescribeVpcAttributeCommand({ VpcId, Attribute: 'enableDnsSupport' }));
    assert.deepEqual([hostnames.EnableDnsHostnames, hostnames.EnableDnsSupport], [{ Value: false }, undefined]);
    assert.deepEqual(support.EnableDnsSupport, { Value: true });
    const DhcpOptionsIds = [vpc?.DhcpOptionsId ?? ''];
    const { DhcpOptions } = await ec2.send(new DescribeDhcpOptionsCommand({ DhcpOptionsIds }));
    assert.deepEqual(DhcpOptions?.[0]?.DhcpConfigurations, [
      { Key: 'domain-name-servers', Values: [{ Value: '10.1.0.53' }] },
    ]);
    await assert.rejects(
      ec2.send(new DescribeVpcAttributeCommand({ VpcId, Attribute: 'colour' as 'enableDnsSupport' })),
      {
        name: 'InvalidParameterValue',
      },
    );
    const missing = await signedForm(simulator, 'ec2', 'Action=DescribeVpcAttribute&Version=2016-11-15');
    assert.match(missing.body, /<Errors><Error><Code>MissingParameter<\/Code>/);
  });

  test('describes the instances of a cluster, and what they were made of', async () => {
    const [instance] = simulator.world.clusters.get('shop')?.instances.values() ?? [];
    const { containerInstances } = await connect(simulator).send(
      new DescribeContainerInstancesCommand({
        cluster: 'shop',
        containerInstances: [instance?.containerInstanceArn ?? ''],
      }),
    );
    const [described] = containerInstances ?? [];
    const attributes = new Map(described?.attributes?.map(({ name, value }) => [name, value]));
    const { Reservations } = await ec2.send(
      new DescribeInstancesCommand({ InstanceIds: [described?.ec2InstanceId ?? ''] }),
    );
    const found = Reservations?.[0]?.Instances?.[0];
    assert.equal(found?.IamInstanceProfile?.Arn, 'arn:aws:iam::123456789012:instance-profile/builders');
    assert.deepEqual(
      [found.SubnetId, found.VpcId, found.ImageId, found.State?.Name],
      [attributes.get('ecs.subnet-id'), attributes.get('ecs.vpc-id'), attributes.get('ecs.ami-id'), 'running'],
    );
    assert.equal(found.NetworkInterfaces?.length, 1);
    const { Images } = await ec2.send(new DescribeImagesCommand({ ImageIds: [found.ImageId ?? ''] }));
    assert.deepEqual(
      [Images?.[0]?.Name, Images?.[0]?.CreationDate, Images?.[0]?.Public],
      ['amzn2-ami-ecs-hvm-2.0.20201209', '2020-12-09T00:00:00.000Z', true],
    );
  });

  const unknown: [what: string, code: string, ask: () => Promise<unknown>][] = [
    [
      'a network interface',
      'InvalidNetworkInterfaceID.NotFound',
      () => ec2.send(new DescribeNetworkInterfacesCommand({ NetworkInterfaceIds: ['eni-12345678'] })),
    ],
    [
      'a subnet',
      'InvalidSubnetID.NotFound',
      () => ec2.send(new DescribeSubnetsCommand({ SubnetIds: ['subnet-12345678'] })),
    ],
    [
      'a route table',
      'InvalidRouteTableID.NotFound',
      () => ec2.send(new DescribeRouteTablesCommand({ RouteTableIds: ['rtb-12345678'] })),
    ],
    [
      'an endpoint',
      'InvalidVpcEndpointId.NotFound',
      () => ec2.send(new DescribeVpcEndpointsCommand({ VpcEndpointIds: ['vpce-12345678'] })),
    ],
    [
      'a security group',
      'InvalidGroup.NotFound',
      () => ec2.send(new DescribeSecurityGroupsCommand({ GroupIds: ['sg-12345678'] })),
    ],
    [
      'a network ACL',
      'InvalidNetworkAclID.NotFound',
      () => ec2.send(new DescribeNetworkAclsCommand({ NetworkAclIds: ['acl-12345678'] })),
    ],
    [
      'a VPC',
      'InvalidVpcID.NotFound',
      () => ec2.send(new DescribeVpcAttributeCommand({ VpcId: 'vpc-12345678', Attribute: 'enableDnsSupport' })),
    ],
    [
      'DHCP options',
      'InvalidDhcpOptionID.NotFound',
      () => ec2.send(new DescribeDhcpOptionsCommand({ DhcpOptionsIds: ['dopt-12345678'] })),
    ],
    [
      'an instance',
      'InvalidInstanceID.NotFound',
      () => ec2.send(new DescribeInstancesCommand({ InstanceIds: ['i-12345678'] })),
    ],
    ['an image', 'InvalidAMIID.NotFound', () => ec2.send(new DescribeImagesCommand({ ImageIds: ['ami-12345678'] }))],
    [
      'what is no id',
      'InvalidInstanceID.Malformed',
      () => ec2.send(new DescribeInstancesCommand({ InstanceIds: ['mine'] })),
    ],
  ];
  for (const [what, name, ask] of unknown) {
    test(`has AWS’s error for ${what} that is not there`, async () => {
      await assert.rejects(ask(), { name });
    });
  }

  test('refuses in its own words', async () => {
    simulator.world.iam.permissions = everythingBut('ec2:DescribeSubnets');
    await assert.rejects(ec2.send(new DescribeSubnetsCommand({})), {
      name: 'UnauthorizedOperation',
      message:
        'You are not authorized to perform this operation. User: arn:aws:iam::123456789012:user/test is not ' +
        'authorized to perform: ec2:DescribeSubnets because no identity-based policy ' +
        'allows the ec2:DescribeSubnets action',
    });
    simulator.world.iam.permissions = undefined;
    const stranger = new EC2Client({
      ...settings(simulator),
      credentials: { accessKeyId: 'stranger', secretAccessKey: 'none' },
    });
    await assert.rejects(stranger.send(new DescribeSubnetsCommand({})), { name: 'AuthFailure' });
    await assert.rejects(ec2.send(new DescribeSubnetsCommand({ DryRun: true })), { name: 'DryRunOperation' });
    simulator.faults.add({ kind: 'throttle', times: 1 });
    await assert.rejects(ec2.send(new DescribeSubnetsCommand({})), { name: 'RequestLimitExceeded' });
  });
});
