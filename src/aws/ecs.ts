import {
  DescribeClustersCommand,
  DescribeContainerInstancesCommand,
  DescribeServicesCommand,
  DescribeTaskDefinitionCommand,
  DescribeTasksCommand,
  type ECSClient,
  ExecuteCommandCommand,
  ListClustersCommand,
  ListServicesCommand,
  ListTasksCommand,
} from '@aws-sdk/client-ecs';
import { GenerateDataKeyCommand, type KMSClient } from '@aws-sdk/client-kms';
import {
  ResumeSessionCommand,
  type SSMClient,
  StartSessionCommand,
  TerminateSessionCommand,
} from '@aws-sdk/client-ssm';
import { isProblem, Problem } from '../problem.ts';
import { text } from '../text.ts';
import { unlessAborted } from '../unless-aborted.ts';
import type {
  Cluster,
  Connection,
  ContainerRequest,
  DataKey,
  Ecs,
  ExecRequest,
  ExecSession,
  PortRequest,
  Service,
  SessionInvitation,
  Task,
  TaskFilter,
  TaskReport,
} from './api.ts';
import { lastPart, toCluster, toService, toTask, toTaskReport } from './convert.ts';
import type { CredentialStore } from './credentials/store.ts';
import { describeForLog, notAws, type Question, type Service as ServiceName, toProblem } from './errors.ts';
import type { HttpRequests } from './http.ts';
import { isLoopback } from './loopback.ts';
import { batches, describedPages } from './pages.ts';
import { Remembered } from './remembered.ts';
import { signUpgrade } from './sign.ts';

/** Most names that one answer of a List call holds, for clusters, services and tasks alike (API reference). */
const LIST_PAGE = 100;
/**
 * Most services that one DescribeServices takes (API reference). DescribeClusters and DescribeTasks take a whole page.
 */
const SERVICES_PER_DESCRIBE = 10;
/** Most tasks that one DescribeTasks takes (API reference). */
const TASKS_PER_DESCRIBE = 100;
/** What ResumeSession answers where there is no such session any more. */
const GONE = new Set(['DoesNotExistException', 'ValidationException']);
/** What AWS says of credentials that may have been renewed since they were read. */
const STALE = new Set(['expired-credentials', 'expired-keys', 'invalid-credentials', 'invalid-signature']);
/** Bytes of a session's key: 32 for each direction. */
const DATA_KEY_LENGTH = 64;

/** Hosts of services, for what is said of them. */
export type Hosts = Readonly<Partial<Record<ServiceName, string>>>;

/** What questions are put with. */
export interface SdkParts {
  readonly clients: { readonly ecs: ECSClient; readonly ssm: SSMClient; readonly kms: KMSClient };
  /** Where each is asked. */
  readonly hosts: Hosts;
  /** The credentials of all clients. */
  readonly store: CredentialStore;
  readonly requests: HttpRequests;
  readonly connection: Connection;
  readonly ca: string | undefined;
  /** Where sessions are opened in place of the host that AWS names. */
  readonly sessionEndpoint: string | undefined;
  readonly log: (line: string) => void;
}

/** Questions to Amazon ECS through AWS's SDK. */
export class SdkEcs implements Ecs {
  readonly connection: Connection;
  readonly ca: string | undefined;
  readonly #parts: SdkParts;
  readonly #client: ECSClient;
  readonly #ssm: SSMClient;
  readonly #kms: KMSClient;
  /** By task definition: a revision never changes. Empty where it does not say. */
  readonly #families = new Remembered<string>();
  /** By ARN of the instance. */
  readonly #instances = new Remembered<string>();

  constructor(parts: SdkParts) {
    this.#parts = parts;
    this.#client = parts.clients.ecs;
    this.#ssm = parts.clients.ssm;
    this.#kms = parts.clients.kms;
    this.connection = parts.connection;
    this.ca = parts.ca;
  }

  listClusters(signal?: AbortSignal): AsyncIterable<readonly Cluster[]> {
    return describedPages(
      (token) =>
        this.#ask('ListClusters', signal, async (options) => {
          const answer = await this.#client.send(
            new ListClustersCommand({ maxResults: LIST_PAGE, nextToken: token }),
            options,
          );
          return { names: this.#known(answer, answer.clusterArns, 'ecs') ?? [], token: answer.nextToken };
        }),
      (clusters) =>
        this.#ask('DescribeClusters', signal, async (options) => {
          const answer = await this.#client.send(new DescribeClustersCommand({ clusters: [...clusters] }), options);
          return inOrder(clusters, (this.#known(answer, answer.clusters, 'ecs') ?? []).map(toCluster));
        }),
    );
  }

  listServices(cluster: string, signal?: AbortSignal): AsyncIterable<readonly Service[]> {
    return describedPages(
      (token) =>
        this.#ask('ListServices', signal, async (options) => {
          const answer = await this.#client.send(
            new ListServicesCommand({ cluster, maxResults: LIST_PAGE, nextToken: token }),
            options,
          );
          return { names: this.#known(answer, answer.serviceArns, 'ecs') ?? [], token: answer.nextToken };
        }),
      (names) =>
        this.#ask('DescribeServices', signal, async (options) => {
          const answers = await Promise.all(
            batches(names, SERVICES_PER_DESCRIBE).map((services) =>
              this.#client.send(new DescribeServicesCommand({ cluster, services: [...services] }), options),
            ),
          );
          return inOrder(
            names,
            answers.flatMap((answer) => this.#known(answer, answer.services, 'ecs') ?? []).map(toService),
          );
        }),
    );
  }

  async *listTasks(cluster: string, filter: TaskFilter, signal?: AbortSignal): AsyncIterable<readonly Task[]> {
    // The API filters by service, but not by the lack of one.
    const serviceName = filter.kind === 'service' ? filter.service : undefined;
    const pages = describedPages(
      (token) =>
        this.#ask('ListTasks', signal, async (options) => {
          const answer = await this.#client.send(
            new ListTasksCommand({ cluster, serviceName, maxResults: LIST_PAGE, nextToken: token }),
            options,
          );
          return { names: this.#known(answer, answer.taskArns, 'ecs') ?? [], token: answer.nextToken };
        }),
      (tasks) =>
        this.#ask('DescribeTasks', signal, async (options) => {
          const answer = await this.#client.send(new DescribeTasksCommand({ cluster, tasks: [...tasks] }), options);
          return inOrder(tasks, (this.#known(answer, answer.tasks, 'ecs') ?? []).map(toTask));
        }),
    );
    for await (const tasks of pages) {
      const wanted =
        filter.kind === 'standalone' ? tasks.filter(({ group }) => group?.startsWith('service:') !== true) : tasks;
      if (wanted.length > 0) {
        yield wanted;
      }
    }
  }

  taskReports(cluster: string, tasks: readonly string[], signal?: AbortSignal): Promise<readonly TaskReport[]> {
    return this.#ask('DescribeTasks', signal, async (options) => {
      const answers = await Promise.all(
        batches(tasks, TASKS_PER_DESCRIBE).map((some) =>
          this.#client.send(new DescribeTasksCommand({ cluster, tasks: [...some] }), options),
        ),
      );
      return answers.flatMap((answer) => this.#known(answer, answer.tasks, 'ecs') ?? []).map(toTaskReport);
    });
  }

  executeCommand({ clusterArn, taskArn, container, command }: ExecRequest, signal?: AbortSignal): Promise<ExecSession> {
    return this.#ask('ExecuteCommand', signal, async (options) => {
      const request = { cluster: clusterArn, task: taskArn, container, command, interactive: true };
      const answer = await this.#client.send(new ExecuteCommandCommand(request), options);
      const session = this.#known(answer, answer.session, 'ecs');
      return { sessionId: whole(session?.sessionId), ...this.#invitation(session) };
    });
  }

  async startPortSession(
    { port, host, localPort, ...container }: PortRequest,
    signal?: AbortSignal,
  ): Promise<ExecSession> {
    const target = await this.sessionTarget(container, signal);
    const document =
      host === undefined ? 'AWS-StartPortForwardingSession' : 'AWS-StartPortForwardingSessionToRemoteHost';
    const parameters = {
      portNumber: [String(port)],
      localPortNumber: [String(localPort)],
      ...(host !== undefined && { host: [host] }),
    };
    return this.#ask(
      'StartSession',
      signal,
      async (options) => {
        const request = { Target: target, DocumentName: document, Parameters: parameters };
        const answer = await this.#ssm.send(new StartSessionCommand(request), options);
        return {
          sessionId: whole(this.#known(answer, answer.SessionId, 'ssm')),
          ...this.#invitation({ streamUrl: answer.StreamUrl, tokenValue: answer.TokenValue }),
        };
      },
      { service: 'ssm' },
    );
  }

  containerPorts(definition: string, container: string, signal?: AbortSignal): Promise<readonly number[]> {
    return this.#ask('DescribeTaskDefinition', signal, async (options) => {
      const answer = await this.#client.send(
        new DescribeTaskDefinitionCommand({ taskDefinition: definition }),
        options,
      );
      const { portMappings = [] } =
        this.#known(answer, answer.taskDefinition, 'ecs')?.containerDefinitions?.find(
          ({ name }) => name === container,
        ) ?? {};
      return portMappings.flatMap(({ containerPort, protocol }) =>
        containerPort === undefined || protocol === 'udp' ? [] : [containerPort],
      );
    });
  }

  async operatingSystemFamily(definition: string, signal?: AbortSignal): Promise<string | undefined> {
    const family = await this.#families.get(definition, () =>
      this.#ask('DescribeTaskDefinition', signal, async (options) => {
        const answer = await this.#client.send(
          new DescribeTaskDefinitionCommand({ taskDefinition: definition }),
          options,
        );
        return this.#known(answer, answer.taskDefinition, 'ecs')?.runtimePlatform?.operatingSystemFamily ?? '';
      }),
    );
    return family === '' ? undefined : family;
  }

  async instanceOperatingSystem(cluster: string, instance: string, signal?: AbortSignal): Promise<string | undefined> {
    const type = await this.#instances.get(instance, () =>
      this.#ask('DescribeContainerInstances', signal, async (options) => {
        const answer = await this.#client.send(
          new DescribeContainerInstancesCommand({ cluster, containerInstances: [instance] }),
          options,
        );
        return (
          this.#known(answer, answer.containerInstances, 'ecs')?.[0]?.attributes?.find(
            ({ name }) => name === 'ecs.os-type',
          )?.value ?? ''
        );
      }),
    );
    return type === '' ? undefined : type;
  }

  sessionTarget({ clusterArn, taskArn, container }: ContainerRequest, signal?: AbortSignal): Promise<string> {
    return this.#ask('DescribeTasks', signal, async (options) => {
      const answer = await this.#client.send(
        new DescribeTasksCommand({ cluster: clusterArn, tasks: [taskArn] }),
        options,
      );
      const runtimeId = this.#known(answer, answer.tasks, 'ecs')?.[0]?.containers?.find(
        ({ name }) => name === container,
      )?.runtimeId;
      if (runtimeId === undefined) {
        throw new Problem(
          'container-not-running',
          text('The container “{0}” is not running.', container),
          text('Refresh the view, then choose a container.'),
        );
      }
      return `ecs:${lastPart(clusterArn)}_${lastPart(taskArn)}_${runtimeId}`;
    });
  }

  resumeSession(sessionId: string, signal?: AbortSignal): Promise<SessionInvitation | undefined> {
    return this.#ask(
      'ResumeSession',
      signal,
      async (options) => {
        try {
          const answer = await this.#ssm.send(new ResumeSessionCommand({ SessionId: sessionId }), options);
          this.#known(answer, answer.SessionId, 'ssm');
          // Without a token the session has timed out.
          return (answer.TokenValue ?? '') === ''
            ? undefined
            : this.#invitation({ streamUrl: answer.StreamUrl, tokenValue: answer.TokenValue });
        } catch (error) {
          if (error instanceof Error && GONE.has(error.name)) {
            return undefined;
          }
          throw error;
        }
      },
      { service: 'ssm' },
    );
  }

  generateDataKey(
    kmsKeyId: string,
    encryptionContext: Readonly<Record<string, string>>,
    signal?: AbortSignal,
  ): Promise<DataKey> {
    return this.#ask(
      'GenerateDataKey',
      signal,
      async (options) => {
        const request = {
          KeyId: kmsKeyId,
          NumberOfBytes: DATA_KEY_LENGTH,
          EncryptionContext: { ...encryptionContext },
        };
        const answer = await this.#kms.send(new GenerateDataKeyCommand(request), options);
        const { Plaintext, CiphertextBlob } = answer;
        this.#known(answer, answer.Plaintext, 'kms');
        if (Plaintext === undefined || CiphertextBlob === undefined) {
          throw new Problem(
            'kms-no-key',
            text('AWS KMS answered without a key.'),
            text('Wait a few seconds, then try again.'),
          );
        }
        return { plaintext: Plaintext, ciphertext: CiphertextBlob };
      },
      { service: 'kms', resource: kmsKeyId },
    );
  }

  async terminateSession(sessionId: string, signal?: AbortSignal): Promise<void> {
    await this.#ask(
      'TerminateSession',
      signal,
      async (options) => {
        const answer = await this.#ssm.send(new TerminateSessionCommand({ SessionId: sessionId }), options);
        this.#known(answer, answer.SessionId, 'ssm');
      },
      { service: 'ssm' },
    );
  }

  signUpgrade(streamUrl: string, signal?: AbortSignal): Promise<Readonly<Record<string, string>>> {
    const { region } = this.connection;
    const { systemClockOffset } = this.#client.config;
    const credentials = () => this.#parts.store.held();
    return this.#ask(
      'OpenDataChannel',
      signal,
      () => signUpgrade(streamUrl, { region, credentials, date: new Date(Date.now() + systemClockOffset) }),
      { service: 'ssmmessages' },
    );
  }

  dispose(): void {
    this.#client.destroy();
    this.#ssm.destroy();
    this.#kms.destroy();
    this.#parts.requests.destroy();
  }

  /** The token goes to this address, so it must be encrypted, or be the simulator's on this machine. */
  #invitation(
    answer: { readonly streamUrl?: string | undefined; readonly tokenValue?: string | undefined } | undefined,
  ): SessionInvitation {
    const streamUrl = this.#rerouted(whole(answer?.streamUrl));
    const url = URL.canParse(streamUrl) ? new URL(streamUrl) : undefined;
    const simulated =
      (this.connection.endpoint ?? this.#parts.sessionEndpoint) !== undefined &&
      url?.protocol === 'ws:' &&
      isLoopback(url.hostname);
    if (url?.protocol !== 'wss:' && !simulated) {
      throw new Problem(
        'bad-stream-url',
        text('The address of the session is not an encrypted one.'),
        text('Check the setting ecs-exec.endpoint.'),
      );
    }
    return { streamUrl, tokenValue: whole(answer?.tokenValue) };
  }

  /** The rest of the address is kept to the letter. */
  #rerouted(streamUrl: string): string {
    const { sessionEndpoint } = this.#parts;
    if (sessionEndpoint === undefined) {
      return streamUrl;
    }
    const { protocol, host } = new URL(sessionEndpoint);
    return streamUrl.replace(/^wss?:\/\/[^/?#]*/, `${protocol === 'http:' ? 'ws' : 'wss'}://${host}`);
  }

  /**
   * A member that AWS's answers always have. Each answer of AWS names its request: one that lacks both is from another,
   * such as a network that wants the user to sign in. Throws a `Problem` then.
   */
  #known<Value>({ $metadata }: Answer, value: Value | undefined, service: ServiceName): Value | undefined {
    if (value === undefined && $metadata.requestId === undefined) {
      throw notAws(service, this.#parts.hosts[service], $metadata.httpStatusCode ?? 200);
    }
    return value;
  }

  async #ask<Result>(
    operation: string,
    signal: AbortSignal | undefined,
    call: (options: { abortSignal?: AbortSignal }) => Promise<Result>,
    about: Pick<Question, 'service' | 'resource'> = {},
  ): Promise<Result> {
    const attempt = async (): Promise<Result> => {
      try {
        // First and by itself: it may take as long as the user takes to enter a code, and the SDK could not call it
        // off.
        await this.#parts.store.get({ signal });
        return await unlessAborted(signal, () => call(signal === undefined ? {} : { abortSignal: signal }));
      } catch (error) {
        signal?.throwIfAborted();
        this.#parts.log(`${operation}: ${describeForLog(error)}`);
        throw toProblem(error, {
          operation,
          ...about,
          ...this.connection,
          host: this.#parts.hosts[about.service ?? 'ecs'],
        });
      }
    };
    try {
      return await attempt();
    } catch (error) {
      if (!(isProblem(error) && STALE.has(error.code) && (await this.#renewCredentials(signal)))) {
        throw error;
      }
      return await attempt();
    }
  }

  /**
   * Has the credentials read anew: the user may have signed in again while a session was open. False where there are
   * none.
   */
  async #renewCredentials(signal: AbortSignal | undefined): Promise<boolean> {
    try {
      await this.#parts.store.get({ anew: true, signal });
      return true;
    } catch {
      signal?.throwIfAborted();
      return false;
    }
  }
}

/** What all answers have. */
interface Answer {
  readonly $metadata: { readonly requestId?: string | undefined; readonly httpStatusCode?: number | undefined };
}

/** A part of the answer to ExecuteCommand or ResumeSession, none of which is ever missing. */
function whole(part: string | undefined): string {
  if (part === undefined) {
    throw new Problem(
      'no-session',
      text('AWS answered without a session.'),
      text('Wait a few seconds, then try again.'),
    );
  }
  return part;
}

/** Describe calls answer in any order and leave out what is gone; lists stay in the order of their names. */
function inOrder<Item extends { readonly arn: string }>(
  arns: readonly string[],
  items: readonly Item[],
): readonly Item[] {
  const byArn = new Map(items.map((item) => [item.arn, item]));
  return arns.flatMap((arn) => byArn.get(arn) ?? []);
}
