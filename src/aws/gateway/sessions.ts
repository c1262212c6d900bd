import { DescribeTasksCommand, ExecuteCommandCommand } from '@aws-sdk/client-ecs';
import {
  DescribeSessionsCommand,
  ResumeSessionCommand,
  StartSessionCommand,
  TerminateSessionCommand,
} from '@aws-sdk/client-ssm';
import { lastPart } from '../../arn.ts';
import { Problem } from '../../problem.ts';
import { sentence } from '../../text.ts';
import type { ExecRequest, ExecSession, PortRequest, SessionInvitation, Sessions } from '../api/sessions.ts';
import type { ContainerRequest } from '../api/tasks.ts';
import type { CredentialStore } from '../credentials/store.ts';
import { signUpgrade } from '../sign.ts';
import type { Asker } from './asker.ts';
import type { Clients } from './clients.ts';
import { invitationIn, type SessionPlace, whole } from './invitation.ts';

/** What ResumeSession answers where there is no such session any more. */
const GONE = new Set(['DoesNotExistException', 'ValidationException']);

export interface SessionsParts {
  readonly asker: Asker;
  readonly clients: Pick<Clients, 'ecs' | 'ssm'>;
  readonly store: Pick<CredentialStore, 'held'>;
  readonly place: SessionPlace & { readonly region: string };
  /** Why no session may be opened; undefined where it may. */
  readonly refusal: () => Problem | undefined;
}

/** Questions about sessions, put to Amazon ECS and to Session Manager through AWS's SDK. */
export class SdkSessions implements Sessions {
  readonly #asker: Asker;
  readonly #clients: SessionsParts['clients'];
  readonly #store: SessionsParts['store'];
  readonly #place: SessionsParts['place'];
  readonly #refusal: SessionsParts['refusal'];

  constructor({ asker, clients, store, place, refusal }: SessionsParts) {
    this.#asker = asker;
    this.#clients = clients;
    this.#store = store;
    this.#place = place;
    this.#refusal = refusal;
  }

  async executeCommand(
    { clusterArn, taskArn, container, command }: ExecRequest,
    signal?: AbortSignal,
  ): Promise<ExecSession> {
    this.#refuse();
    return this.#asker.ask('ExecuteCommand', signal, async (options) => {
      const request = { cluster: clusterArn, task: taskArn, container, command, interactive: true };
      const answer = await this.#clients.ecs.send(new ExecuteCommandCommand(request), options);
      const session = this.#asker.known(answer, answer.session, 'ecs');
      return { sessionId: whole(session?.sessionId), ...invitationIn(session, this.#place) };
    });
  }

  async startPortSession(
    { port, host, localPort, ...container }: PortRequest,
    signal?: AbortSignal,
  ): Promise<ExecSession> {
    this.#refuse();
    const target = await this.sessionTarget(container, signal);
    const document =
      host === undefined ? 'AWS-StartPortForwardingSession' : 'AWS-StartPortForwardingSessionToRemoteHost';
    const parameters = {
      portNumber: [String(port)],
      localPortNumber: [String(localPort)],
      ...(host !== undefined && { host: [host] }),
    };
    return this.#asker.ask(
      'StartSession',
      signal,
      async (options) => {
        const request = { Target: target, DocumentName: document, Parameters: parameters };
        const answer = await this.#clients.ssm.send(new StartSessionCommand(request), options);
        return {
          sessionId: whole(this.#asker.known(answer, answer.SessionId, 'ssm')),
          ...invitationIn({ streamUrl: answer.StreamUrl, tokenValue: answer.TokenValue }, this.#place),
        };
      },
      { service: 'ssm' },
    );
  }

  sessionTarget({ clusterArn, taskArn, container }: ContainerRequest, signal?: AbortSignal): Promise<string> {
    return this.#asker.ask('DescribeTasks', signal, async (options) => {
      const answer = await this.#clients.ecs.send(
        new DescribeTasksCommand({ cluster: clusterArn, tasks: [taskArn] }),
        options,
      );
      const runtimeId = this.#asker
        .known(answer, answer.tasks, 'ecs')?.[0]
        ?.containers?.find(({ name }) => name === container)?.runtimeId;
      if (runtimeId === undefined) {
        throw new Problem(
          'container-not-running',
          sentence('Container "{0}" is not running.', container),
          sentence('Refresh the view, then select a container.'),
        );
      }
      return `ecs:${lastPart(clusterArn)}_${lastPart(taskArn)}_${runtimeId}`;
    });
  }

  resumeSession(sessionId: string, signal?: AbortSignal): Promise<SessionInvitation | undefined> {
    return this.#asker.ask(
      'ResumeSession',
      signal,
      async (options) => {
        try {
          const answer = await this.#clients.ssm.send(new ResumeSessionCommand({ SessionId: sessionId }), options);
          this.#asker.known(answer, answer.SessionId, 'ssm');
          // Without a token the session has timed out.
          return (answer.TokenValue ?? '') === ''
            ? undefined
            : invitationIn({ streamUrl: answer.StreamUrl, tokenValue: answer.TokenValue }, this.#place);
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

  async terminateSession(sessionId: string, signal?: AbortSignal): Promise<void> {
    await this.#asker.ask(
      'TerminateSession',
      signal,
      async (options) => {
        const answer = await this.#clients.ssm.send(new TerminateSessionCommand({ SessionId: sessionId }), options);
        this.#asker.known(answer, answer.SessionId, 'ssm');
      },
      { service: 'ssm' },
    );
  }

  openSessions(target: string, signal?: AbortSignal): Promise<readonly string[]> {
    return this.#asker.ask(
      'DescribeSessions',
      signal,
      async (options) => {
        const request = { State: 'Active' as const, Filters: [{ key: 'Target' as const, value: target }] };
        const answer = await this.#clients.ssm.send(new DescribeSessionsCommand(request), options);
        const sessions = this.#asker.known(answer, answer.Sessions, 'ssm') ?? [];
        return sessions.flatMap(({ SessionId }) => SessionId ?? []);
      },
      { service: 'ssm' },
    );
  }

  signUpgrade(streamUrl: string, signal?: AbortSignal): Promise<Readonly<Record<string, string>>> {
    const { region } = this.#place;
    const { systemClockOffset } = this.#clients.ecs.config;
    const credentials = () => this.#store.held();
    return this.#asker.ask(
      'OpenDataChannel',
      signal,
      () => signUpgrade(streamUrl, { region, credentials, date: new Date(Date.now() + systemClockOffset) }),
      { service: 'ssmmessages' },
    );
  }
  #refuse(): void {
    const problem = this.#refusal();
    if (problem !== undefined) {
      throw problem;
    }
  }
}
