import { isIPv4, isIPv6 } from 'node:net';

export type Family = 4 | 6;

/** Addresses one after the other, both ends included. */
export interface AddressRange {
  readonly family: Family;
  readonly first: bigint;
  readonly last: bigint;
}

const BITS = { 4: 32, 6: 128 } as const;

/** Reads a range in CIDR notation, `10.0.0.0/16` or `2001:db8::/32`, or a single address; undefined of all else. */
export function parseRange(text: string): AddressRange | undefined {
  const [, address = '', length] = /^([^/]*)(?:\/(\d{1,3}))?$/.exec(text) ?? [];
  const family = isIPv4(address) ? 4 : isIPv6(address) ? 6 : undefined;
  // A zone, as in fe80::1%eth0, means something to one computer alone.
  if (family === undefined || address.includes('%')) {
    return undefined;
  }
  const bits = length === undefined ? BITS[family] : Number(length);
  if (bits > BITS[family]) {
    return undefined;
  }
  const size = 1n << BigInt(BITS[family] - bits);
  const value = family === 4 ? readIpv4(address) : readIpv6(address);
  const first = value - (value % size);
  return { family, first, last: first + size - 1n };
}

/** All addresses of a family. */
export function everything(family: Family): AddressRange {
  return { family, first: 0n, last: (1n << BigInt(BITS[family])) - 1n };
}

function readIpv4(address: string): bigint {
  return address.split('.').reduce((value, part) => value * 256n + BigInt(part), 0n);
}

function readIpv6(address: string): bigint {
  // The last 32 bits may be written as an IPv4 address (RFC 4291, 2.2).
  const hexadecimal = address.replace(/[\d.]+\.[\d.]+$/, (ipv4) => {
    const value = readIpv4(ipv4);
    return `${(value >> 16n).toString(16)}:${(value & 0xffffn).toString(16)}`;
  });
  const [front = '', back] = hexadecimal.split('::');
  const groupsOf = (part: string): readonly string[] => (part === '' ? [] : part.split(':'));
  const before = groupsOf(front);
  const after = groupsOf(back ?? '');
  const zeros = Array.from({ length: 8 - before.length - after.length }, () => '0');
  return [...before, ...zeros, ...after].reduce((value, part) => value * 65536n + BigInt(`0x${part}`), 0n);
}
