import { awsJson } from '../aws/json-protocol.ts';
import type { Service } from '../aws/protocol.ts';
import type { World } from '../world/world.ts';
import type { LogsControl } from './control.ts';
import { describeLogGroups, describeLogStreams } from './describe.ts';
import { filterLogEvents, getLogEvents } from './events.ts';
import { startLiveTail } from './live-tail.ts';
import { LogTokens } from './tokens.ts';

/** Amazon CloudWatch Logs: what the containers of a world write, in every region that their drivers name. */
export function logs(world: World, control: LogsControl): Service {
  const tokens = new LogTokens();
  return {
    signingName: 'logs',
    protocol: awsJson('Logs_20140328'),
    inEveryRegion: true,
    operations: {
      FilterLogEvents: filterLogEvents(world, tokens, control),
      GetLogEvents: getLogEvents(world, tokens, control),
      StartLiveTail: startLiveTail(world, control),
      DescribeLogGroups: describeLogGroups(world, tokens),
      DescribeLogStreams: describeLogStreams(world, tokens),
    },
    resource: ({ input }) => {
      const name = input.text('logGroupName');
      const [identifier = `arn:aws:logs:${world.region}:${world.account}:log-group:${name ?? ''}`] =
        input.texts('logGroupIdentifiers') ?? [];
      return `${identifier}:log-stream:`;
    },
  };
}
