import { AwsError } from '../aws/error.ts';
import type { Parameters } from '../aws/parameters.ts';
import { groupKey, type WorldLogGroup } from '../world/log-groups.ts';
import { streamsOf } from '../world/logs.ts';
import type { World } from '../world/world.ts';

/** Most streams that one call takes. */
const MOST_STREAMS = 100;

/** The group that `logGroupName` or `logGroupIdentifier` names: exactly one of them. Throws as the service does. */
export function groupOf(world: World, region: string, input: Parameters): WorldLogGroup {
  const name = input.text('logGroupName');
  const identifier = input.text('logGroupIdentifier');
  if ((name === undefined) === (identifier === undefined)) {
    throw invalid('Exactly one of logGroupName and logGroupIdentifier must be specified');
  }
  const wanted = name ?? identifier?.replace(/^arn:aws:logs:[\w-]+:\d{12}:log-group:/, '') ?? '';
  if (!/^[.\-_/#A-Za-z0-9]{1,512}$/.test(wanted)) {
    throw invalid(
      `1 validation error detected: Value '${wanted}' at 'logGroupName' failed to satisfy constraint: ` +
        'Member must satisfy regular expression pattern: [\\.\\-_/#A-Za-z0-9]+',
    );
  }
  const group = world.logs.get(groupKey(region, wanted));
  if (group === undefined) {
    throw new AwsError('ResourceNotFoundException', 'The specified log group does not exist.');
  }
  return group;
}

/** Refuses a group whose class does not offer the operation. */
export function refuseClass({ logClass }: WorldLogGroup, operation: string): void {
  if (logClass === 'INFREQUENT_ACCESS') {
    throw new AwsError(
      'InvalidOperationException',
      `${operation} is not supported for log groups in the INFREQUENT_ACCESS log class.`,
    );
  }
}

/** The streams of a group that names, or the beginnings of names, mean; all where there are neither. */
export function chosenStreams(
  world: World,
  group: WorldLogGroup,
  names: readonly string[] | undefined,
  prefixes: readonly string[] | undefined,
): ReadonlySet<string> {
  if (names !== undefined && prefixes !== undefined) {
    throw invalid('Log stream names and prefixes cannot be specified together');
  }
  for (const [member, list] of Object.entries({ logStreamNames: names, logStreamNamePrefixes: prefixes })) {
    if (list !== undefined && (list.length === 0 || list.length > MOST_STREAMS)) {
      throw invalid(`1 validation error detected: Value at '${member}' must have from 1 to ${MOST_STREAMS} members`);
    }
    const strange = list?.find((name) => !/^[^:*]{1,512}$/.test(name));
    if (strange !== undefined) {
      throw invalid(
        `1 validation error detected: Value '${strange}' at '${member}' failed to satisfy constraint: ` +
          'Member must satisfy regular expression pattern: [^:*]*',
      );
    }
  }
  const all = streamsOf(world, group);
  if (names?.some((name) => !all.has(name)) === true) {
    throw new AwsError('ResourceNotFoundException', 'The specified log stream does not exist.');
  }
  return names === undefined
    ? new Set([...all].filter((name) => prefixes?.some((prefix) => name.startsWith(prefix)) ?? true))
    : new Set(names);
}

export function invalid(message: string): AwsError {
  return new AwsError('InvalidParameterException', message);
}
