import { randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { applicationAutoScaling } from './autoscaling/service.ts';
import { Buckets } from './aws/buckets.ts';
import { Faults } from './aws/faults.ts';
import { createAwsServer, listen, type RecordedRequest } from './aws/server.ts';
import { type Credentials, EMPTY_BODY_HASH, type SignatureProblem, verifySignature } from './aws/signature.ts';
import { ec2 } from './ec2/service.ts';
import { ecs } from './ecs/service.ts';
import type { AgentOptions, Gateway } from './gateway/api.ts';
import { createGateway } from './gateway/index.ts';
import { everythingBut } from './iam/aws-policies.ts';
import type { PolicyDocument } from './iam/document.ts';
import { enforce, refusalOfChannel } from './iam/enforce.ts';
import { iam } from './iam/service.ts';
import { agentDecrypt } from './kms/agent-decrypt.ts';
import { kms } from './kms/service.ts';
import { Life } from './life/life.ts';
import { LogsControl } from './logs/control.ts';
import { logs } from './logs/service.ts';
import { s3 } from './s3/service.ts';
import { ssm } from './ssm/service.ts';
import { IdentityCenter } from './sso/identity-center.ts';
import { ssoOidc } from './sso/oidc.ts';
import { ssoPortal } from './sso/portal.ts';
import { sts } from './sts/service.ts';
import { buildWorld } from './world/build.ts';
import { Clock, type Pace } from './world/clock.ts';
import { loadScenario } from './world/load.ts';
import type { Scenario } from './world/scenario.ts';
import type { Stop } from './world/stop-task.ts';
import type { World } from './world/world.ts';

export type { Fault, FaultKind, Faults } from './aws/faults.ts';
export type { RecordedRequest } from './aws/server.ts';
export type { Credentials } from './aws/signature.ts';
export { flood } from './gateway/agent/flood.ts';
export { QUICK_AGENT } from './gateway/index.ts';
export { everythingBut };
export type { PolicyDocument };
export { largeAccount } from './scenarios/large-account.ts';
export { manyTasks } from './scenarios/many-tasks.ts';
export type { IdentityCenter, SignInRequest, Verdict } from './sso/identity-center.ts';
export type { Pace } from './world/clock.ts';
export { groupKey, writeLog } from './world/log-groups.ts';
export type { Scenario } from './world/scenario.ts';
export type { World } from './world/world.ts';

export interface SimulatorOptions {
  /** A scenario, the name of one (`demo`, `many-tasks`, `large-account`), or a JSON file's path; default `demo`. */
  readonly scenario?: Scenario | string;
  /** Default any that is free. */
  readonly port?: number;
  /** A name under which something in front leads here that ends TLS; sessions asked for there have `wss` addresses. */
  readonly tlsHost?: string;
  /**
   * How its time passes, default `at once`: what a call sets going is over before the next one, and nothing happens by
   * itself.
   */
  readonly pace?: Pace;
  /** Whether calls are refused by AWS's token buckets; default false. */
  readonly throttle?: boolean;
  /** What the caller may do; default what the scenario says. A test may change `world.iam.permissions`. */
  readonly permissions?: 'everything' | PolicyDocument;
  /** How the agents in the containers behave. */
  readonly agent?: Partial<AgentOptions>;
  /** The only credentials that count; unless given, made anew, so that no other user of this machine knows them. */
  readonly credentials?: Credentials;
}

/** A piece of AWS on this machine: the ECS API, the gateway of its sessions, and SSM's and KMS's part in them. */
export interface Simulator extends AsyncDisposable {
  /** `http://127.0.0.1:<port>` */
  readonly endpoint: string;
  readonly credentials: Credentials;
  /** What a program needs in its environment to use the simulator in place of AWS. */
  readonly environment: Readonly<Record<string, string>>;
  /** What the API answers; a test may change it. */
  readonly world: World;
  /** When things happen in it. */
  readonly clock: Clock;
  /** Misbehaviour of the API on request; of `kms:Decrypt`, also where an agent calls it. */
  readonly faults: Faults;
  /** The calls that arrived, the newest {@link KEPT_REQUESTS} of them, oldest first. */
  readonly requests: readonly RecordedRequest[];
  /** All that it gave out for the one who asked alone: tokens of sessions, and data keys in base64. */
  readonly secrets: ReadonlySet<string>;
  /** Where people sign in, and what they say to it. */
  readonly identityCenter: IdentityCenter;
  /** How CloudWatch Logs behaves; {@link writeLog} writes a line. */
  readonly logs: LogsControl;
  /** The data channels, and their misbehaviour. */
  readonly gateway: Gateway;
  /**
   * Stops a task, by its ARN; its agents end without a word, and its service starts another. Throws where there is
   * none.
   */
  endTask(arn: string, how?: Stop): void;
  /** Cuts all connections of the API. */
  cut(): void;
  /** Ends all sessions and connections. */
  close(): Promise<void>;
}

/** How many calls a simulator remembers. */
export const KEPT_REQUESTS = 5_000;

/**
 * Whoever has them gets a shell with the rights of the user who runs the simulator, so they are good for one run only.
 */
function newCredentials(): Credentials {
  return { accessKeyId: 'simulator', secretAccessKey: randomBytes(30).toString('base64url') };
}

/** Rejects where the scenario makes no sense or the port is taken. */
export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const {
    scenario = 'demo',
    port = 0,
    tlsHost,
    agent,
    pace = 'at once',
    throttle = false,
    credentials = newCredentials(),
    permissions,
  } = options;
  const described = typeof scenario === 'string' ? loadScenario(scenario) : scenario;
  const world = buildWorld(permissions === undefined ? described : { ...described, permissions });
  const { region, user } = world;
  const faults = new Faults();
  faults.buckets = throttle ? new Buckets() : undefined;
  const requests: RecordedRequest[] = [];
  const secrets = new Set<string>();
  const onSecret = (secret: string): void => void secrets.add(secret);
  const identityCenter = new IdentityCenter(world.account, onSecret);
  // Who signs in gets keys that have a token, as all that end have.
  const accepted = { ...credentials, sessionToken: credentials.sessionToken ?? randomBytes(48).toString('base64') };
  const logsControl = new LogsControl();
  const closing = new AbortController();
  const gateway = createGateway({
    region,
    agent,
    tlsHost,
    verifySignature: (request) => verifyUpgrade(request, world, accepted),
    onToken: onSecret,
    decrypt: agentDecrypt(world, faults),
    network: world.network,
  });
  const clock = new Clock(pace);
  const life = new Life(world, clock, ({ taskArn }) => {
    for (const session of gateway.sessions.values()) {
      if (session.container.taskArn === taskArn) {
        session.abandon();
      }
    }
  });
  if (pace !== 'at once') {
    life.begin();
  }
  const server = createAwsServer({
    services: [
      ecs(world, life, gateway),
      ssm(world, gateway),
      kms(world, onSecret),
      logs(world, logsControl),
      applicationAutoScaling(world),
      sts(world),
      iam(world),
      ec2(world),
      s3(world),
    ],
    restServices: [ssoOidc(identityCenter), ssoPortal(identityCenter, accepted, onSecret)],
    faults,
    credentials: accepted,
    region,
    tlsHost,
    user,
    signal: closing.signal,
    afterCall: () => clock.settle(),
    authorize: (service, call, context) => enforce(world, service, call, context.region),
    onRequest: (request) => {
      if (requests.push(request) > KEPT_REQUESTS) {
        requests.shift();
      }
    },
  });
  server.on('upgrade', (request, socket, head) => gateway.upgrade(request, socket, head));
  const address = await listen(server, port);
  const endpoint = `http://127.0.0.1:${address.port}`;

  const close = async (): Promise<void> => {
    closing.abort();
    clock[Symbol.dispose]();
    await gateway.close();
    server.closeAllConnections();
    if (server.listening) {
      await new Promise((resolve) => server.close(resolve));
    }
  };
  return {
    endpoint,
    credentials,
    environment: environment(endpoint, region, credentials),
    world,
    clock,
    faults,
    requests,
    secrets,
    identityCenter,
    logs: logsControl,
    gateway,
    endTask: (arn, how) => {
      const [, name = '', id = ''] = /:task\/([^/]+)\/([^/]+)$/.exec(arn) ?? [];
      const cluster = world.clusters.get(name);
      const task = cluster?.tasks.get(id);
      if (cluster === undefined || task === undefined) {
        throw new Error(`There is no task ${arn}.`);
      }
      life.stop(cluster, task, how);
      clock.settle();
    },
    cut: () => server.closeAllConnections(),
    close,
    [Symbol.asyncDispose]: close,
  };
}

function verifyUpgrade(
  { method = '', url = '', headers }: IncomingMessage,
  world: World,
  credentials: Credentials,
): true | SignatureProblem {
  const scope = { service: 'ssmmessages', region: world.region };
  const signature = verifySignature({ method, url, headers, bodyHash: EMPTY_BODY_HASH }, scope, credentials);
  const [, sessionId = ''] = /^\/v1\/data-channel\/([^/?]+)/.exec(url) ?? [];
  return signature === true ? (refusalOfChannel(world, sessionId) ?? true) : signature;
}

function environment(
  endpoint: string,
  region: string,
  { accessKeyId, secretAccessKey }: Credentials,
): Record<string, string> {
  return {
    AWS_ENDPOINT_URL_ECS: endpoint,
    AWS_ENDPOINT_URL_SSM: endpoint,
    AWS_ENDPOINT_URL_KMS: endpoint,
    AWS_ENDPOINT_URL_SSO: endpoint,
    AWS_ENDPOINT_URL_SSO_OIDC: endpoint,
    AWS_ENDPOINT_URL_CLOUDWATCH_LOGS: endpoint,
    AWS_ENDPOINT_URL_APPLICATION_AUTO_SCALING: endpoint,
    AWS_ENDPOINT_URL_STS: endpoint,
    AWS_ENDPOINT_URL_IAM: endpoint,
    AWS_ENDPOINT_URL_EC2: endpoint,
    AWS_ENDPOINT_URL_S3: endpoint,
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
  };
}
