import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import type { Decision, Simulation } from '../../../src/aws/api/identity.ts';
import type { VpcEndpoint } from '../../../src/aws/api/vpc.ts';
import { Problem } from '../../../src/problem.ts';
import { checks } from '../../../src/readiness/checks/index.ts';
import { Asking } from '../../../src/readiness/gather/asking.ts';
import { factsOf, lazyFacts } from '../../../src/readiness/gather/gather.ts';
import { Memory } from '../../../src/readiness/gather/memory.ts';
import { makeReport } from '../../../src/readiness/make-report.ts';
import { CHECK_IDS } from '../../../src/readiness/model/check.ts';
import type { FactName, Facts } from '../../../src/readiness/model/facts.ts';
import type { Progress } from '../../../src/readiness/model/report.ts';
import { english, sentence } from '../../../src/text.ts';
import { definition, keyPolicy, place, ROLE, TRUST } from '../world.ts';
import { allowed, type Answers, ANYWHERE, cloud, EVERYTHING, Hours, running, valueOf } from './cloud.ts';

const AT = new Date(Date.UTC(2026, 0, 3));

/** These facts, and what was asked for them. */
async function ask<Name extends FactName>(
  names: readonly Name[],
  answers: Answers = {},
): Promise<{ readonly facts: Facts<Name>; readonly asked: readonly string[]; readonly calls: number }> {
  const { gateway, asked } = cloud(answers);
  using asking = new Asking({ gateway, memory: new Memory(), signal: undefined, timing: new Hours() });
  const facts = await factsOf(names, lazyFacts(place, gateway, asking, AT));
  return { facts, asked, calls: asking.calls };
}

const leadsOut = () => ({
  id: 'rtb-1',
  isMain: true,
  routes: [{ destination: '0.0.0.0/0', target: 'nat-1', state: 'active' }],
});
const trusted = (name: string) => ({ arn: ROLE, name, trustPolicy: TRUST, permissionsBoundaryArn: undefined });

const denied = (action: string) => () => {
  throw new Problem('access-denied', sentence('No.'), undefined, undefined, action);
};

suite('the facts of a report', () => {
  test('are asked for when they are wanted, each once', async () => {
    const { asked, calls } = await ask(['task', 'service', 'taskDefinition', 'taskRole']);
    assert.deepEqual(asked.toSorted(), [
      'details.service',
      'details.task',
      'identity.role',
      'taskDefinitions.describe',
    ]);
    assert.equal(calls, 4);
  });

  test('are not known where AWS refuses to say, and neither is what follows; all name the permission', async () => {
    const { facts } = await ask(['task', 'taskDefinition', 'network', 'cluster'], {
      'details.task': denied('ecs:DescribeTasks'),
    });
    for (const fact of [facts.task, facts.taskDefinition, facts.network]) {
      assert.ok(fact.state === 'unknown');
      assert.equal(fact.permission, 'ecs:DescribeTasks');
      assert.equal(english(fact.why), 'because you are not allowed ecs:DescribeTasks');
    }
    assert.equal(facts.cluster.state, 'known');
  });

  test('of a part of the network do without the others', async () => {
    const { facts } = await ask(['network'], { 'vpc.routeTable': denied('ec2:DescribeRouteTables') });
    const { routeTable, subnet, acl } = valueOf(facts.network);
    assert.equal(routeTable.state === 'unknown' && routeTable.permission, 'ec2:DescribeRouteTables');
    assert.equal(valueOf(subnet)?.id, 'subnet-1');
    assert.equal(valueOf(acl)?.id, 'acl-1');
  });

  test('know which role it is where IAM may not be asked about it', async () => {
    const { facts } = await ask(['taskRole'], { 'identity.role': denied('iam:GetRole') });
    const role = valueOf(facts.taskRole);
    assert.match(role?.arn ?? '', /:role\/web-task$/);
    assert.equal(role?.description.state, 'unknown');
  });

  test('of a task that is gone are not known, and say so', async () => {
    const { facts } = await ask(['task', 'service', 'network'], { 'details.task': () => undefined });
    assert.equal(valueOf(facts.task), undefined);
    assert.equal(valueOf(facts.service), undefined);
    assert.ok(facts.network.state === 'unknown');
    assert.equal(english(facts.network.why), 'because ECS no longer knows the task');
  });

  test('of a task on EC2 have the role of its instance where it has none, and the interface', async () => {
    const { facts } = await ask(['taskRole', 'network'], {
      'details.task': () => ({
        description: { ...running, launchType: 'EC2', attachments: [], containerInstanceArn: 'arn:instance' },
      }),
      'taskDefinitions.describe': () => ({ family: 'web' }),
      'details.instance': () => ({ ec2InstanceId: 'i-1' }),
      'vpc.instance': (id: string) => ({
        id,
        profileArn: 'arn:aws:iam::111122223333:instance-profile/path/ecs',
        interfaces: [{ id: 'eni-9', subnet: 'subnet-1', vpc: 'vpc-1', securityGroups: [], ipv6: [] }],
      }),
      'identity.instanceProfileRole': (name: string) => ({
        arn: `arn:aws:iam::111122223333:role/${name}-role`,
        name: `${name}-role`,
        trustPolicy: '{}',
        permissionsBoundaryArn: undefined,
      }),
      'identity.role': denied('iam:GetRole'),
    });
    // The profile tells it: IAM is not asked twice.
    assert.equal(valueOf(facts.taskRole)?.description.state, 'known');
    assert.equal(valueOf(facts.taskRole)?.arn, 'arn:aws:iam::111122223333:role/ecs-role');
    assert.equal(valueOf(facts.taskRole)?.from, 'instance-profile');
    assert.equal(valueOf(valueOf(facts.network).interface)?.id, 'eni-9');
    assert.equal(valueOf(facts.network).ownInterface, false);
  });
});

suite('what the one who asks may', () => {
  /** The simulations of a caller, and the decisions. */
  async function simulated(
    answers: Answers,
    decide: (simulation: Simulation) => readonly Decision[] = allowed,
  ): Promise<{ readonly simulations: readonly Simulation[]; readonly decisions: readonly Decision[] }> {
    const simulations: Simulation[] = [];
    const { facts } = await ask(['callerPermissions'], {
      'identity.simulate': (simulation: Simulation) => {
        simulations.push(simulation);
        return decide(simulation);
      },
      ...answers,
    });
    return { simulations, decisions: valueOf(facts.callerPermissions) };
  }

  const tagged = (cluster: string, ofTask: string): Answers => ({
    'details.cluster': () => ({ clusterArn: place.clusterArn, tags: [{ key: 'team', value: cluster }] }),
    'details.task': () => ({ description: { ...running, tags: [{ key: 'team', value: ofTask }] } }),
  });

  test('is simulated in one call, as the role, with all that is known of the request', async () => {
    const { simulations, decisions } = await simulated(tagged('shop', 'shop'));
    const [only, ...others] = simulations;
    assert.deepEqual(others, []);
    assert.equal(only?.principalArn, 'arn:aws:iam::111122223333:role/teams/dev');
    const context = new Map(only.context.map(({ key, values }) => [key, values[0]]));
    assert.equal(context.get('aws:RequestedRegion'), 'eu-central-1');
    assert.equal(context.get('ecs:container-name'), 'web');
    assert.equal(context.get('aws:userid'), 'AROA1:anna');
    assert.equal(context.get('aws:ResourceTag/team'), 'shop');
    assert.deepEqual(
      decisions.map(({ action, resources }) => [action, resources.length]),
      [
        ['ecs:ExecuteCommand', 2],
        ['ssmmessages:OpenDataChannel', 1],
      ],
    );
  });

  /** What IAM says of policies that ask for the tag `team` of what exec is done to: of the cluster's, or of both. */
  const byTeam =
    (isAsked: (resource: string) => boolean, isOrganization = false) =>
    ({ context, ...simulation }: Simulation): readonly Decision[] =>
      allowed({ context, ...simulation }).map((decision) => {
        const team = context.find(({ key }) => key === 'aws:ResourceTag/team')?.values[0];
        const resources = decision.resources.map((each) =>
          !isAsked(each.resource) || team === 'shop'
            ? each
            : {
                ...each,
                decision: 'implicitDeny' as const,
                missing: team === undefined && !isOrganization ? ['aws:ResourceTag/team'] : [],
              },
        );
        const isDenied = resources.some((each) => each.decision !== 'allowed');
        return {
          ...decision,
          decision: isDenied ? 'implicitDeny' : 'allowed',
          allowedByOrganization: isOrganization ? !isDenied : undefined,
          resources,
        };
      });
  const isOfEcs = (resource: string) => resource.includes(':ecs:');

  test('is simulated in one call where cluster and task have other tags, and nothing asks for them', async () => {
    const { simulations, decisions } = await simulated(tagged('shop', 'web'));
    const [only, ...others] = simulations;
    assert.deepEqual(others, []);
    assert.ok(!only?.context.some(({ key }) => key === 'aws:ResourceTag/team'));
    assert.ok(decisions.every(({ decision }) => decision === 'allowed'));
  });

  test('is simulated again for the cluster alone where only that is asked for its tags', async () => {
    const { simulations, decisions } = await simulated(
      tagged('shop', 'web'),
      byTeam((resource) => resource === place.clusterArn),
    );
    assert.deepEqual(
      simulations.map(({ resources }) => resources.includes(place.taskArn)),
      [true, false],
    );
    assert.ok(decisions.every(({ decision }) => decision === 'allowed'));
  });

  test('is simulated again for both where the organization denies, which tells of no tag that is missing', async () => {
    const { simulations, decisions } = await simulated(tagged('shop', 'shop'), byTeam(isOfEcs, true));
    assert.equal(simulations.length, 1);
    assert.ok(decisions.every(({ decision }) => decision === 'allowed'));
    const { simulations: more, decisions: denial } = await simulated(tagged('shop', 'web'), byTeam(isOfEcs, true));
    assert.equal(more.length, 3);
    const exec = denial.find(({ action }) => action === 'ecs:ExecuteCommand');
    assert.equal(exec?.allowedByOrganization, false);
    assert.deepEqual(
      exec.resources.map(({ decision }) => decision),
      ['allowed', 'implicitDeny'],
    );
  });

  test('is simulated again for each where policies ask for tags in which they differ', async () => {
    const { simulations, decisions } = await simulated(tagged('shop', 'web'), byTeam(isOfEcs));
    assert.equal(simulations.length, 3);
    const exec = decisions.find(({ action }) => action === 'ecs:ExecuteCommand');
    assert.equal(exec?.decision, 'implicitDeny');
    assert.deepEqual(
      exec.resources.map(({ resource, decision }) => [resource, decision]),
      [
        [place.clusterArn, 'allowed'],
        [place.taskArn, 'implicitDeny'],
      ],
    );
  });

  test('does not depend on tags that are not there, but on addresses that nobody knows', async () => {
    const { decisions } = await simulated({}, (simulation) =>
      allowed(simulation).map((decision) => ({
        ...decision,
        resources: decision.resources.map((each) => ({
          ...each,
          decision: 'implicitDeny' as const,
          missing: ['aws:ResourceTag/team', 'aws:SourceIp'],
        })),
      })),
    );
    const exec = decisions.find(({ action }) => action === 'ecs:ExecuteCommand');
    assert.deepEqual(exec?.missing, ['aws:SourceIp']);
  });

  test('is not known of the root user, whom IAM does not simulate', async () => {
    const { facts } = await ask(['callerPermissions'], {
      'identity.caller': () => ({ account: '1', arn: 'arn:aws:iam::111122223333:root', userId: '1' }),
    });
    assert.equal(facts.callerPermissions.state, 'unknown');
  });
});

suite('the permissions of the role', () => {
  test('are simulated with the key, the log group and the bucket of the cluster, in its partition', async () => {
    const resources = new Set<string>();
    const { facts } = await ask(['rolePermissions'], {
      'details.cluster': () => ({
        clusterArn: place.clusterArn,
        configuration: {
          executeCommandConfiguration: {
            kmsKeyId: '1234abcd',
            logging: 'OVERRIDE',
            logConfiguration: { cloudWatchLogGroupName: '/exec', s3BucketName: 'logs', s3KeyPrefix: 'a/b/' },
          },
        },
      }),
      'identity.simulate': (simulation: Simulation) => {
        simulation.resources.forEach((resource) => resources.add(resource));
        return allowed(simulation);
      },
    });
    assert.equal(valueOf(facts.rolePermissions).length, 11);
    assert.deepEqual([...resources].toSorted(), [
      '*',
      'arn:aws:kms:eu-central-1:111122223333:key/1234abcd',
      'arn:aws:logs:eu-central-1:111122223333:log-group:/exec:*',
      'arn:aws:logs:eu-central-1:111122223333:log-group:/exec:log-stream:ecs-execute-command-00000000000000000',
      'arn:aws:s3:::logs',
      'arn:aws:s3:::logs/a/b/ecs-execute-command-00000000000000000.log',
    ]);
  });
});

suite('a report', () => {
  test('says after 20 seconds what AWS has not answered, and judges the rest', async () => {
    const timing = new Hours();
    const { gateway, asked } = cloud({ 'vpc.routeTable': () => new Promise(() => undefined) });
    const making = makeReport(place, gateway, { memory: new Memory(), timing });
    while (!asked.includes('vpc.routeTable') || !asked.includes('vpc.securityGroups')) {
      await new Promise(setImmediate);
    }
    timing.pass(20_000);
    const report = await making;
    const path = report.checks.find(({ id }) => id === 'network-path');
    assert.equal(report.checks.find(({ id }) => id === 'task-running')?.state, 'pass');
    assert.notEqual(path?.state, 'fail');
    assert.match(english(report.paths[0]?.sentence ?? sentence('')), /ec2:DescribeRouteTables within 20 seconds/);
  });

  test('tells of each check as soon as AWS has answered what it needs', async () => {
    let answer = (): void => undefined;
    const { gateway } = cloud({
      'vpc.routeTable': () => new Promise<undefined>((resolve) => (answer = () => resolve(undefined))),
    });
    const heard: Progress[] = [];
    const hear = (progress: Progress): void => void heard.push(progress);
    const making = makeReport(place, gateway, { memory: new Memory(), timing: new Hours(), hear });
    const open = (): readonly string[] =>
      heard.at(-1)?.flatMap(({ id, state }) => (state === undefined ? [id] : [])) ?? [];
    assert.deepEqual(open(), CHECK_IDS);
    const waiting = checks.filter(({ needs }) => needs.includes('network')).map(({ id }) => id);
    while (open().length > waiting.length) {
      await new Promise(setImmediate);
    }
    assert.deepEqual(open(), waiting);
    answer();
    const made = await making;
    assert.deepEqual(
      heard.at(-1)?.map(({ state }) => state),
      made.checks.map(({ state }) => state),
    );
    assert.equal(heard.length, 1 + CHECK_IDS.length);
  });

  test('is given up at once when nobody wants it any more', async () => {
    const gone = new AbortController();
    const { gateway, asked } = cloud({ 'details.task': () => new Promise(() => undefined) });
    const making = makeReport(place, gateway, { memory: new Memory(), signal: gone.signal, timing: new Hours() });
    const reason = new Error('closed');
    gone.abort(reason);
    await assert.rejects(making, reason);
    assert.ok(asked.includes('details.task'));
  });

  test('finds nothing denied where IAM does not say on which of several resources', async () => {
    const key = 'arn:aws:kms:eu-central-1:111122223333:key/1';
    const configuration = { executeCommandConfiguration: { kmsKeyId: key } };
    const { gateway } = cloud({
      'vpc.routeTable': leadsOut,
      'identity.role': trusted,
      'details.cluster': () => ({ clusterArn: place.clusterArn, configuration }),
      'keys.describe': () => ({ arn: key, state: 'Enabled', usage: 'ENCRYPT_DECRYPT' }),
      'keys.policy': () => valueOf(keyPolicy()),
      'identity.simulate': (simulation: Simulation) =>
        allowed(simulation).map((each) => ({ ...each, decision: 'implicitDeny', resources: [] })),
    });
    const report = await makeReport(place, gateway, { memory: new Memory() });
    const states = new Map(report.checks.map(({ id, state }) => [id, state]));
    for (const id of ['role-permissions', 'kms-key', 'caller-exec', 'caller-channel'] as const) {
      assert.equal(states.get(id), 'unknown', id);
    }
    assert.equal(report.verdict, 'could-not-tell');
  });

  test('does not call a container ready where something warns that exec may fail', async () => {
    const key = { name: 'AWS_ACCESS_KEY_ID', value: 'AKIA' };
    const inDefinition = valueOf(definition({}, { environment: [key] }));
    const inSecrets = valueOf(definition({}, { secrets: [{ name: key.name, valueFrom: '/web/key' }] }));
    const atRunTime = { ...running, overrides: { containerOverrides: [{ name: 'web', environment: [key] }] } };
    for (const [name, answer] of [
      ['taskDefinitions.describe', inDefinition],
      ['taskDefinitions.describe', inSecrets],
      ['details.task', { description: atRunTime }],
    ] as const) {
      const { gateway } = cloud({ 'vpc.routeTable': leadsOut, [name]: () => answer });
      const report = await makeReport(place, gateway, { memory: new Memory() });
      assert.equal(report.verdict, 'could-not-tell');
      assert.match(english(report.sentence), /^Exec may fail\. Task .*AWS_ACCESS_KEY_ID, not the task role/);
    }
  });

  test('calls a container ready where what it warns of works all the same', async () => {
    const deployments = [{ id: 'ecs-svc/2', status: 'PRIMARY', rolloutState: 'IN_PROGRESS' }];
    const service = () => ({ serviceName: 'web', enableExecuteCommand: true, deployments });
    const { gateway } = cloud({ 'vpc.routeTable': leadsOut, 'identity.role': trusted, 'details.service': service });
    const report = await makeReport(place, gateway, { memory: new Memory() });
    assert.equal(report.verdict, 'ready');
    assert.equal(english(report.sentence), 'A deployment of service "web" is under way.');
  });

  test('counts what has no answer', async () => {
    const refused = {
      'vpc.routeTable': leadsOut,
      'identity.role': trusted,
      'details.service': () => ({
        serviceName: 'web',
        deployments: [{ status: 'PRIMARY', rolloutState: 'IN_PROGRESS' }],
      }),
    };
    const words = async (answers: Answers) => {
      const { gateway } = cloud({ ...refused, ...answers });
      return english((await makeReport(place, gateway, { memory: new Memory() })).sentence);
    };
    const nothing = 'Nothing is known to be wrong with container "web", but';
    assert.equal(
      await words({ 'vpc.routeTable': denied('ec2:DescribeRouteTables') }),
      `${nothing} one check has no answer.`,
    );
    assert.equal(
      await words({ 'identity.simulate': denied('iam:SimulatePrincipalPolicy') }),
      `${nothing} 3 checks have no answer.`,
    );
  });

  test('is a problem where AWS cannot be asked at all', async () => {
    const expired = () => {
      throw new Problem('expired-credentials', sentence('Your AWS credentials have expired.'));
    };
    const { gateway } = cloud(
      Object.fromEntries(['details.task', 'details.cluster', 'identity.caller'].map((name) => [name, expired])),
    );
    await assert.rejects(makeReport(place, gateway, { memory: new Memory() }), { code: 'expired-credentials' });
  });

  test('reuses for a minute what cannot have changed, and asks for all else again', async () => {
    const timing = new Hours();
    const memory = new Memory(() => timing.now());
    const { gateway, asked } = cloud();
    const names = async () => {
      asked.length = 0;
      using asking = new Asking({ gateway, memory, signal: undefined, timing });
      await factsOf(
        ['task', 'taskDefinition', 'callerPermissions', 'taskRole', 'network'],
        lazyFacts(place, gateway, asking, AT),
      );
      assert.equal(asking.calls, asked.length);
      return asked.toSorted();
    };
    const first = await names();
    timing.pass(59_000);
    const second = await names();
    const asksAgain = [...second];
    const reused = first.filter((name) => {
      const at = asksAgain.indexOf(name);
      return at < 0 || asksAgain.splice(at, 1).length === 0;
    });
    assert.deepEqual(reused, ['identity.caller', 'identity.role', 'taskDefinitions.describe', 'vpc.interfaces']);
    timing.pass(1_000);
    assert.deepEqual(await names(), first);
  });
});

suite('the calls of a report', () => {
  const key = 'arn:aws:kms:eu-central-1:111122223333:key/1';
  const services = ['ssmmessages', 'kms', 'logs', 's3'];
  const tags = (team: string) => [{ key: 'team', value: team }];
  const host = (agentVersion: string) => ({
    ec2InstanceId: 'i-1',
    agentConnected: true,
    versionInfo: { agentVersion },
    attributes: [{ name: 'ecs.ami-id', value: 'ami-1' }],
  });

  /** A world in which a cluster uses all that there is, with as much else as a test says. */
  function everything({ onInstance, ownServers, byAddress, byTags, isOld, ownRole }: Extras): Answers {
    const task = {
      ...running,
      tags: tags('web'),
      ...(onInstance && { launchType: 'EC2', containerInstanceArn: 'arn:instance' }),
      // Only in the network of its instance does a task have its role, too: else ECS refuses to switch exec on.
      ...(onInstance && !ownRole && { attachments: [] }),
    };
    const by = { protocol: 'tcp', fromPort: 443, toPort: 443, prefixLists: [], groups: [] };
    return {
      'details.task': () => ({ description: task }),
      'taskDefinitions.describe': () => valueOf(definition(ownRole ? {} : { taskRoleArn: undefined })),
      'details.cluster': () => ({
        clusterArn: place.clusterArn,
        tags: tags('shop'),
        configuration: {
          executeCommandConfiguration: {
            kmsKeyId: key,
            logging: 'OVERRIDE',
            logConfiguration: { cloudWatchLogGroupName: '/exec', s3BucketName: 'logs', s3EncryptionEnabled: true },
          },
        },
      }),
      'details.instance': () => host(isOld ? '1.49.0' : '1.99.0'),
      'vpc.instance': (id: string) => ({
        id,
        profileArn: 'arn:aws:iam::1:instance-profile/ecs',
        interfaces: [
          { id: 'eni-9', subnet: 'subnet-1', vpc: 'vpc-1', securityGroups: ['sg-1'], privateIp: '10.0.0.9', ipv6: [] },
        ],
      }),
      'vpc.image': (id: string) => ({ id, name: 'ami', createdAt: AT }),
      'identity.role': trusted,
      'identity.instanceProfileRole': trusted,
      'vpc.endpoints': () => services.map((service) => endpointTo(service)),
      'vpc.securityGroups': (ids: readonly string[]) =>
        ids.map((id) => ({
          id,
          inbound: [ANYWHERE],
          outbound: [{ ...by, ranges: [byAddress ? '10.0.0.7/32' : '0.0.0.0/0'] }],
        })),
      'vpc.networkAcls': () => [
        {
          id: 'acl-1',
          subnets: ['subnet-1', 'subnet-2'],
          entries: [true, false].map((isOutbound) => ({ ...EVERYTHING, isOutbound })),
        },
      ],
      'vpc.dhcpOptions': () => [{ id: 'dopt-1', servers: [ownServers ? '10.0.0.2' : 'AmazonProvidedDNS'] }],
      'vpc.dhcpOptionsOf': () => 'dopt-1',
      'keys.describe': () => ({ arn: key, state: 'Enabled', usage: 'ENCRYPT_DECRYPT' }),
      'keys.policy': () => valueOf(keyPolicy()),
      'logs.group': () => ({ name: '/exec', arn: undefined, kmsKeyId: key }),
      'buckets.bucket': () => ({ name: 'logs', region: 'eu-central-1', encryption: 'AES256' }),
      'identity.simulate': (simulation: Simulation) =>
        allowed(simulation).map((decision) => ({
          ...decision,
          resources: decision.resources.map((each) => ({ ...each, missing: byTags ? ['aws:ResourceTag/team'] : [] })),
        })),
    };
  }

  interface Extras {
    readonly onInstance: boolean;
    readonly ownServers: boolean;
    readonly byAddress: boolean;
    readonly byTags: boolean;
    readonly isOld: boolean;
    readonly ownRole: boolean;
  }

  const NAMES = ['onInstance', 'ownServers', 'byAddress', 'byTags', 'isOld', 'ownRole'] as const;
  const ALL = Array.from(
    { length: 2 ** NAMES.length },
    (_, bits) => Object.fromEntries(NAMES.map((name, bit) => [name, (bits >> bit) % 2 === 1])) as unknown as Extras,
  );

  test('are 25 at most, and enough unless very much comes together', async () => {
    let most = 0;
    for (const extras of ALL) {
      const { gateway, asked } = cloud(everything(extras));
      const report = await makeReport(place, gateway, { memory: new Memory(), timing: new Hours() });
      assert.equal(report.calls, asked.length);
      most = Math.max(most, report.calls);
      assert.ok(report.calls <= 25, `${JSON.stringify(extras)}: ${report.calls}`);
      // Policies that ask for tags that differ, rules for single addresses, name servers of one's own, agents too old.
      const { onInstance, ownServers, byAddress, byTags, isOld } = extras;
      const rare = [ownServers, byAddress, byTags, onInstance && isOld].filter((each) => each).length;
      if (rare === 0 || (rare === 1 && !byTags)) {
        const said = JSON.stringify([report.checks, report.paths]);
        assert.doesNotMatch(said, /no more than/, `${JSON.stringify(extras)}: ${asked.toSorted().join(' ')}`);
      }
    }
    assert.equal(most, 25);
  });

  test('that come after 25 are not made, and say so', async () => {
    const { gateway, asked } = cloud();
    using asking = new Asking({ gateway, memory: new Memory(), signal: undefined, timing: new Hours() });
    const answers = [];
    for (let number = 0; number < 26; number++) {
      answers.push(
        await asking.ask({ action: 'sts:GetCallerIdentity', ask: (signal) => gateway.identity.caller(signal) }),
      );
    }
    assert.equal(asked.length, 25);
    const last = answers.at(-1);
    assert.ok(last?.state === 'unknown');
    assert.equal(english(last.why), 'because a report asks AWS no more than 25 questions');
  });
});

/** An endpoint with private DNS. */
function endpointTo(service: string): VpcEndpoint {
  return {
    id: `vpce-${service}`,
    serviceName: `com.amazonaws.eu-central-1.${service}`,
    type: 'Interface',
    state: 'available',
    privateDns: true,
    privateDnsForInboundOnly: false,
    ipAddressType: 'ipv4',
    interfaces: [`eni-${service}`],
    subnets: ['subnet-2'],
    securityGroups: ['sg-2'],
    routeTables: [],
    policy: undefined,
    failure: undefined,
  };
}

suite('what is remembered', () => {
  test('is never that there is nothing: there may be something in a moment', async () => {
    const { gateway, asked } = cloud({ 'vpc.image': () => undefined });
    using asking = new Asking({ gateway, memory: new Memory(), signal: undefined, timing: new Hours() });
    const look = () =>
      asking.ask({ action: 'ec2:DescribeImages', keep: 'ami-1', ask: (signal) => gateway.vpc.image('ami-1', signal) });
    await look();
    await look();
    assert.deepEqual(asked, ['vpc.image', 'vpc.image']);
  });

  test('is 200 answers of a connection, the newest', () => {
    const memory = new Memory(() => 0);
    const { gateway } = cloud();
    for (let number = 0; number < 201; number++) {
      memory.keep(gateway, `it ${number}`, number);
    }
    assert.equal(memory.recall(gateway, 'it 0'), undefined);
    assert.ok(memory.recall(gateway, 'it 1'));
    assert.equal(memory.recall(cloud().gateway, 'it 1'), undefined);
  });
});
