import type { Operation } from '../aws/protocol.ts';
import type { WorldLogGroup } from '../world/log-groups.ts';
import { streamsOf } from '../world/logs.ts';
import type { World } from '../world/world.ts';
import { groupOf, invalid } from './input.ts';
import type { LogTokens } from './tokens.ts';

/** The largest page, and the usual one. */
const PAGE = 50;

export function describeLogGroups(world: World, tokens: LogTokens): Operation {
  return (input, { region }) => {
    const prefix = input.text('logGroupNamePrefix') ?? '';
    const groups = [...world.logs.values()]
      .filter((group) => group.region === region && group.name.startsWith(prefix))
      .sort((one, other) => (one.name < other.name ? -1 : 1));
    const { items, nextToken } = cut(
      tokens,
      { groups: prefix },
      groups,
      input.number('limit'),
      input.text('nextToken'),
    );
    return {
      logGroups: items.map((group) => ({
        logGroupName: group.name,
        arn: `${arnOf(world, group)}:*`,
        logGroupArn: arnOf(world, group),
        logGroupClass: group.logClass,
        kmsKeyId: group.kmsKeyId,
      })),
      nextToken,
    };
  };
}

export function describeLogStreams(world: World, tokens: LogTokens): Operation {
  return (input, { region }) => {
    const group = groupOf(world, region, input);
    const prefix = input.text('logStreamNamePrefix');
    if (prefix !== undefined && input.text('orderBy') === 'LastEventTime') {
      throw invalid('Cannot order by LastEventTime with a logStreamNamePrefix.');
    }
    const names = [...streamsOf(world, group)].filter((name) => name.startsWith(prefix ?? '')).sort();
    const question = { streams: [group.name, prefix] };
    const { items, nextToken } = cut(tokens, question, names, input.number('limit'), input.text('nextToken'));
    return {
      logStreams: items.map((name) => ({
        logStreamName: name,
        arn: `${arnOf(world, group)}:log-stream:${name}`,
      })),
      nextToken,
    };
  };
}

export function arnOf({ account }: World, { region, name }: WorldLogGroup): string {
  return `arn:aws:logs:${region}:${account}:log-group:${name}`;
}

function cut<Item>(
  tokens: LogTokens,
  question: object,
  items: readonly Item[],
  limit = PAGE,
  token?: string,
): { readonly items: readonly Item[]; readonly nextToken: string | undefined } {
  if (limit < 1 || limit > PAGE) {
    throw invalid(`1 validation error detected: Value '${limit}' at 'limit' must be from 1 to ${PAGE}`);
  }
  const place = tokens.read(question, token);
  const end = place.position + limit;
  return {
    items: items.slice(place.position, end),
    nextToken: end < items.length ? tokens.write(question, { ...place, position: end }) : undefined,
  };
}
