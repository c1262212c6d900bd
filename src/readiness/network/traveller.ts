import type { NetworkInterface, Subnet } from '../../aws/api/vpc.ts';
import type { NetworkFacts } from '../model/network-facts.ts';
import type { Family } from './address-range.ts';
import { addressesOf } from './address-set.ts';
import type { Peer } from './peer.ts';

/** The task as the network sees it, as far as it is known. */
export interface Traveller {
  readonly interface: NetworkInterface | undefined;
  readonly subnet: Subnet | undefined;
  /** The family of addresses by which the exec agent asks: IPv6 only where there is no IPv4. */
  readonly family: Family;
  readonly vpc: string | undefined;
  /** How the other side sees it. */
  readonly peer: Peer;
}

export function travellerOf(facts: NetworkFacts): Traveller {
  const own = facts.interface.state === 'known' ? facts.interface.value : undefined;
  const subnet = facts.subnet.state === 'known' ? facts.subnet.value : undefined;
  const family = subnet?.ipv6Native === true || (own !== undefined && hasIpv6Alone(own)) ? 6 : 4;
  const addresses = addressesOf(family, family === 4 ? [own?.privateIp] : (own?.ipv6 ?? []));
  return {
    interface: own,
    subnet,
    family,
    vpc: own?.vpc ?? subnet?.vpc,
    peer: { family, addresses, groups: own?.securityGroups },
  };
}

function hasIpv6Alone({ privateIp, ipv6 }: NetworkInterface): boolean {
  return privateIp === undefined && ipv6.length > 0;
}
