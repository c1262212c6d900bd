import type { NetworkInterface } from '@aws-sdk/client-ec2';
import { hex } from './identity.ts';
import type { Place } from './place.ts';
import type { World, WorldTask } from './world.ts';

/** Id of the network interface that a task's attachment is about. */
export function interfaceId(attachmentId: string): string {
  return `eni-0${hex(16, attachmentId)}`;
}

export function macAddress(name: string): string {
  return `0a:${hex(10, name).replace(/..(?=.)/g, '$&:')}`;
}

export function privateName(region: string, address: string): string {
  return `ip-${address.replaceAll('.', '-')}.${region}.compute.internal`;
}

/** Network interfaces of all tasks that have one and that have not stopped. */
export function taskInterfaces(world: World): NetworkInterface[] {
  return [...world.clusters.values()]
    .flatMap(({ tasks }) => [...tasks.values()])
    .flatMap((task) => taskInterface(world, task) ?? []);
}

function taskInterface(world: World, { description, place }: WorldTask): NetworkInterface | undefined {
  const attachment = description.attachments?.find(({ type }) => type === 'ElasticNetworkInterface');
  if (place === undefined || attachment?.status === undefined || attachment.status === 'DELETED') {
    return undefined;
  }
  const fargate = description.launchType === 'FARGATE';
  return {
    ...describeInterface(world, place, interfaceId(attachment.id ?? ''), attachment.id ?? ''),
    Description: `arn:aws:ecs:${world.region}:${world.account}:attachment/${attachment.id ?? ''}`,
    InterfaceType: 'interface',
    RequesterManaged: true,
    Attachment: {
      AttachmentId: `eni-attach-0${hex(16, attachment.id ?? '')}`,
      DeviceIndex: 1,
      // Fargate's instances belong to AWS.
      InstanceOwnerId: fargate ? '578734482556' : world.account,
      Status: 'attached',
    },
  };
}

/** What EC2 says of every interface. */
export function describeInterface(
  { region, account, vpcs }: World,
  { subnetId, groups, address, ipv6Address, publicAddress }: Place,
  id: string,
  name: string,
): NetworkInterface {
  const subnet = vpcs.subnets.get(subnetId);
  const association = publicAddress === undefined ? undefined : { PublicIp: publicAddress, IpOwnerId: 'amazon' };
  return {
    NetworkInterfaceId: id,
    SubnetId: subnetId,
    VpcId: subnet?.VpcId,
    AvailabilityZone: subnet?.AvailabilityZone,
    OwnerId: account,
    Status: 'in-use',
    SourceDestCheck: true,
    MacAddress: macAddress(name),
    PrivateIpAddress: address,
    PrivateDnsName: address && privateName(region, address),
    PrivateIpAddresses:
      address === undefined ? [] : [{ Primary: true, PrivateIpAddress: address, Association: association }],
    Ipv6Addresses: ipv6Address === undefined ? [] : [{ Ipv6Address: ipv6Address }],
    Association: association,
    Groups: groups.map((group) => ({ GroupId: group, GroupName: vpcs.securityGroups.get(group)?.GroupName })),
    TagSet: [],
  };
}
