import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import fc from 'fast-check';
import type { NetworkFacts } from '../../../src/readiness/model/network-facts.ts';
import { networkPath } from '../../../src/readiness/network/index.ts';
import { english } from '../../../src/text.ts';
import { runs } from '../../support/properties.ts';
import {
  acl,
  denied,
  dns,
  endpoint,
  entry,
  group,
  known,
  network,
  routeTable,
  rule,
  subnet,
  taskInterface,
} from '../support/network.ts';

const id = fc.oneof(fc.constantFrom('sg-task', 'subnet-task', 'vpce-1', 'eni-endpoint', 'rtb-1'), fc.string());
const address = fc.oneof(fc.ipV4(), fc.ipV6(), fc.string());
const range = fc.oneof(fc.constantFrom('0.0.0.0/0', '::/0', '10.0.0.0/8'), address);
const maybe = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> => fc.option(value, { nil: undefined });
const port = maybe(fc.integer({ min: -1, max: 65535 }));
const protocol = fc.constantFrom('-1', '6', 'tcp', 'udp', '17', '');

const anyRule = fc
  .record({
    protocol,
    fromPort: port,
    toPort: port,
    ranges: fc.array(range),
    prefixLists: fc.array(id),
    groups: fc.array(id),
  })
  .map(rule);
const anyGroup = fc
  .record({ inbound: fc.array(anyRule, { maxLength: 3 }), outbound: fc.array(anyRule, { maxLength: 3 }) })
  .chain((parts) => id.map((name) => group(name, parts)));
const anyAcl = fc
  .array(
    fc
      .record({
        number: fc.integer({ min: 0, max: 40_000 }),
        isOutbound: fc.boolean(),
        allows: fc.boolean(),
        protocol,
        range,
        fromPort: port,
        toPort: port,
      })
      .map(entry),
    { maxLength: 5 },
  )
  .map(acl);
const anyInterface = fc
  .record({
    id,
    subnet: maybe(id),
    vpc: maybe(id),
    securityGroups: fc.array(id),
    privateIp: maybe(address),
    publicIp: maybe(address),
    ipv6: fc.array(address),
  })
  .map(taskInterface);
const anySubnet = fc
  .record({ id, vpc: maybe(id), cidr: maybe(range), ipv6Native: fc.boolean(), dns64: fc.boolean(), owner: maybe(id) })
  .map(subnet);
const anyEndpoint = fc
  .record({
    id,
    serviceName: fc.constantFrom('com.amazonaws.eu-central-1.ssmmessages', 'com.amazonaws.eu-central-1.s3', 'odd'),
    type: fc.constantFrom('Interface', 'Gateway', 'GatewayLoadBalancer', undefined),
    state: fc.constantFrom('available', 'pending', 'failed', 'deleted', undefined),
    privateDns: fc.boolean(),
    privateDnsForInboundOnly: fc.boolean(),
    ipAddressType: fc.constantFrom('ipv4', 'ipv6', 'dualstack', undefined),
    interfaces: fc.array(id),
    subnets: fc.array(id),
    securityGroups: fc.array(id),
    routeTables: fc.array(id),
    policy: maybe(
      fc.oneof(
        fc.json(),
        fc.string(),
        fc.json().map((json) => `{"Statement":[${json}]}`),
      ),
    ),
    failure: maybe(fc.string()),
  })
  .map(endpoint);
const anyTable = fc
  .array(
    fc.record({
      destination: range,
      target: maybe(fc.oneof(id, fc.constantFrom('igw-1', 'nat-1', 'tgw-1', 'local'))),
      state: maybe(fc.constantFrom('active', 'blackhole')),
    }),
    { maxLength: 5 },
  )
  .map((routes) => routeTable({}, routes));

function fact<T>(value: fc.Arbitrary<T>) {
  return fc.oneof(
    { weight: 3, arbitrary: value.map(known) },
    { weight: 1, arbitrary: fc.constant(denied('ec2:Describe')) },
  );
}

const anyFacts: fc.Arbitrary<NetworkFacts> = fc
  .record({
    ownInterface: fc.boolean(),
    onFargate: fc.boolean(),
    interface: fact(maybe(anyInterface)),
    subnet: fact(maybe(anySubnet)),
    routeTable: fact(maybe(anyTable)),
    endpoints: fact(fc.array(anyEndpoint, { maxLength: 3 })),
    endpointInterfaces: fact(fc.array(anyInterface, { maxLength: 3 })),
    securityGroups: fact(fc.array(anyGroup, { maxLength: 3 })),
    acl: fact(maybe(anyAcl)),
    endpointAcls: fact(fc.array(fc.tuple(id, anyAcl), { maxLength: 2 }).map((entries) => new Map(entries))),
    dns: fact(fc.record({ support: fc.boolean(), hostnames: fc.option(fc.boolean(), { nil: undefined }) }).map(dns)),
    nameServers: fact(fc.array(address, { maxLength: 2 })),
  })
  .map(network);

suite('any facts', () => {
  test('give a path that is told in words', () => {
    fc.assert(
      fc.property(anyFacts, fc.constantFrom('ssmmessages', 's3', 'kms', 'logs', 'constructor'), (facts, service) => {
        const path = networkPath(facts, service);
        assert.notEqual(english(path.sentence), '');
        const states = path.hops.map(({ state }) => state);
        const worst = (['fail', 'unknown', 'warn'] as const).find((state) => states.includes(state)) ?? 'pass';
        assert.equal(path.state, worst);
        assert.ok(!states.slice(0, -1).includes('fail'), 'nothing is behind a broken hop');
        assert.equal(path.hops[0]?.kind, 'task');
      }),
      runs(500),
    );
  });

  const GOOD = network();
  const NAMES = [
    'interface',
    'subnet',
    'routeTable',
    'endpoints',
    'endpointInterfaces',
    'securityGroups',
    'acl',
    'endpointAcls',
    'dns',
    'nameServers',
  ] as const;
  const WORLDS: Readonly<Record<string, NetworkFacts>> = {
    'a NAT gateway': GOOD,
    'an endpoint': network({
      routeTable: known(routeTable({})),
      endpoints: known([endpoint()]),
      endpointInterfaces: known([
        taskInterface({ id: 'eni-endpoint', subnet: 'subnet-endpoint', privateIp: '10.0.2.10' }),
      ]),
      securityGroups: known([group('sg-task'), group('sg-endpoint')]),
      endpointAcls: known(new Map([['subnet-endpoint', acl()]])),
    }),
  };
  for (const [name, world] of Object.entries(WORLDS)) {
    test(`of a path through ${name} that works, none fails where some are not allowed to be known`, () => {
      assert.equal(networkPath(world, 'ssmmessages').state, 'pass');
      fc.assert(
        fc.property(fc.subarray([...NAMES]), (taken) => {
          const less = Object.fromEntries(taken.map((fact) => [fact, denied(`ec2:${fact}`)]));
          const path = networkPath({ ...world, ...less }, 'ssmmessages');
          assert.ok(path.state === 'unknown' || path.state === 'pass', english(path.sentence));
          assert.ok(path.state === 'pass' || path.permissions.length > 0, english(path.sentence));
        }),
        runs(512),
      );
    });
  }
});
