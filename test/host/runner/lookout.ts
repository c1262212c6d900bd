import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  type Fault,
  groupKey,
  manyTasks,
  type Pace,
  type PolicyDocument,
  type RecordedRequest,
  type Simulator,
  type Verdict,
  writeLog,
} from '../../simulator/index.ts';
import { buildWorld } from '../../simulator/world/build.ts';

/** What suites see of the simulator from inside the host. */
export interface Sight {
  readonly calls: readonly RecordedRequest[];
  /** The oldest first. */
  readonly sessions: readonly {
    readonly sessionId: string;
    readonly state: string;
    readonly container: string;
    readonly taskArn: string;
    readonly command: string | undefined;
  }[];
}

/** What suites change in the simulator. */
export interface Change {
  /** Milliseconds that every answer of the API is late. */
  readonly latency?: number;
  /** The operating system of all instances. */
  readonly os?: 'linux' | 'windows';
  /** A cluster `many` with so many services and tasks, or none. */
  readonly many?: { readonly services: number; readonly tasks: number } | 'none';
  /** What a user says in the browser to whoever signs in with this code, or that the code runs out. */
  readonly signIn?: { readonly userCode: string; readonly verdict: Verdict | 'expired' };
  /** Lines that are written to CloudWatch Logs now. */
  readonly lines?: readonly { readonly group: string; readonly stream: string; readonly message: string }[];
  /** How time passes, default `at once`. */
  readonly pace?: Pace;
  /** Seconds of the world that pass, where they do so `by hand`. */
  readonly advance?: number;
  /** What becomes of roles, by name: all of their inline policies, and who may assume them. */
  readonly roles?: Readonly<
    Record<string, { readonly inline?: Readonly<Record<string, PolicyDocument>>; readonly trust?: PolicyDocument }>
  >;
  /** Why the exec agents of a task have stopped, by its ARN. */
  readonly deadAgents?: Readonly<Record<string, string>>;
  /** What the caller may do. */
  readonly permissions?: 'everything' | PolicyDocument;
  /** What goes wrong, until all are taken back by none. */
  readonly faults?: readonly Fault[];
}

/** Lets suites look at the simulator, end tasks in it, and say which sessions they leave open. */
export interface Lookout extends AsyncDisposable {
  readonly address: string;
  /** The sessions that the suites have left open for the host's own end. */
  readonly leftOpen: readonly string[];
}

/**
 * Answers GET with a {@link Sight}; takes the ids of sessions by PUT, the ARN of a task that ends by DELETE, and a
 * {@link Change} by PATCH. On loopback.
 */
export async function openLookout(simulator: Simulator): Promise<Lookout> {
  const leftOpen: string[] = [];
  const server = createServer((request, response) => {
    if (request.method === 'GET') {
      response.end(JSON.stringify(look(simulator)));
      return;
    }
    void request.toArray().then((chunks: Buffer[]) => {
      const body = Buffer.concat(chunks).toString();
      if (request.method === 'DELETE') {
        endTask(simulator, body);
      } else if (request.method === 'PATCH') {
        change(simulator, JSON.parse(body) as Change);
      } else {
        leftOpen.push(...(JSON.parse(body) as string[]));
      }
      response.end();
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const close = async (): Promise<void> => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    leftOpen,
    [Symbol.asyncDispose]: close,
  };
}

function endTask(simulator: Simulator, arn: string): void {
  simulator.endTask(arn, {
    stopCode: 'ServiceSchedulerInitiated',
    stoppedReason: 'Scaling activity initiated by a deployment',
  });
  for (const session of simulator.gateway.sessions.values()) {
    if (session.container.taskArn === arn) {
      session.terminate();
    }
  }
}

function change(
  { faults, world, identityCenter, clock }: Simulator,
  {
    latency,
    os,
    many,
    signIn,
    lines = [],
    faults: wrong,
    pace,
    advance,
    roles = {},
    deadAgents = {},
    permissions,
  }: Change,
): void {
  if (pace !== undefined) {
    clock.pace = pace;
    clock.settle();
  }
  if (advance !== undefined) {
    clock.advance(advance);
  }
  for (const [name, { inline, trust }] of Object.entries(roles)) {
    const role = world.iam.roles.get(name);
    if (role === undefined) {
      throw new Error(`There is no role ${name}.`);
    }
    if (inline !== undefined) {
      role.inline.clear();
      role.attached.clear();
      Object.entries(inline).forEach(([policy, document]) => role.inline.set(policy, JSON.stringify(document)));
    }
    role.trust = trust === undefined ? role.trust : JSON.stringify(trust);
  }
  for (const [arn, reason] of Object.entries(deadAgents)) {
    stopAgents(world, arn, reason);
  }
  if (permissions !== undefined) {
    world.iam.permissions = permissions === 'everything' ? undefined : permissions;
  }
  if (latency !== undefined) {
    faults.latency = latency;
  }
  if (many === 'none') {
    world.clusters.delete('many');
  } else if (many !== undefined) {
    const built = buildWorld(manyTasks(many.tasks, many.services));
    built.clusters.forEach((cluster, name) => world.clusters.set(name, cluster));
    built.taskDefinitions.forEach((definition, arn) => world.taskDefinitions.set(arn, definition));
  }
  if (signIn?.verdict === 'expired') {
    identityCenter.expire(signIn.userCode);
  } else if (signIn !== undefined) {
    identityCenter.decide(signIn.userCode, signIn.verdict);
  }
  for (const { group, stream, message } of lines) {
    const known = world.logs.get(groupKey(world.region, group));
    if (known !== undefined) {
      writeLog(known, stream, message);
    }
  }
  if (wrong !== undefined) {
    faults.clear();
    wrong.forEach((fault) => faults.add(fault));
  }
  if (os === undefined) {
    return;
  }
  for (const { attributes = [] } of [...world.clusters.values()].flatMap(({ instances }) => [...instances.values()])) {
    for (const attribute of attributes) {
      if (attribute.name === 'ecs.os-type') {
        attribute.value = os;
      }
    }
  }
}

function stopAgents({ clusters }: Simulator['world'], taskArn: string, reason: string): void {
  const tasks = [...clusters.values()].flatMap((cluster) => [...cluster.tasks.values()]);
  const task = tasks.find(({ description }) => description.taskArn === taskArn);
  for (const agent of task?.description.containers?.flatMap(({ managedAgents = [] }) => managedAgents) ?? []) {
    agent.lastStatus = 'STOPPED';
    agent.reason = reason;
  }
}

function look({ requests, gateway }: Simulator): Sight {
  const sessions = [...gateway.sessions.values()].map(({ sessionId, state, container, purpose }) => ({
    sessionId,
    state,
    container: container.name,
    taskArn: container.taskArn,
    command: purpose.kind === 'command' ? purpose.command : undefined,
  }));
  return { calls: requests, sessions };
}
