import assert from 'node:assert/strict';
import { once } from 'node:events';
import { after, afterEach, before, suite, test } from 'node:test';
import { WebSocket } from 'ws';
import type { Gateway } from '../../../src/aws/api/gateway.ts';
import type { SessionInvitation } from '../../../src/aws/api/sessions.ts';
import type { Task } from '../../../src/aws/api/tasks.ts';
import { aws } from '../../../src/aws/index.ts';
import { scopeOfCluster } from '../../../src/live/policy-scope.ts';
import { Sessions, type SessionTarget } from '../../../src/live/sessions.ts';
import { TaskWatch } from '../../../src/live/task-watch.ts';
import { FORMS, writePolicies } from '../../../src/policies/index.ts';
import type { PolicyId } from '../../../src/policies/policy.ts';
import { isProblem } from '../../../src/problem.ts';
import { openSession } from '../../../src/session/index.ts';
import { english } from '../../../src/text.ts';
import { QUICK_AGENT, type Simulator, startSimulator } from '../../simulator/index.ts';
import { connectionTo } from '../../support/connections.ts';

/** A cluster with a key and a log group. */
const CLUSTER = 'back-office';
const SERVICE = 'ledger';

/** What an agent asks for only to write a session down: without it the session goes on, and is not logged. */
const TO_WRITE = new Set(['logs:CreateLogStream', 'logs:DescribeLogStreams', 'logs:PutLogEvents']);

interface Document {
  readonly Version: '2012-10-17';
  readonly Statement: readonly Statement[];
}

interface Statement {
  readonly Sid: string;
  readonly Effect: 'Allow' | 'Deny';
  readonly Action: string | readonly string[];
  readonly Resource: string | readonly string[];
}

suite('policies that are made for a live service', { timeout: 120_000 }, () => {
  let simulator: Simulator;
  let gateway: Gateway;
  let task: Task;
  const kept = { ...process.env };

  before(async () => {
    simulator = await startSimulator({ agent: QUICK_AGENT });
    Object.assign(process.env, simulator.environment);
    gateway = await connect();
    task = await firstTask();
    const cluster = simulator.world.clusters.get(CLUSTER);
    const logging = cluster?.description.configuration?.executeCommandConfiguration?.logConfiguration;
    assert.ok(logging !== undefined);
    // So that it matters whether the agent may look the group up.
    Object.assign(logging, { cloudWatchEncryptionEnabled: true });
    for (const group of simulator.world.logs.values()) {
      Object.assign(group, { kmsKeyId: 'arn:aws:kms:eu-central-1:123456789012:key/5c1d0e9a' });
    }
  });

  after(async () => {
    gateway.dispose();
    process.env = kept;
    await simulator.close();
  });

  afterEach(() => {
    simulator.world.iam.permissions = undefined;
  });

  /** No more than two sessions are open in a container at once. */
  function endAll(): void {
    simulator.gateway.sessions.forEach((session) => session.terminate());
  }

  function connect(): Promise<Gateway> {
    return aws.connect({
      profile: undefined,
      region: 'eu-central-1',
      endpoint: simulator.endpoint,
      mfaCode: () => Promise.reject(new Error('nobody is there')),
      log: () => undefined,
    });
  }

  async function firstTask(): Promise<Task> {
    for await (const [found] of gateway.clusters.listTasks(CLUSTER, { kind: 'service', service: SERVICE })) {
      return found ?? assert.fail('There is no task.');
    }
    return assert.fail('There is no task.');
  }

  async function made(id: PolicyId): Promise<Document> {
    const subject = { clusterArn: task.clusterArn, task: task.id, containers: [task.containers[0]?.name ?? ''] };
    const scope = await scopeOfCluster(subject, gateway);
    const [json] = FORMS;
    assert.ok(json !== undefined);
    const [{ text } = assert.fail(id)] = writePolicies(scope, new Set([id]), json, english);
    return JSON.parse(text) as Document;
  }

  const flows: Partial<Record<PolicyId, () => Promise<void>>> = {
    async browse() {
      const anew = await connect();
      const seen: string[] = [];
      for await (const clusters of anew.clusters.listClusters()) {
        seen.push(...clusters.map(({ name }) => name));
      }
      // Of a list that holds other clusters, none is described: the view shows their names.
      assert.ok(seen.includes(CLUSTER));
      await anew.details.cluster(task.clusterArn);
      for await (const services of anew.clusters.listServices(task.clusterArn)) {
        assert.ok(services.length > 0);
      }
      for await (const tasks of anew.clusters.listTasks(task.clusterArn, { kind: 'service', service: SERVICE })) {
        assert.ok(tasks.length > 0);
      }
      await anew.taskDefinitions.describe(task.definition);
      anew.dispose();
    },
    async exec() {
      await useSession();
      const asked = { clusterArn: task.clusterArn, taskArn: task.arn, container: task.containers[0]?.name ?? '' };
      const { sessionId } = await gateway.sessions.executeCommand({ ...asked, command: '/bin/sh' });
      await gateway.sessions.resumeSession(sessionId);
      await gateway.sessions.terminateSession(sessionId);
    },
    async ports() {
      const asked = { clusterArn: task.clusterArn, taskArn: task.arn, container: task.containers[0]?.name ?? '' };
      for (const host of [undefined, 'database']) {
        const invitation = await gateway.sessions.startPortSession({ ...asked, port: 80, host, localPort: 8080 });
        await joinChannel(invitation);
        const { sessionId } = invitation;
        await gateway.sessions.resumeSession(sessionId);
        await gateway.sessions.terminateSession(sessionId);
      }
    },
  };

  async function joinChannel({ streamUrl }: SessionInvitation): Promise<void> {
    const socket = new WebSocket(streamUrl, { headers: await gateway.sessions.signUpgrade(streamUrl) });
    try {
      await once(socket, 'open');
    } finally {
      socket.terminate();
    }
  }

  /** Opens a session as a terminal does, until the shell says something. */
  async function useSession(): Promise<void> {
    const idle = { after: () => () => undefined, isWatched: () => true, onGone: () => undefined };
    const watch = new TaskWatch({ ...idle, ask: (question) => question() });
    const sessions = new Sessions({ loadSession: () => Promise.resolve(openSession), watch, log: () => undefined });
    const target: SessionTarget = {
      connection: connectionTo(gateway),
      clusterArn: task.clusterArn,
      taskArn: task.arn,
      container: task.containers[0]?.name ?? '',
      command: '/bin/sh',
    };
    try {
      let text = '';
      let isPrompted: () => void = () => undefined;
      const prompt = new Promise<void>((resolve) => (isPrompted = resolve));
      const onOutput = (bytes: Uint8Array): void => {
        text += Buffer.from(bytes).toString();
        if (/[#$] $/.test(text)) {
          isPrompted();
        }
      };
      const session = await sessions.start(target, { onOutput, signal: new AbortController().signal });
      await Promise.race([prompt, session.ended.then(() => assert.fail(text))]);
    } finally {
      await sessions.close();
    }
  }

  for (const id of ['browse', 'exec', 'ports'] as const) {
    test(`"${id}" is enough for what it is for, and no action of it can be left out`, async () => {
      const document = await made(id);
      const flow = flows[id] ?? assert.fail(id);
      simulator.world.iam.permissions = document;
      await flow();
      for (const { action, rest } of withoutEach(document)) {
        endAll();
        simulator.world.iam.permissions = rest;
        await assert.rejects(flow, Error, `without ${action}`);
      }
      endAll();
    });
  }

  test('that of the task role is enough for its agent, and no action of it can be left out', async () => {
    const document = await made('task-role');
    const definition = await gateway.taskDefinitions.describe(task.definition);
    const role = simulator.world.iam.roles.get(definition.taskRoleArn?.split('/').at(-1) ?? '');
    assert.ok(role !== undefined);
    role.attached.clear();
    const give = (policy: Document): void => {
      role.inline.clear();
      role.inline.set('exec', JSON.stringify(policy));
    };
    give(document);
    await useSession();
    const seen = new Set<string>();
    for (const { action, rest } of withoutEach(document)) {
      seen.add(action);
      if (!TO_WRITE.has(action)) {
        give(rest);
        await assert.rejects(useSession, Error, `without ${action}`);
      }
    }
    assert.ok([...TO_WRITE].every((action) => seen.has(action)));
  });

  test('the guard of sessions ends the forwarding of ports, and not exec', async () => {
    const guard = await made('guard-sessions');
    const all: Statement = { Sid: 'All', Effect: 'Allow', Action: '*', Resource: '*' };
    const role = simulator.world.iam.roles.get('ledger-task');
    role?.inline.set('all', JSON.stringify({ Version: '2012-10-17', Statement: [all] }));
    simulator.world.iam.permissions = { ...guard, Statement: [...guard.Statement, all] };
    await flows.exec?.();
    await assert.rejects(flows.ports ?? assert.fail(), (error) => isProblem(error) && error.code === 'access-denied');
  });

  test('the guard of launches refuses to switch exec on, in its cluster alone', async () => {
    const guard = await made('guard-launches');
    const all: Statement = { Sid: 'All', Effect: 'Allow', Action: '*', Resource: '*' };
    simulator.world.iam.permissions = { ...guard, Statement: [...guard.Statement, all] };
    const change = (cluster: string, service: string, enabled: boolean): Promise<unknown> => {
      const serviceArn = `arn:aws:ecs:eu-central-1:123456789012:service/${cluster}/${service}`;
      const clusterArn = `arn:aws:ecs:eu-central-1:123456789012:cluster/${cluster}`;
      return gateway.changes.updateService({ clusterArn, serviceArn }, { kind: 'exec', enabled });
    };
    const denied = (error: unknown): boolean => isProblem(error) && error.code === 'access-denied';
    await assert.rejects(change(CLUSTER, SERVICE, true), denied);
    await change(CLUSTER, SERVICE, false);
    await change('shop', 'storefront', true);
  });
});

/** A policy without one of its actions, for each of them. */
function withoutEach(document: Document): readonly { readonly action: string; readonly rest: Document }[] {
  return document.Statement.flatMap((statement, index) =>
    [statement.Action].flat().map((action) => {
      const left = [statement.Action].flat().filter((each) => each !== action);
      const changed = left.length === 0 ? [] : [{ ...statement, Action: left }];
      return { action, rest: { ...document, Statement: document.Statement.toSpliced(index, 1, ...changed) } };
    }),
  );
}
