import assert from 'node:assert/strict';
import { BlockList } from 'node:net';
import { suite, test } from 'node:test';
import fc from 'fast-check';
import type { Route } from '../../../src/aws/api/vpc.ts';
import { parseRange } from '../../../src/readiness/network/address-range.ts';
import { sizeOf, within } from '../../../src/readiness/network/address-set.ts';
import { publicSpace } from '../../../src/readiness/network/public-space.ts';
import { mainWay, waysOf } from '../../../src/readiness/network/routes.ts';
import { runs } from '../../support/properties.ts';

const route = fc.record({
  destination: fc.oneof(
    fc.tuple(fc.ipV4(), fc.integer({ min: 0, max: 12 })).map(([address, bits]) => `${address}/${bits}`),
    fc.constantFrom('::/0', 'pl-1', '0.0.0.0/0', '10.0.0.0/16'),
  ),
  target: fc.constantFrom('local', 'nat-1', 'nat-2', 'igw-1', undefined),
  state: fc.constantFrom('active', 'blackhole', undefined),
});

/** The length of the longest prefix that holds an address, by Node. */
function longest(routes: readonly Route[], address: string): number {
  const lengths = routes.flatMap(({ destination }) => {
    const [front = '', bits = ''] = destination.split('/');
    const list = new BlockList();
    if (bits === '' || front.includes(':')) {
      return [];
    }
    list.addSubnet(front, Number(bits), 'ipv4');
    return list.check(address, 'ipv4') ? [Number(bits)] : [];
  });
  return Math.max(-1, ...lengths);
}

suite('waysOf', () => {
  test('takes the most specific route of each address', () => {
    fc.assert(
      fc.property(fc.array(route, { maxLength: 8 }), fc.ipV4(), (routes, address) => {
        const own = parseRange(address) ?? assert.fail();
        const ways = waysOf(routes, [own]);
        assert.equal(ways.length, 1);
        const bits = Number(ways[0]?.route?.destination.split('/')[1] ?? -1);
        assert.equal(bits, longest(routes, address));
      }),
      runs(500),
    );
  });

  test('gives each address one way', () => {
    fc.assert(
      fc.property(fc.array(route, { maxLength: 8 }), (routes) => {
        const ways = waysOf(routes, publicSpace(4));
        const sizes = ways.map(({ addresses }) => sizeOf(addresses)).reduce((sum, size) => sum + size, 0n);
        assert.equal(sizes, sizeOf(publicSpace(4)));
        for (const { addresses } of ways) {
          assert.ok(addresses.every((range) => sizeOf(within(publicSpace(4), range)) === sizeOf([range])));
        }
      }),
      runs(),
    );
  });

  test('does not depend on the order of the routes', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(route, {
          selector: ({ destination }) =>
            JSON.stringify(parseRange(destination), (_, value: unknown) =>
              typeof value === 'bigint' ? value.toString() : value,
            ),
          maxLength: 8,
        }),
        (routes) => {
          const reversed = mainWay([...routes].reverse(), publicSpace(4));
          const straight = mainWay(routes, publicSpace(4));
          assert.equal(reversed.isClear, straight.isClear);
          if (straight.isClear) {
            assert.deepEqual(
              [reversed.main?.target, reversed.main?.state],
              [straight.main?.target, straight.main?.state],
            );
          }
        },
      ),
      runs(),
    );
  });
});
