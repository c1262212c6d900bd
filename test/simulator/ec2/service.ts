import { ec2Query } from '../aws/ec2-protocol.ts';
import { AwsError } from '../aws/error.ts';
import { Pages } from '../aws/pages.ts';
import type { Operation, Service } from '../aws/protocol.ts';
import { ec2Instances, images } from '../world/ec2-instances.ts';
import { taskInterfaces } from '../world/interfaces.ts';
import type { World } from '../world/world.ts';
import { describe, refuseDryRun } from './describe.ts';
import { elementOf } from './names.ts';

/** Amazon EC2, as far as it says what a task reaches and what an instance is made of. */
export function ec2(world: World): Service {
  return {
    signingName: 'ec2',
    protocol: ec2Query('2016-11-15', elementOf),
    operations: { ...vpcOperations(world), ...instanceOperations(world), DescribeVpcAttribute: vpcAttribute(world) },
    // None of its describe actions can be limited to a resource.
    resource: () => '*',
    needs: ({ operation }) => [{ action: `ec2:${operation}`, resources: ['*'], called: null }],
  };
}

function newPages(): Pages {
  return new Pages({
    size: 'MaxResults',
    token: 'NextToken',
    error: 'InvalidParameterValue',
    least: 5,
    largest: 1000,
  });
}

function vpcOperations(world: World): Readonly<Record<string, Operation>> {
  const { vpcs } = world;
  const pages = newPages();
  return {
    DescribeSubnets: describe(pages, {
      list: 'Subnets',
      ids: 'SubnetId',
      prefix: 'subnet',
      code: 'InvalidSubnetID',
      sentence: (id) => `The subnet ID '${id}' does not exist`,
      items: () => vpcs.subnets.values(),
      idOf: ({ SubnetId }) => SubnetId,
      filters: {
        'subnet-id': ({ SubnetId }) => [SubnetId],
        'vpc-id': ({ VpcId }) => [VpcId],
        'availability-zone': ({ AvailabilityZone }) => [AvailabilityZone],
        'owner-id': ({ OwnerId }) => [OwnerId],
      },
    }),
    DescribeRouteTables: describe(pages, {
      list: 'RouteTables',
      ids: 'RouteTableId',
      prefix: 'rtb',
      code: 'InvalidRouteTableID',
      sentence: (id) => `The routeTable ID '${id}' does not exist`,
      // What belongs to the owner of a shared VPC is invisible.
      items: () => [...vpcs.routeTables.values()].filter(({ OwnerId }) => OwnerId === world.account),
      idOf: ({ RouteTableId }) => RouteTableId,
      filters: {
        'route-table-id': ({ RouteTableId }) => [RouteTableId],
        'vpc-id': ({ VpcId }) => [VpcId],
        'association.subnet-id': ({ Associations = [] }) => Associations.map(({ SubnetId }) => SubnetId),
        'association.main': ({ Associations = [] }) => Associations.map(({ Main }) => Main),
        'association.route-table-id': ({ Associations = [] }) => Associations.map(({ RouteTableId }) => RouteTableId),
      },
    }),
    DescribeVpcEndpoints: describe(pages, {
      list: 'VpcEndpoints',
      ids: 'VpcEndpointId',
      prefix: 'vpce',
      code: 'InvalidVpcEndpointId',
      sentence: (id) => `The Vpc Endpoint Id '${id}' does not exist`,
      items: () => [...vpcs.endpoints.values()].filter(({ OwnerId }) => OwnerId === world.account),
      idOf: ({ VpcEndpointId }) => VpcEndpointId,
      filters: {
        'vpc-id': ({ VpcId }) => [VpcId],
        'vpc-endpoint-id': ({ VpcEndpointId }) => [VpcEndpointId],
        'vpc-endpoint-state': ({ State }) => [State],
        'vpc-endpoint-type': ({ VpcEndpointType }) => [VpcEndpointType],
        'service-name': ({ ServiceName }) => [ServiceName],
      },
    }),
    DescribeSecurityGroups: describe(pages, {
      list: 'SecurityGroups',
      ids: 'GroupId',
      prefix: 'sg',
      code: 'InvalidGroup',
      sentence: (id) => `The security group '${id}' does not exist`,
      items: () => vpcs.securityGroups.values(),
      idOf: ({ GroupId }) => GroupId,
      filters: {
        'group-id': ({ GroupId }) => [GroupId],
        'group-name': ({ GroupName }) => [GroupName],
        'vpc-id': ({ VpcId }) => [VpcId],
      },
    }),
    DescribeNetworkAcls: describe(pages, {
      list: 'NetworkAcls',
      ids: 'NetworkAclId',
      prefix: 'acl',
      code: 'InvalidNetworkAclID',
      sentence: (id) => `The networkAcl ID '${id}' does not exist`,
      items: () => [...vpcs.networkAcls.values()].filter(({ OwnerId }) => OwnerId === world.account),
      idOf: ({ NetworkAclId }) => NetworkAclId,
      filters: {
        'network-acl-id': ({ NetworkAclId }) => [NetworkAclId],
        'vpc-id': ({ VpcId }) => [VpcId],
        'association.subnet-id': ({ Associations = [] }) => Associations.map(({ SubnetId }) => SubnetId),
        default: ({ IsDefault }) => [IsDefault],
      },
    }),
    DescribeDhcpOptions: describe(pages, {
      list: 'DhcpOptions',
      ids: 'DhcpOptionsId',
      prefix: 'dopt',
      code: 'InvalidDhcpOptionID',
      sentence: (id) => `The dhcpOption ID '${id}' does not exist`,
      items: () => vpcs.dhcpOptions.values(),
      idOf: ({ DhcpOptionsId }) => DhcpOptionsId,
      filters: { 'dhcp-options-id': ({ DhcpOptionsId }) => [DhcpOptionsId] },
    }),
    DescribeVpcs: describe(pages, {
      list: 'Vpcs',
      ids: 'VpcId',
      prefix: 'vpc',
      code: 'InvalidVpcID',
      sentence: (id) => `The vpc ID '${id}' does not exist`,
      items: () =>
        [...vpcs.vpcs.values()].map(({ id, cidr, owner, dhcpOptionsId }) => ({
          VpcId: id,
          CidrBlock: cidr,
          OwnerId: owner,
          DhcpOptionsId: dhcpOptionsId,
          State: 'available',
          IsDefault: false,
        })),
      idOf: ({ VpcId }) => VpcId,
      filters: { 'vpc-id': ({ VpcId }) => [VpcId], 'dhcp-options-id': ({ DhcpOptionsId }) => [DhcpOptionsId] },
    }),
  };
}

function instanceOperations(world: World): Readonly<Record<string, Operation>> {
  const pages = newPages();
  return {
    DescribeNetworkInterfaces: describe(pages, {
      list: 'NetworkInterfaces',
      ids: 'NetworkInterfaceId',
      prefix: 'eni',
      code: 'InvalidNetworkInterfaceID',
      sentence: (id) => `The networkInterface ID '${id}' does not exist`,
      eitherIdsOrPages: true,
      items: () => [...taskInterfaces(world), ...instanceInterfaces(world)],
      idOf: ({ NetworkInterfaceId }) => NetworkInterfaceId,
      filters: {
        'network-interface-id': ({ NetworkInterfaceId }) => [NetworkInterfaceId],
        'subnet-id': ({ SubnetId }) => [SubnetId],
        'vpc-id': ({ VpcId }) => [VpcId],
        'private-ip-address': ({ PrivateIpAddress }) => [PrivateIpAddress],
        'attachment.instance-id': ({ Attachment }) => [Attachment?.InstanceId],
        'group-id': ({ Groups = [] }) => Groups.map(({ GroupId }) => GroupId),
      },
    }),
    DescribeInstances: describe(pages, {
      list: 'Reservations',
      ids: 'InstanceId',
      prefix: 'i',
      code: 'InvalidInstanceID',
      sentence: (id) => `The instance ID '${id}' does not exist`,
      eitherIdsOrPages: true,
      items: () => ec2Instances(world),
      idOf: ({ InstanceId }) => InstanceId,
      filters: {
        'instance-id': ({ InstanceId }) => [InstanceId],
        'vpc-id': ({ VpcId }) => [VpcId],
        'image-id': ({ ImageId }) => [ImageId],
      },
      wrap: (items) =>
        items.map((instance) => ({
          ReservationId: instance.InstanceId?.replace('i-', 'r-'),
          OwnerId: world.account,
          Groups: [],
          Instances: [instance],
        })),
    }),
    DescribeImages: describe(pages, {
      list: 'Images',
      ids: 'ImageId',
      prefix: 'ami',
      code: 'InvalidAMIID',
      sentence: (id) => `The image id '[${id}]' does not exist`,
      items: () => images(world),
      idOf: ({ ImageId }) => ImageId,
      filters: { 'image-id': ({ ImageId }) => [ImageId], name: ({ Name }) => [Name] },
    }),
  };
}

function instanceInterfaces(world: World): ReturnType<typeof taskInterfaces> {
  return ec2Instances(world).flatMap(({ InstanceId, NetworkInterfaces = [] }) =>
    NetworkInterfaces.map((each) => ({
      ...each,
      InterfaceType: 'interface' as const,
      Attachment: { InstanceId, Status: 'attached' as const },
    })),
  );
}

const ATTRIBUTES: Readonly<
  Record<string, 'EnableDnsSupport' | 'EnableDnsHostnames' | 'EnableNetworkAddressUsageMetrics'>
> = {
  enableDnsSupport: 'EnableDnsSupport',
  enableDnsHostnames: 'EnableDnsHostnames',
  enableNetworkAddressUsageMetrics: 'EnableNetworkAddressUsageMetrics',
};

/** One attribute at a time. */
function vpcAttribute({ vpcs: { vpcs } }: World): Operation {
  return (input) => {
    refuseDryRun(input);
    const [id, name] = [input.text('VpcId'), input.text('Attribute')];
    if (!id || !name) {
      throw new AwsError('MissingParameter', `The request must contain the parameter ${id ? 'attribute' : 'vpcId'}`);
    }
    const attribute = Object.hasOwn(ATTRIBUTES, name) ? ATTRIBUTES[name] : undefined;
    if (attribute === undefined) {
      throw new AwsError(
        'InvalidParameterValue',
        `Value (${name}) for parameter attribute is invalid. Unknown attribute.`,
      );
    }
    const vpc = vpcs.get(id);
    if (vpc === undefined) {
      throw new AwsError('InvalidVpcID.NotFound', `The vpc ID '${id}' does not exist`);
    }
    const values = {
      EnableDnsSupport: vpc.enableDnsSupport,
      EnableDnsHostnames: vpc.enableDnsHostnames,
      EnableNetworkAddressUsageMetrics: false,
    };
    return { VpcId: id, [attribute]: { Value: values[attribute] } };
  };
}
