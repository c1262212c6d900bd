import type { SecurityRule } from '../../aws/api/vpc.ts';
import { everything, parseRange } from './address-range.ts';
import { type AddressSet, type Share, shareWithin } from './address-set.ts';
import type { Peer } from './peer.ts';

/** Which part of the other side rules let through; undefined where that depends on what is not known. */
export type Admitted = Share | undefined;

const TCP = ['tcp', '6', '-1'];

/**
 * Whether rules let TCP through to a port of a peer, or from a peer to a port of this side. What no rule lets through
 * is stopped; answers are always let through.
 * Source: https://docs.aws.amazon.com/vpc/latest/userguide/vpc-security-groups.html
 */
export function admits(rules: readonly SecurityRule[], port: number, peer: Peer): Admitted {
  const open = rules.filter((rule) => isAbout(rule, port));
  const isNamed = open.some(
    (rule) =>
      rule.groups.some((group) => peer.groups?.includes(group)) ||
      rule.prefixLists.some((list) => list === peer.prefixList),
  );
  if (isNamed) {
    return 'all';
  }
  const ranges = open.flatMap((rule) => rule.ranges);
  const parsed = ranges.flatMap((range) => parseRange(range) ?? []);
  const whole: AddressSet = peer.addresses ?? [everything(peer.family)];
  const share = shareWithin(whole, parsed);
  if (share === 'all') {
    return share;
  }
  const mayHold =
    parsed.length < ranges.length ||
    open.some((rule) => rule.prefixLists.length > 0 || (peer.groups === undefined && rule.groups.length > 0)) ||
    (peer.addresses === undefined && share !== 'none');
  return mayHold ? undefined : share;
}

function isAbout({ protocol, fromPort, toPort }: SecurityRule, port: number): boolean {
  const isEveryPort = protocol === '-1' || fromPort === undefined || toPort === undefined;
  return TCP.includes(protocol.toLowerCase()) && (isEveryPort || (fromPort <= port && port <= toPort));
}
