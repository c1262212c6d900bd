import type { AddressRange, Family } from './address-range.ts';
import { parseRange } from './address-range.ts';

/** Ranges of one family that do not overlap. */
export type AddressSet = readonly AddressRange[];

/** How much of a set something is about; `most` is more than half of it. */
export type Share = 'all' | 'most' | 'some' | 'none';

/** What of a set lies in a range. */
export function within(set: AddressSet, range: AddressRange): AddressSet {
  return set.flatMap((one) => {
    const first = one.first > range.first ? one.first : range.first;
    const last = one.last < range.last ? one.last : range.last;
    return one.family === range.family && first <= last ? [{ family: one.family, first, last }] : [];
  });
}

/** What of a set lies outside of a range. */
export function without(set: AddressSet, range: AddressRange): AddressSet {
  return set.flatMap((one) => {
    if (one.family !== range.family || range.last < one.first || range.first > one.last) {
      return [one];
    }
    return [
      ...(one.first < range.first ? [{ ...one, last: range.first - 1n }] : []),
      ...(one.last > range.last ? [{ ...one, first: range.last + 1n }] : []),
    ];
  });
}

/** The number of addresses. */
export function sizeOf(set: AddressSet): bigint {
  return set.reduce((size, { first, last }) => size + last - first + 1n, 0n);
}

/** How much of `whole` so many of its addresses are. */
export function shareOf(addresses: bigint, whole: AddressSet): Share {
  const all = sizeOf(whole);
  if (addresses === 0n) {
    return 'none';
  }
  return addresses === all ? 'all' : addresses * 2n > all ? 'most' : 'some';
}

/** How much of a set lies in any of these ranges. */
export function shareWithin(set: AddressSet, ranges: readonly AddressRange[]): Share {
  return shareOf(sizeOf(set) - sizeOf(ranges.reduce(without, set)), set);
}

/** A set of these addresses; undefined where there is none of this family. */
export function addressesOf(family: Family, addresses: readonly (string | undefined)[]): AddressSet | undefined {
  const ranges = [...new Set(addresses)].flatMap((address) => parseRange(address ?? '') ?? []);
  const ofFamily = ranges.filter((range) => range.family === family);
  return ofFamily.length === 0 ? undefined : ofFamily;
}
