import { everything, type Family, parseRange } from './address-range.ts';
import { type AddressSet, without } from './address-set.ts';

/**
 * What is not reached through the internet. Source: IANA IPv4 Special-Purpose Address Registry
 * (https://www.iana.org/assignments/iana-ipv4-special-registry/), and multicast.
 */
const SPECIAL = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '224.0.0.0/3',
];

/** Global unicast addresses (RFC 4291, 2.4). */
const GLOBAL_IPV6 = '2000::/3';

const rangesOf = (texts: readonly string[]): AddressSet => texts.flatMap((text) => parseRange(text) ?? []);

const PUBLIC: Readonly<Record<Family, AddressSet>> = {
  4: rangesOf(SPECIAL).reduce(without, [everything(4)]),
  6: rangesOf([GLOBAL_IPV6]),
};

/** Where addresses of AWS's services can be: nobody says which ones they are. */
export function publicSpace(family: Family): AddressSet {
  return PUBLIC[family];
}
