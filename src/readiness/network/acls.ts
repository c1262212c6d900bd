import type { AclEntry } from '../../aws/api/vpc.ts';
import { LAST_PORT } from '../../port.ts';
import { everything, parseRange } from './address-range.ts';
import { type AddressSet, type Share, shareOf, sizeOf, within, without } from './address-set.ts';
import type { Peer } from './peer.ts';

/** Ports from one to another, both included. */
export interface Ports {
  readonly from: number;
  readonly to: number;
}

export interface Traffic {
  readonly isOutbound: boolean;
  readonly ports: Ports;
  readonly peer: Peer;
}

/** `6` is TCP. */
const TCP = ['6', 'tcp', '-1'];

/**
 * Which part of TCP traffic with a peer an ACL lets through; undefined where that depends on what is not known. The
 * entry with the lowest number that is about a packet decides; without one, it is stopped.
 * Source: https://docs.aws.amazon.com/vpc/latest/userguide/nacl-rules.html
 */
export function aclLets(entries: readonly AclEntry[], { isOutbound, ports, peer }: Traffic): Share | undefined {
  const relevant = relevantEntries(entries, isOutbound);
  const whole = peer.addresses ?? [everything(peer.family)];
  const shares = segments(relevant, ports).map((port) => shareAt(relevant, port, whole));
  const share = shares.every((one) => one === shares[0]) ? shares[0] : shares.includes('some') ? 'some' : mixed(shares);
  return peer.addresses === undefined && share !== 'all' && share !== 'none' ? undefined : share;
}

/** The entries about one direction of TCP, in the order in which they decide. */
export function relevantEntries(entries: readonly AclEntry[], isOutbound: boolean): readonly AclEntry[] {
  return entries
    .filter((entry) => entry.isOutbound === isOutbound && TCP.includes(entry.protocol.toLowerCase()))
    .sort((a, b) => a.number - b.number);
}

/** Whether an entry is about a port. */
export function isAboutPort({ protocol, fromPort, toPort }: AclEntry, port: number): boolean {
  return protocol === '-1' || fromPort === undefined || toPort === undefined || (fromPort <= port && port <= toPort);
}

/** Nearly all where nearly all of each port is let through, else some of it. */
function mixed(shares: readonly Share[]): Share {
  return shares.includes('none') ? 'some' : 'most';
}

/** The first ports of stretches in which all ports are judged by the same entries. */
function segments(entries: readonly AclEntry[], { from, to }: Ports): readonly number[] {
  const starts = entries.flatMap(({ fromPort, toPort }) => [fromPort ?? 0, (toPort ?? LAST_PORT) + 1]);
  return [...new Set([from, ...starts.filter((port) => from < port && port <= to)])];
}

function shareAt(entries: readonly AclEntry[], port: number, whole: AddressSet): Share {
  let left = whole;
  let allowed = 0n;
  for (const entry of entries) {
    const range = parseRange(entry.range);
    if (range !== undefined && isAboutPort(entry, port)) {
      allowed += entry.allows ? sizeOf(within(left, range)) : 0n;
      left = without(left, range);
    }
  }
  return shareOf(allowed, whole);
}
