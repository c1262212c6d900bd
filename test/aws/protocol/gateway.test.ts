import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, suite, test } from 'node:test';
import type { ConnectOptions } from '../../../src/aws/api/aws.ts';
import type { Gateway } from '../../../src/aws/api/gateway.ts';
import { aws } from '../../../src/aws/index.ts';
import type { Problem } from '../../../src/problem.ts';
import { manyTasks, type Simulator, startSimulator } from '../../simulator/index.ts';

const log: string[] = [];
const options: ConnectOptions = {
  profile: undefined,
  region: 'eu-central-1',
  endpoint: undefined,
  mfaCode: () => Promise.reject(new Error('nobody is there')),
  log: (line) => log.push(line),
};

/** Those of all simulators here, as the files of {@link isolate} have them. */
const credentials = { accessKeyId: 'test', secretAccessKey: randomUUID() };

/** The key of the demo's cluster whose sessions are encrypted. */
const KMS_KEY = 'arn:aws:kms:eu-central-1:123456789012:key/5c1d0e9a-7b42-4f3e-9a61-2d8c7e40b915';

async function all<T>(pages: AsyncIterable<readonly T[]>): Promise<T[]> {
  const items: T[] = [];
  for await (const page of pages) {
    items.push(...page);
  }
  return items;
}

function withCode(code: string): (error: unknown) => boolean {
  return (error) => {
    assert.equal((error as Problem).code, code);
    return true;
  };
}

/** Configuration files of this test alone, in place of the developer's. */
async function isolate(): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'ecs-exec-aws-'));
  const kept = { ...process.env };
  for (const name of Object.keys(process.env)) {
    if (name.startsWith('AWS_')) {
      Reflect.deleteProperty(process.env, name);
    }
  }
  process.env.AWS_CONFIG_FILE = join(folder, 'config');
  process.env.AWS_SHARED_CREDENTIALS_FILE = join(folder, 'credentials');
  process.env.AWS_EC2_METADATA_DISABLED = 'true';
  await writeFile(
    process.env.AWS_CONFIG_FILE,
    '[profile work]\nregion = us-east-1\n[profile nowhere]\noutput = json\n[sso-session ' +
      'corp]\nsso_region = eu-west-1\n',
  );
  await writeFile(
    process.env.AWS_SHARED_CREDENTIALS_FILE,
    `[default]\naws_access_key_id = test\naws_secret_access_key = ${credentials.secretAccessKey}\n[work]\naws_access_key_id = AKIAWRONG\naws_secret_access_key = wrong\n`,
  );
  return async () => {
    process.env = kept;
    await rm(folder, { recursive: true });
  };
}

suite('Amazon ECS through the SDK', () => {
  let simulator: Simulator;
  let gateway: Gateway;
  let restore: () => Promise<void>;

  before(async () => {
    restore = await isolate();
    simulator = await startSimulator({ credentials });
    gateway = await aws.connect({ ...options, endpoint: simulator.endpoint });
  });

  after(async () => {
    gateway.dispose();
    await simulator.close();
    await restore();
  });

  test('how a task has ended, until ECS has forgotten it', async () => {
    await using own = await startSimulator({ credentials });
    const asked = await aws.connect({ ...options, endpoint: own.endpoint });
    const [task] = await all(asked.clusters.listTasks('shop', { kind: 'service', service: 'storefront' }));
    assert.ok(task);
    const [running] = await asked.clusters.taskReports('shop', [task.arn]);
    assert.deepEqual(
      { ...running, task: running?.task.arn },
      { task: task.arn, stopCode: undefined, stoppedReason: undefined, stoppedAt: undefined, exits: [] },
    );
    own.endTask(task.arn, {
      stopCode: 'EssentialContainerExited',
      stoppedReason: 'Essential container in task exited',
      exits: { web: { exitCode: 137, reason: 'OutOfMemoryError: Container killed due to memory usage' } },
    });
    const [stopped] = await asked.clusters.taskReports('shop', [task.arn]);
    assert.equal(stopped?.task.lastStatus, 'STOPPED');
    assert.deepEqual(
      [stopped.stopCode, stopped.stoppedReason],
      ['EssentialContainerExited', 'Essential container in task exited'],
    );
    assert.deepEqual(stopped.exits[0], {
      container: 'web',
      exitCode: 137,
      reason: 'OutOfMemoryError: Container killed due to memory usage',
    });
    own.world.clusters.get('shop')?.tasks.delete(task.id);
    assert.deepEqual(await asked.clusters.taskReports('shop', [task.arn]), []);
    asked.dispose();
  });

  test('clusters, services and tasks with their containers', async () => {
    const clusters = await all(gateway.clusters.listClusters());
    assert.equal(clusters.length, 3);
    const services = (await Promise.all(clusters.map(({ arn }) => all(gateway.clusters.listServices(arn))))).flat();
    assert.ok(
      services.some(({ launchType }) => launchType === 'FARGATE') &&
        services.some(({ launchType }) => launchType === 'EC2'),
    );
    const tasks = (
      await Promise.all(clusters.map(({ arn }) => all(gateway.clusters.listTasks(arn, { kind: 'all' }))))
    ).flat();
    assert.ok(tasks.every(({ containers }) => containers.length > 0));
    assert.ok(
      tasks.some(({ containers }) =>
        containers.some(({ execAgent }) => execAgent?.status === 'STOPPED' && execAgent.reason !== undefined),
      ),
    );
  });

  test('tasks of one service, and those of none', async () => {
    for (const { arn } of await all(gateway.clusters.listClusters())) {
      const everything = await all(gateway.clusters.listTasks(arn, { kind: 'all' }));
      const standalone = await all(gateway.clusters.listTasks(arn, { kind: 'standalone' }));
      const services = await all(gateway.clusters.listServices(arn));
      const ofServices = (
        await Promise.all(
          services.map(({ name }) => all(gateway.clusters.listTasks(arn, { kind: 'service', service: name }))),
        )
      ).flat();
      const ids = (tasks: readonly { readonly id: string }[]) => tasks.map(({ id }) => id).sort();
      assert.deepEqual(ids([...standalone, ...ofServices]), ids(everything));
    }
  });

  test('every page is asked for, and none twice', async () => {
    await using big = await startSimulator({ scenario: manyTasks(1_050), credentials });
    const many = await aws.connect({ ...options, endpoint: big.endpoint });
    const [cluster] = await all(many.clusters.listClusters());
    const tasks = await all(many.clusters.listTasks(cluster!.arn, { kind: 'all' }));
    assert.equal(new Set(tasks.map(({ arn }) => arn)).size, 1_050);
    const asked = (operation: string) => big.requests.filter((request) => request.operation === operation).length;
    assert.deepEqual([asked('ListTasks'), asked('DescribeTasks')], [11, 11]);
    many.dispose();
  });

  test('a cancelled question rejects with the signal’s reason, and is not logged as a failure', async () => {
    const stop = new AbortController();
    stop.abort();
    const before = log.length;
    await assert.rejects(all(gateway.clusters.listClusters(stop.signal)), { name: 'AbortError' });
    assert.equal(log.length, before);
  });

  test('exec answers a session, whose upgrade can be signed', async () => {
    const [target] = await readyContainers();
    const session = await gateway.sessions.executeCommand({ ...target!, command: '/bin/sh' });
    assert.match(session.sessionId, /^ecs-execute-command-/);
    const headers = await gateway.sessions.signUpgrade(session.streamUrl);
    assert.match(headers.authorization ?? '', /^AWS4-HMAC-SHA256 Credential=test\/\d{8}\/eu-central-1\/ssmmessages\//);
  });

  test('a session is terminated at Systems Manager, once', async () => {
    const [target] = await readyContainers();
    const { sessionId } = await gateway.sessions.executeCommand({ ...target!, command: '/bin/sh' });
    await gateway.sessions.terminateSession(sessionId);
    await assert.rejects(
      gateway.sessions.terminateSession('ecs-execute-command-nobody'),
      withCode('session-not-found'),
    );
  });

  test('a session is resumed with a new invitation, until it has ended', async () => {
    const [target] = await readyContainers();
    const session = await gateway.sessions.executeCommand({ ...target!, command: '/bin/sh' });
    const resumed = await gateway.sessions.resumeSession(session.sessionId);
    assert.ok(resumed);
    assert.match(resumed.streamUrl, new RegExp(session.sessionId));
    assert.notEqual(resumed.streamUrl, session.streamUrl);
    assert.ok(resumed.tokenValue !== '' && resumed.tokenValue !== session.tokenValue);
    await gateway.sessions.terminateSession(session.sessionId);
    assert.equal(await gateway.sessions.resumeSession(session.sessionId), undefined);
    assert.equal(await gateway.sessions.resumeSession('ecs-execute-command-nobody'), undefined);
    simulator.faults.add({ kind: 'access-denied', operation: 'ResumeSession', times: 1 });
    await assert.rejects(
      gateway.sessions.resumeSession(session.sessionId),
      (error: Problem) => error.code === 'access-denied' && error.message.includes('ssm:ResumeSession'),
    );
  });

  test('a container’s name at Session Manager is made of cluster, task and runtime', async () => {
    const [target] = await readyContainers();
    const name = await gateway.sessions.sessionTarget(target!);
    const [, cluster] = target!.clusterArn.split('/');
    const task = target!.taskArn.split('/').at(-1);
    // The simulator refuses a session for a name that has another runtime in it.
    assert.match(name, new RegExp(`^ecs:${cluster}_${task}_${task}-\\d{10}$`));
    await assert.rejects(
      gateway.sessions.sessionTarget({ ...target!, container: 'nobody' }),
      withCode('container-not-running'),
    );
  });

  test('a data key has 64 bytes, and its failures are put in words', async () => {
    const { plaintext, ciphertext } = await gateway.keys.generateDataKey(KMS_KEY, { 'aws:ssm:SessionId': 's' });
    assert.equal(plaintext.length, 64);
    assert.ok(ciphertext.length > 64);
    await assert.rejects(
      gateway.keys.generateDataKey('alias/nobody', {}),
      (error: Problem) => error.code === 'kms-key-not-found' && error.message.includes('alias/nobody'),
    );
    simulator.faults.add({ kind: 'access-denied', operation: 'GenerateDataKey', times: 1 });
    await assert.rejects(
      gateway.keys.generateDataKey(KMS_KEY, {}),
      (error: Problem) =>
        error.code === 'access-denied' &&
        error.message.includes('kms:GenerateDataKey') &&
        error.message.includes(KMS_KEY),
    );
  });

  test('a port is forwarded by a session of Session Manager, to the container or to another host', async () => {
    const [target] = await readyContainers();
    for (const host of [undefined, 'db.internal']) {
      const { sessionId, streamUrl } = await gateway.sessions.startPortSession({
        ...target!,
        port: 8080,
        host,
        localPort: 18_080,
      });
      const purpose = simulator.gateway.sessions.get(sessionId)?.purpose;
      assert.deepEqual(purpose, { kind: 'port', portNumber: '8080', localPortNumber: '18080', host });
      assert.match((await gateway.sessions.signUpgrade(streamUrl)).authorization ?? '', /\/ssmmessages\//);
    }
  });

  test('a port that is not forwarded is explained: denied, no such host name, no such container', async () => {
    const [target] = await readyContainers();
    const request = { ...target!, port: 8080, host: undefined, localPort: 8080 };
    simulator.faults.add({ kind: 'access-denied', operation: 'StartSession', times: 1 });
    await assert.rejects(gateway.sessions.startPortSession(request), withCode('access-denied'));
    await assert.rejects(
      gateway.sessions.startPortSession({ ...request, host: '$(nowhere)' }),
      withCode('invalid-parameter'),
    );
    await assert.rejects(
      gateway.sessions.startPortSession({ ...request, container: 'nobody' }),
      withCode('container-not-running'),
    );
  });

  test('a task definition is whole, as ECS describes it, and asked for once', async () => {
    const asked = () => simulator.requests.filter(({ operation }) => operation === 'DescribeTaskDefinition').length;
    const before = asked();
    const definition = await gateway.taskDefinitions.describe('storefront:42');
    const printed = JSON.stringify(definition);
    assert.match(printed, /"family":"storefront"/);
    assert.match(printed, /"image":"/);
    assert.equal(await gateway.taskDefinitions.describe('storefront:42'), definition);
    assert.equal(asked() - before, 1);
    await assert.rejects(gateway.taskDefinitions.describe('nothing:1'), withCode('client'));
  });

  test('exec where it is off is refused in words', async () => {
    const tasks = await allTasks();
    const off = tasks.find(({ execEnabled, lastStatus }) => !execEnabled && lastStatus === 'RUNNING');
    assert.ok(off);
    const request = {
      clusterArn: off.clusterArn,
      taskArn: off.arn,
      container: off.containers[0]!.name,
      command: '/bin/sh',
    };
    await assert.rejects(gateway.sessions.executeCommand(request), withCode('exec-not-enabled'));
  });

  test('each thing that AWS may answer has its own code', async () => {
    for (const [kind, code] of [
      ['expired-token', 'expired-keys'],
      ['access-denied', 'access-denied'],
      ['server-error', 'aws-server'],
      ['throttle', 'throttled'],
      ['reset', 'no-network'],
    ] as const) {
      simulator.faults.add({ kind, operation: 'ListClusters', times: 10 });
      await assert.rejects(all(gateway.clusters.listClusters()), withCode(code));
      simulator.faults.clear();
    }
  });

  test('a short spell of throttling is waited out', async () => {
    simulator.faults.add({ kind: 'throttle', operation: 'ListClusters', times: 1 });
    assert.equal((await all(gateway.clusters.listClusters())).length, 3);
    simulator.faults.clear();
  });

  test('an endpoint that does not answer', async () => {
    const closed = await startSimulator();
    await closed.close();
    const nobody = await aws.connect({ ...options, endpoint: closed.endpoint });
    await assert.rejects(all(nobody.clusters.listClusters()), withCode('no-network'));
    nobody.dispose();
  });

  test('credentials that AWS does not know', async () => {
    const stranger = await aws.connect({ ...options, profile: 'work', endpoint: simulator.endpoint });
    await assert.rejects(all(stranger.clusters.listClusters()), withCode('invalid-credentials'));
    stranger.dispose();
  });

  test('credentials that were renewed meanwhile are taken, by every service', async () => {
    const file = process.env.AWS_SHARED_CREDENTIALS_FILE!;
    const before = await readFile(file, 'utf8');
    const user = await aws.connect({ ...options, profile: 'work', endpoint: simulator.endpoint });
    await assert.rejects(all(user.clusters.listClusters()), withCode('invalid-credentials'));
    await writeFile(file, before.replace('AKIAWRONG', 'test').replace('= wrong', `= ${credentials.secretAccessKey}`));
    assert.equal((await all(user.clusters.listClusters())).length, 3);
    const context = { 'aws:ssm:SessionId': 's' };
    assert.equal((await user.keys.generateDataKey(KMS_KEY, context)).plaintext.length, 64);
    user.dispose();
    await writeFile(file, before);
  });

  test('credentials that expire once are read anew, and the question asked again', async () => {
    simulator.faults.add({ kind: 'expired-token', operation: 'ListClusters', times: 1 });
    assert.equal((await all(gateway.clusters.listClusters())).length, 3);
  });

  test('what is disposed of still answers, for sessions may outlive it', async () => {
    const user = await aws.connect({ ...options, endpoint: simulator.endpoint });
    await all(user.clusters.listClusters());
    user.dispose();
    assert.equal((await all(user.clusters.listClusters())).length, 3);
    assert.equal(await user.sessions.resumeSession('ecs-execute-command-0123456789abcdef01234567'), undefined);
    user.dispose();
  });

  test('a profile without credentials', async () => {
    const nobody = await aws.connect({ ...options, profile: 'nowhere', endpoint: simulator.endpoint });
    await assert.rejects(
      all(nobody.clusters.listClusters()),
      (error: Problem) => error.code === 'no-credentials' && error.message.includes('"nowhere"'),
    );
    nobody.dispose();
  });

  test('the region comes from the profile', async () => {
    const { connection } = await aws.connect({ ...options, profile: 'work', region: undefined });
    assert.equal(connection.region, 'us-east-1');
  });

  test('a region that was added meanwhile is found', async () => {
    const file = process.env.AWS_CONFIG_FILE!;
    const before = await readFile(file, 'utf8');
    await assert.rejects(aws.connect({ ...options, region: undefined }), withCode('no-region'));
    await writeFile(file, `${before}[default]\nregion = ap-south-1\n`);
    assert.equal((await aws.connect({ ...options, region: undefined })).connection.region, 'ap-south-1');
    await writeFile(file, before);
  });

  test('no region, no such profile, no safe endpoint', async () => {
    await assert.rejects(aws.connect({ ...options, region: undefined }), withCode('no-region'));
    await assert.rejects(aws.connect({ ...options, region: 'EU (Frankfurt)' }), withCode('bad-region'));
    await assert.rejects(aws.connect({ ...options, profile: 'other' }), withCode('unknown-profile'));
    for (const endpoint of ['http://ecs.example.com', 'ftp://127.0.0.1', 'nonsense', 'http://127.0.0.1.example.com']) {
      await assert.rejects(aws.connect({ ...options, endpoint }), withCode('bad-endpoint'), endpoint);
    }
  });

  test('profiles are listed, sessions of single sign-on are not', async () => {
    assert.deepEqual(await aws.listProfiles(), ['default', 'nowhere', 'work']);
  });

  test('nothing secret was logged', () => {
    assert.ok(log.length > 0);
    assert.doesNotMatch(log.join('\n'), /AKIAWRONG|AWS4-HMAC|security-token: [A-Z]/i);
  });

  async function allTasks() {
    const clusters = await all(gateway.clusters.listClusters());
    return (await Promise.all(clusters.map(({ arn }) => all(gateway.clusters.listTasks(arn, { kind: 'all' }))))).flat();
  }

  async function readyContainers() {
    return (await allTasks()).flatMap((task) =>
      task.containers
        .filter(({ execAgent }) => execAgent?.status === 'RUNNING')
        .map(({ name }) => ({ clusterArn: task.clusterArn, taskArn: task.arn, container: name })),
    );
  }
});
