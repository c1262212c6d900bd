import type { Subnet } from '@aws-sdk/client-ec2';
import { hex } from './identity.ts';
import type { PlaceScenario } from './scenario.ts';
import { groupId, subnetId, type WorldVpcs } from './vpcs.ts';

/** Where something is in a VPC. A test may change it. */
export interface Place {
  readonly subnetId: string;
  /** Ids of security groups. */
  groups: readonly string[];
  /** Undefined in a subnet that has only IPv6. */
  readonly address: string | undefined;
  readonly ipv6Address: string | undefined;
  publicAddress: string | undefined;
}

/** The subnets that a scenario names, by name or id, or those of the first VPC. Throws an `Error` for one it lacks. */
export function subnetsOf({ subnets, vpcs }: WorldVpcs, { subnets: names }: PlaceScenario = {}): Subnet[] {
  if (names === undefined) {
    const [first] = vpcs.keys();
    return [...subnets.values()].filter(({ VpcId }) => VpcId === first);
  }
  return names.map((name) => {
    const subnet = subnets.get(name) ?? subnets.get(subnetId(name));
    if (subnet === undefined) {
      throw new Error(`The scenario names the subnet "${name}" but does not contain it.`);
    }
    return subnet;
  });
}

/** Ids of the security groups that a scenario names, by name or id, or the default one of its VPC. */
export function groupsOf(vpcs: WorldVpcs, { securityGroups, ...rest }: PlaceScenario = {}): string[] {
  if (securityGroups === undefined) {
    const [subnet] = subnetsOf(vpcs, rest);
    const [standard] = [...vpcs.securityGroups.values()].filter(({ VpcId }) => VpcId === subnet?.VpcId);
    return [standard?.GroupId ?? ''];
  }
  return securityGroups.map((name) => {
    const group = vpcs.securityGroups.has(name) ? name : groupId(name);
    if (!vpcs.securityGroups.has(group)) {
      throw new Error(`The scenario names the security group "${name}" but does not contain it.`);
    }
    return group;
  });
}

/** The place of something with this id, which has hex digits: always the same one. */
export function placeOf(vpcs: WorldVpcs, id: string, scenario: PlaceScenario | undefined): Place {
  const subnets = subnetsOf(vpcs, scenario);
  const subnet = subnets[Math.floor((Number.parseInt(id.slice(0, 1), 16) * subnets.length) / 16)] ?? subnets[0];
  const ipv6Block = subnet?.Ipv6CidrBlockAssociationSet?.[0]?.Ipv6CidrBlock;
  return {
    subnetId: subnet?.SubnetId ?? '',
    groups: groupsOf(vpcs, scenario),
    address: subnet?.CidrBlock && addressIn(subnet.CidrBlock, id),
    ipv6Address: ipv6Block && `${ipv6Block.replace(/:*\/\d+$/, '')}::${hex(4, 'ipv6', id)}`,
    publicAddress: scenario?.publicIp === true ? `198.51.100.${Number.parseInt(hex(2, 'public', id), 16)}` : undefined,
  };
}

/** An address of a block, made from a name; never one of the five that AWS keeps. */
export function addressIn(block: string, name: string): string {
  const [base = '', width = '32'] = block.split('/');
  const size = 2 ** (32 - Number(width));
  const start = base.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
  const offset = size > 8 ? 4 + (Number.parseInt(hex(8, 'address', name), 16) % (size - 5)) : 0;
  const address = start + offset;
  return [24, 16, 8, 0].map((shift) => Math.floor(address / 2 ** shift) % 256).join('.');
}
