import {
  DescribeLogGroupsCommand,
  type FilteredLogEvent,
  FilterLogEventsCommand,
  type LiveTailSessionLogEvent,
  StartLiveTailCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import type { LogEvent, LogGroup, LogPage, LogQuery, Logs, TailQuery, TailUpdate } from '../api/logs.ts';
import type { Asker } from './asker.ts';
import type { LogsClients } from './logs-clients.ts';

/** How a session of Live Tail ends after three hours (API reference, `StartLiveTail`). */
const TIMED_OUT = 'SessionTimeoutException';

/** Questions about log events, put to CloudWatch Logs through AWS's SDK. */
export class SdkLogs implements Logs {
  readonly #asker: Asker;
  readonly #clients: LogsClients;

  constructor(asker: Asker, clients: LogsClients) {
    this.#asker = asker;
    this.#clients = clients;
  }

  events({ region, group, streams, from, pattern, token }: LogQuery, signal?: AbortSignal): Promise<LogPage> {
    return this.#asker.ask(
      'FilterLogEvents',
      signal,
      async (options) => {
        const answer = await this.#clients.of(region).send(
          new FilterLogEventsCommand({
            logGroupName: group,
            logStreamNames: [...streams],
            startTime: Math.max(0, Math.floor(from)),
            startFromHead: false,
            filterPattern: pattern,
            nextToken: token,
          }),
          options,
        );
        return {
          events: (this.#asker.known(answer, answer.events, 'logs') ?? []).map(toEvent),
          token: answer.nextToken,
        };
      },
      { service: 'logs', resource: group, region },
    );
  }

  group(name: string, signal?: AbortSignal): Promise<LogGroup | undefined> {
    const { region } = this.#asker;
    return this.#asker.ask(
      'DescribeLogGroups',
      signal,
      async (options) => {
        // Groups come in the order of their names, so that the one of just this name is the first.
        const request = { logGroupNamePrefix: name, limit: 1 };
        const answer = await this.#clients.of(region).send(new DescribeLogGroupsCommand(request), options);
        const group = this.#asker.known(answer, answer.logGroups, 'logs')?.[0];
        return group?.logGroupName === name
          ? { name, arn: (group.logGroupArn ?? group.arn ?? '').replace(/:\*$/, ''), kmsKeyId: group.kmsKeyId }
          : undefined;
      },
      { service: 'logs', resource: name },
    );
  }

  async *liveTail(query: TailQuery, given: AbortSignal): AsyncGenerator<TailUpdate> {
    const { region, group, groupArn, streams, pattern } = query;
    const about = { service: 'logs', resource: group, region } as const;
    // The socket is free when the consumer stops, not when AWS ends the session.
    const stop = new AbortController();
    const signal = AbortSignal.any([given, stop.signal]);
    try {
      const updates = await this.#asker.ask(
        'StartLiveTail',
        signal,
        async (options) => {
          const answer = await this.#clients.of(region).send(
            new StartLiveTailCommand({
              logGroupIdentifiers: [groupArn],
              logStreamNames: [...streams],
              logEventFilterPattern: pattern,
            }),
            options,
          );
          return this.#asker.known(answer, answer.responseStream, 'logs');
        },
        about,
      );
      for await (const { sessionStart, sessionUpdate } of updates ?? []) {
        if (sessionStart !== undefined || sessionUpdate !== undefined) {
          yield {
            events: (sessionUpdate?.sessionResults ?? []).map(toEvent),
            sampled: sessionUpdate?.sessionMetadata?.sampled ?? false,
          };
        }
      }
    } catch (error) {
      signal.throwIfAborted();
      if (!(error instanceof Error && error.name === TIMED_OUT)) {
        throw this.#asker.explain(error, 'StartLiveTail', about);
      }
    } finally {
      stop.abort();
    }
  }
}

function toEvent(event: FilteredLogEvent | LiveTailSessionLogEvent): LogEvent {
  return {
    id: 'eventId' in event ? event.eventId : undefined,
    stream: event.logStreamName ?? '',
    time: event.timestamp ?? 0,
    message: event.message ?? '',
  };
}
