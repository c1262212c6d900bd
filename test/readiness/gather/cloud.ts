import type { Gateway } from '../../../src/aws/api/gateway.ts';
import type { Decision, Simulation } from '../../../src/aws/api/identity.ts';
import type { Timing } from '../../../src/aws/api/timing.ts';
import type { Fact } from '../../../src/readiness/model/fact.ts';
import { definition, place, task } from '../world.ts';

/** Answers by the names of the questions, in place of those that all is well with. */
export type Answers = Readonly<Record<string, (...given: never[]) => unknown>>;

export const RUNTIME = 'abc-1';

/** A task on Fargate with an interface of its own. */
export const running = {
  ...valueOf(task({}, { runtimeId: RUNTIME })),
  attachments: [
    { type: 'AmazonElasticBlockStorage', details: [{ name: 'volumeId', value: 'vol-1' }] },
    { type: 'ElasticNetworkInterface', details: [{ name: 'networkInterfaceId', value: 'eni-1' }] },
  ],
};

/** An entry of an ACL, and a rule of a group, that let everything through. */
export const EVERYTHING = { number: 100, allows: true, protocol: '-1', range: '0.0.0.0/0' };
export const ANYWHERE = { protocol: '-1', ranges: ['0.0.0.0/0'], prefixLists: [], groups: [] };

const SOUND: Answers = {
  'details.task': () => ({ description: running }),
  'details.service': () => ({ serviceName: 'web', enableExecuteCommand: true }),
  'details.cluster': () => ({ clusterArn: place.clusterArn }),
  'taskDefinitions.describe': () => valueOf(definition()),
  'identity.caller': () => ({
    account: '111122223333',
    arn: 'arn:aws:sts::111122223333:assumed-role/dev/anna',
    userId: 'AROA1:anna',
  }),
  'identity.role': (name: string) => ({
    arn: `arn:aws:iam::111122223333:role/teams/${name}`,
    name,
    trustPolicy: '{}',
    permissionsBoundaryArn: undefined,
  }),
  'identity.simulate': (simulation: Simulation) => allowed(simulation),
  'vpc.interfaces': (ids: readonly string[]) =>
    ids.map((id) => ({ id, subnet: 'subnet-1', vpc: 'vpc-1', securityGroups: ['sg-1'], ipv6: [] })),
  'vpc.subnet': (id: string) => ({ id, vpc: 'vpc-1', cidr: '10.0.0.0/24', ipv6Native: false, dns64: false }),
  'vpc.routeTable': () => ({ id: 'rtb-1', isMain: true, routes: [] }),
  'vpc.endpoints': () => [],
  'vpc.securityGroups': (ids: readonly string[]) => ids.map((id) => ({ id, inbound: [], outbound: [ANYWHERE] })),
  'vpc.networkAcls': () => [
    { id: 'acl-1', subnets: ['subnet-1'], entries: [true, false].map((isOutbound) => ({ ...EVERYTHING, isOutbound })) },
  ],
  'vpc.dnsAttribute': () => true,
  'vpc.dhcpOptions': () => [{ id: 'dopt-1', servers: ['AmazonProvidedDNS'] }],
  'sessions.openSessions': () => [],
};

/** What the simulator says where all is allowed. */
export function allowed({ actions, resources }: Simulation): readonly Decision[] {
  return actions.map((action) => ({
    action,
    decision: 'allowed',
    resources: resources.map((resource) => ({
      resource,
      decision: 'allowed',
      policies: [],
      missing: [],
      allowedByBoundary: undefined,
    })),
    policies: [],
    missing: [],
    allowedByOrganization: undefined,
    allowedByBoundary: undefined,
  }));
}

/** A gateway that answers like this, and what it was asked, in order. */
export function cloud(answers: Answers = {}): { readonly gateway: Gateway; readonly asked: string[] } {
  const asked: string[] = [];
  const rooms = new Proxy(
    {},
    {
      get: (_target, room: string) =>
        new Proxy(
          {},
          {
            get:
              (_room, question: string) =>
              (...given: never[]) => {
                const name = `${room}.${question}`;
                asked.push(name);
                const answer = answers[name] ?? SOUND[name];
                return answer === undefined
                  ? Promise.reject(new Error(`Nobody knows ${name}.`))
                  : new Promise((resolve) => resolve(answer(...given)));
              },
          },
        ),
    },
  );
  return { gateway: rooms as Gateway, asked };
}

/** A clock that a test sets. */
export class Hours implements Timing {
  #now = 0;
  readonly #timers = new Map<() => void, number>();

  now(): number {
    return this.#now;
  }

  after(delay: number, call: () => void): () => void {
    this.#timers.set(call, this.#now + delay);
    return () => this.#timers.delete(call);
  }

  pass(milliseconds: number): void {
    this.#now += milliseconds;
    for (const [call, at] of this.#timers) {
      if (at <= this.#now) {
        this.#timers.delete(call);
        call();
      }
    }
  }
}

/** What a fact is, of which a test knows that it is known. */
export function valueOf<Value>(fact: Fact<Value>): Value {
  if (fact.state === 'unknown') {
    throw new Error('The fact is not known.');
  }
  return fact.value;
}
