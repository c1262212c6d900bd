import type { Route } from '../../aws/api/vpc.ts';
import { parseRange } from './address-range.ts';
import { type AddressSet, sizeOf, within, without } from './address-set.ts';

/** A route, and the addresses whose traffic takes it; without a route where there is none for them. */
export interface Way {
  readonly route: Route | undefined;
  readonly addresses: AddressSet;
}

/**
 * Which way traffic to each address of a set goes: by the most specific route that there is for it. What prefix lists
 * hold is not known here: {@link prefixListRoutes}.
 * Source: https://docs.aws.amazon.com/vpc/latest/userguide/route-tables-priority.html
 */
export function waysOf(routes: readonly Route[], set: AddressSet): readonly Way[] {
  const ranges = routes.flatMap((route) => {
    const range = parseRange(route.destination);
    return range === undefined ? [] : [{ route, range, size: range.last - range.first }];
  });
  ranges.sort((a, b) => (a.size < b.size ? -1 : a.size > b.size ? 1 : 0));
  let left = set;
  const ways = ranges.map(({ route, range }) => {
    const addresses = within(left, range);
    left = without(left, range);
    return { route, addresses };
  });
  return [...ways, { route: undefined, addresses: left }].filter(({ addresses }) => addresses.length > 0);
}

/** Where most of a set's addresses are reached, and where the others are, if anywhere. */
export interface Ways {
  /** Undefined where most of them have no route. */
  readonly main: Route | undefined;
  /** Other targets than the main one's. */
  readonly others: readonly Route[];
  /** Whether the main one is for more than half of the set. */
  readonly isClear: boolean;
}

/** Where the addresses of a set are reached: one target may have several routes, as `0.0.0.0/1` and `128.0.0.0/1`. */
export function mainWay(routes: readonly Route[], set: AddressSet): Ways {
  const targets = new Map<string, { readonly route: Route | undefined; size: bigint }>();
  for (const { route, addresses } of waysOf(routes, set)) {
    const key = JSON.stringify([route?.target, route?.state]);
    const target = targets.get(route === undefined ? '' : key) ?? { route, size: 0n };
    target.size += sizeOf(addresses);
    targets.set(route === undefined ? '' : key, target);
  }
  const [main, ...others] = [...targets.values()].sort((a, b) => (a.size < b.size ? 1 : a.size > b.size ? -1 : 0));
  return {
    main: main?.route,
    others: others.flatMap(({ route }) => route ?? []),
    isClear: main !== undefined && main.size * 2n > sizeOf(set),
  };
}

/** Routes for the addresses of a prefix list. */
export function prefixListRoutes(routes: readonly Route[]): readonly Route[] {
  return routes.filter(({ destination }) => destination.startsWith('pl-'));
}
