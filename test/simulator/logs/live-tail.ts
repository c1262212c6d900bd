import type { Writable } from 'node:stream';
import { AwsError } from '../aws/error.ts';
import { encodeMessage, EventStream } from '../aws/event-stream.ts';
import type { Parameters } from '../aws/parameters.ts';
import type { Operation } from '../aws/protocol.ts';
import { uuid } from '../world/identity.ts';
import { groupKey, type WorldLogEvent, type WorldLogGroup } from '../world/log-groups.ts';
import { eventsOf } from '../world/logs.ts';
import type { World } from '../world/world.ts';
import type { LogsControl } from './control.ts';
import { chosenStreams, invalid, refuseClass } from './input.ts';
import { matcher } from './pattern.ts';

const MOST_GROUPS = 10;
/** Events in an update; of more, a sample. */
const MOST_EVENTS = 500;
/** Updates that are kept for a client which does not read them; then the oldest are dropped. */
const MOST_UPDATES = 10;

/** Opens a session: one update each second with what has come since the last one. */
export function startLiveTail(world: World, control: LogsControl): Operation {
  return (input, { region }) => {
    control.take('StartLiveTail');
    const identifiers = input.texts('logGroupIdentifiers') ?? [];
    const groups = groupsOf(world, region, identifiers);
    const names = input.texts('logStreamNames');
    const prefixes = input.texts('logStreamNamePrefixes');
    if ((names ?? prefixes) !== undefined && groups.length !== 1) {
      throw invalid('Log stream names or prefixes can be specified only with exactly one log group');
    }
    const streams = () => groups.map((group) => chosenStreams(world, group, names, prefixes));
    streams();
    const matches = matcher(input.text('logEventFilterPattern'));
    if (control.sessions >= control.mostSessions) {
      throw new AwsError('LimitExceededException', 'Number of concurrent Live Tail sessions exceeded the limit');
    }
    const since = (from: number, to: number): WorldLogEvent[] =>
      streams()
        .flatMap((chosen, at) => {
          const group = groups[at];
          return group === undefined ? [] : eventsOf(world, group, chosen, { from: 0, to: Infinity, now: to });
        })
        .filter(({ ingested, message }) => ingested > from && matches(message));
    return new EventStream((to) => run({ to, control, since, start: started(input, identifiers) }));
  };
}

interface Session {
  readonly to: Writable;
  readonly control: LogsControl;
  /** What has come after a time, until another. */
  readonly since: (from: number, to: number) => WorldLogEvent[];
  readonly start: object;
}

function run({ to, control, since, start }: Session): void {
  const opened = Date.now();
  let seen = opened;
  const waiting: Buffer[] = [];
  control.sessions += 1;
  to.write(encodeMessage('event', 'initial-response', {}));
  to.write(encodeMessage('event', 'sessionStart', start));
  const timer = setInterval(() => {
    const now = Date.now();
    if (now - opened >= control.sessionLength) {
      clearInterval(timer);
      to.end(encodeMessage('exception', 'SessionTimeoutException', { message: 'Session timed out' }));
      return;
    }
    waiting.push(update(since(seen, now)));
    seen = now;
    waiting.splice(0, waiting.length - MOST_UPDATES);
    if (!to.writableNeedDrain) {
      waiting.splice(0).forEach((message) => to.write(message));
    }
  }, control.tick);
  to.on('close', () => {
    clearInterval(timer);
    control.sessions -= 1;
  });
}

function started(input: Parameters, identifiers: readonly string[]): object {
  return {
    requestId: uuid('request', Date.now()),
    sessionId: uuid('session', Date.now()),
    logGroupIdentifiers: identifiers,
    logStreamNames: input.texts('logStreamNames') ?? [],
    logStreamNamePrefixes: input.texts('logStreamNamePrefixes') ?? [],
    logEventFilterPattern: input.text('logEventFilterPattern') ?? '',
  };
}

function update(events: readonly WorldLogEvent[]): Buffer {
  const sampled = events.length > MOST_EVENTS;
  const shown = sampled ? events.filter((_, at) => at % Math.ceil(events.length / MOST_EVENTS) === 0) : events;
  return encodeMessage('event', 'sessionUpdate', {
    sessionMetadata: { sampled },
    sessionResults: shown.slice(0, MOST_EVENTS).map(({ stream, message, time, ingested }) => ({
      logStreamName: stream,
      logGroupIdentifier: '',
      message,
      timestamp: time,
      ingestionTime: ingested,
    })),
  });
}

function groupsOf(world: World, region: string, identifiers: readonly string[]): readonly WorldLogGroup[] {
  if (identifiers.length === 0 || identifiers.length > MOST_GROUPS) {
    throw invalid(`1 validation error detected: 'logGroupIdentifiers' must have from 1 to ${MOST_GROUPS} members`);
  }
  return identifiers.map((identifier) => {
    const [, where, account, name] = /^arn:aws:logs:([\w-]+):(\d{12}):log-group:([^:*]+)$/.exec(identifier) ?? [];
    if (where === undefined || name === undefined) {
      throw invalid(`The log group identifier ${identifier} must be an ARN that does not end with an asterisk`);
    }
    const group = where === region && account === world.account ? world.logs.get(groupKey(where, name)) : undefined;
    if (group === undefined) {
      throw new AwsError('ResourceNotFoundException', 'The specified log group does not exist.');
    }
    refuseClass(group, 'StartLiveTail');
    return group;
  });
}
