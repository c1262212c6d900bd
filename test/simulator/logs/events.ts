import type { Operation } from '../aws/protocol.ts';
import type { WorldLogEvent } from '../world/log-groups.ts';
import { eventsOf } from '../world/logs.ts';
import type { World } from '../world/world.ts';
import type { LogsControl } from './control.ts';
import { chosenStreams, groupOf, invalid, refuseClass } from './input.ts';
import { matcher } from './pattern.ts';
import type { LogTokens } from './tokens.ts';

const MOST_EVENTS = 10_000;
/** Bytes of the events of a page: 26 of each event beside its message. */
const LARGEST_PAGE = 1024 * 1024;
const OVERHEAD = 26;
/** Since when events can be had with the newest first. */
const NEWEST_FIRST_SINCE = Date.UTC(2024, 0, 1);

export function filterLogEvents(world: World, tokens: LogTokens, control: LogsControl): Operation {
  return (input, { region }) => {
    control.take('FilterLogEvents');
    const group = groupOf(world, region, input);
    refuseClass(group, 'FilterLogEvents');
    const prefix = input.text('logStreamNamePrefix');
    const streams = chosenStreams(
      world,
      group,
      input.texts('logStreamNames'),
      prefix === undefined ? undefined : [prefix],
    );
    const matches = matcher(input.text('filterPattern'));
    const from = input.number('startTime') ?? 0;
    const newestFirst = input.flag('startFromHead') === false;
    if (newestFirst && from < NEWEST_FIRST_SINCE) {
      throw invalid('startFromHead=false is supported only for a startTime on or after Jan 1, 2024 00:00:00 UTC');
    }
    const limit = limitOf(input.number('limit'));
    const question = { ...input.values, nextToken: undefined };
    const at = tokens.read(question, input.text('nextToken'));
    const to = (input.number('endTime') ?? Infinity) + 1;
    const found = eventsOf(world, group, streams, { from, to, now: at.asOf }).filter(({ message }) => matches(message));
    const events = newestFirst ? found.reverse() : found;
    // Pages may be empty though there is more.
    const isEmpty = at.position === 0 && at.page < control.emptyPages;
    const page = isEmpty ? [] : pageFrom(events, at.position, limit);
    const position = at.position + page.length;
    const isLast = !isEmpty && position >= events.length;
    return {
      events: page.map((event) => ({ ...described(event), logStreamName: event.stream, eventId: event.id })),
      searchedLogStreams: [],
      nextToken: isLast
        ? undefined
        : control.repeatsTokens && input.text('nextToken') !== undefined
          ? input.text('nextToken')
          : tokens.write(question, { ...at, position, page: at.page + 1 }),
    };
  };
}

/** Its tokens are places in the stream: the end is reached when the one that was given comes back. */
export function getLogEvents(world: World, tokens: LogTokens, control: LogsControl): Operation {
  return (input, { region }) => {
    control.take('GetLogEvents');
    const group = groupOf(world, region, input);
    refuseClass(group, 'GetLogEvents');
    const name = input.text('logStreamName');
    if (name === undefined) {
      throw invalid("1 validation error detected: Value null at 'logStreamName' must not be null");
    }
    const streams = chosenStreams(world, group, [name], undefined);
    const limit = limitOf(input.number('limit'));
    const from = input.number('startTime') ?? 0;
    const to = input.number('endTime') ?? Infinity;
    const question = { group: group.name, name, from, to };
    const events = eventsOf(world, group, streams, { from, to });
    const given = input.text('nextToken');
    const isForward = given?.startsWith('f/') ?? input.flag('startFromHead') ?? false;
    const place = tokens.read(question, given?.slice(2)).position;
    const start =
      given === undefined
        ? isForward
          ? 0
          : events.length - pageFrom(events.toReversed(), 0, limit).length
        : isForward
          ? place
          : place - pageFrom(events.slice(0, place).reverse(), 0, limit).length;
    const page = events.slice(start, given === undefined || isForward ? undefined : place);
    const shown = isForward ? pageFrom(page, 0, limit) : page;
    const token = (position: number) => tokens.write(question, { position, page: 0, asOf: 0 });
    return {
      events: shown.map(described),
      nextForwardToken: `f/${token(start + shown.length)}`,
      nextBackwardToken: `b/${token(start)}`,
    };
  };
}

function described({ message, time, ingested }: WorldLogEvent) {
  return { message, timestamp: time, ingestionTime: ingested };
}

function limitOf(limit = MOST_EVENTS): number {
  if (limit < 1 || limit > MOST_EVENTS) {
    throw invalid(
      `1 validation error detected: Value '${limit}' at 'limit' failed to satisfy constraint: ` +
        `Member must have value less than or equal to ${MOST_EVENTS}`,
    );
  }
  return limit;
}

function pageFrom(events: readonly WorldLogEvent[], position: number, limit: number): readonly WorldLogEvent[] {
  const page: WorldLogEvent[] = [];
  let size = 0;
  for (const event of events.slice(position, position + limit)) {
    size += Buffer.byteLength(event.message) + OVERHEAD;
    if (size > LARGEST_PAGE && page.length > 0) {
      break;
    }
    page.push(event);
  }
  return page;
}
