/** What EC2 calls the elements of members whose name is not simply in lower case, as its API model has it. */
const ELEMENTS: Readonly<Record<string, string>> = {
  NetworkInterfaces: 'networkInterfaceSet',
  Subnets: 'subnetSet',
  RouteTables: 'routeTableSet',
  VpcEndpoints: 'vpcEndpointSet',
  SecurityGroups: 'securityGroupInfo',
  NetworkAcls: 'networkAclSet',
  DhcpOptions: 'dhcpOptionsSet',
  Reservations: 'reservationSet',
  Instances: 'instancesSet',
  Images: 'imagesSet',
  Vpcs: 'vpcSet',
  Groups: 'groupSet',
  Ipv6Addresses: 'ipv6AddressesSet',
  PrivateIpAddresses: 'privateIpAddressesSet',
  Tags: 'tagSet',
  Associations: 'associationSet',
  PropagatingVgws: 'propagatingVgwSet',
  Routes: 'routeSet',
  RouteTableIds: 'routeTableIdSet',
  SubnetIds: 'subnetIdSet',
  NetworkInterfaceIds: 'networkInterfaceIdSet',
  DnsEntries: 'dnsEntrySet',
  UserIdGroupPairs: 'groups',
  Entries: 'entrySet',
  IsDefault: 'default',
  DhcpConfigurations: 'dhcpConfigurationSet',
  Values: 'valueSet',
  PublicIpAddress: 'ipAddress',
  Public: 'isPublic',
};

/** Those that are called otherwise in some structures, which are known by another of their members. */
const ELEMENTS_WITH: readonly [owner: string, member: string, element: string][] = [
  ['GroupId', 'Description', 'groupDescription'],
  ['InstanceId', 'State', 'instanceState'],
  ['InstanceId', 'SecurityGroups', 'groupSet'],
  ['ImageId', 'State', 'imageState'],
  ['ImageId', 'OwnerId', 'imageOwnerId'],
];

export function elementOf(member: string, owner: object): string {
  const special = ELEMENTS_WITH.find(([other, name]) => name === member && Object.hasOwn(owner, other));
  return special?.[2] ?? ELEMENTS[member] ?? `${member.charAt(0).toLowerCase()}${member.slice(1)}`;
}
