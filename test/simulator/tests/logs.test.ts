import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import {
  CloudWatchLogsClient,
  DescribeLogGroupsCommand,
  DescribeLogStreamsCommand,
  FilterLogEventsCommand,
  GetLogEventsCommand,
  StartLiveTailCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { groupKey, type Simulator, startSimulator, writeLog } from '../index.ts';
import type { Scenario } from '../world/scenario.ts';

const GROUP = '/ecs/web';
const SCENARIO: Scenario = {
  clusters: [{ name: 'c', services: [{ name: 'web', tasks: [{ count: 2, age: 10 }, { status: 'PENDING' }] }] }],
  taskDefinitions: [
    {
      family: 'web',
      containerDefinitions: [
        {
          name: 'app',
          logConfiguration: {
            logDriver: 'awslogs',
            options: { 'awslogs-group': GROUP, 'awslogs-region': 'eu-central-1', 'awslogs-stream-prefix': 'ecs' },
          },
        },
      ],
    },
  ],
  logs: { [GROUP]: { lines: ['one', 'two'], every: 60 } },
};

function client({ endpoint, credentials }: Simulator): CloudWatchLogsClient {
  return new CloudWatchLogsClient({
    endpoint,
    credentials,
    region: 'eu-central-1',
    maxAttempts: 1,
    disableHostPrefix: true,
  });
}

const since = () => Date.now() - 30 * 60_000;

suite('CloudWatch Logs of the simulator', () => {
  test('has a stream for each container that has started, with what it writes', async () => {
    await using simulator = await startSimulator({ scenario: SCENARIO });
    const logs = client(simulator);
    const { logGroups } = await logs.send(new DescribeLogGroupsCommand({ logGroupNamePrefix: '/ecs' }));
    assert.deepEqual(
      logGroups?.map(({ logGroupArn }) => logGroupArn),
      [`arn:aws:logs:eu-central-1:123456789012:log-group:${GROUP}`],
    );
    const { logStreams = [] } = await logs.send(new DescribeLogStreamsCommand({ logGroupName: GROUP }));
    assert.equal(logStreams.length, 2);
    const [name = ''] = logStreams.map(({ logStreamName = '' }) => logStreamName);
    assert.match(name, /^ecs\/app\/[0-9a-f]{32}$/);
    const asked = { logGroupName: GROUP, startTime: since() };
    const one = await logs.send(new FilterLogEventsCommand({ ...asked, logStreamNames: [name] }));
    assert.deepEqual(
      one.events?.slice(0, 3).map(({ message }) => message),
      ['one', 'two', 'one'],
    );
    const both = await logs.send(new FilterLogEventsCommand({ ...asked, logStreamNamePrefix: 'ecs/app/' }));
    assert.equal(both.events?.length, 2 * one.events.length);
    const newest = await logs.send(
      new FilterLogEventsCommand({ ...asked, logStreamNames: [name], startFromHead: false, limit: 2 }),
    );
    assert.deepEqual(newest.events, one.events.slice(-2).reverse());
    assert.ok(newest.nextToken);
  });

  test('says that a stream is read to its end by giving the same token again', async () => {
    await using simulator = await startSimulator({ scenario: { clusters: [], logs: { [GROUP]: {} } } });
    const logs = client(simulator);
    const group = simulator.world.logs.get(groupKey('eu-central-1', GROUP));
    assert.ok(group);
    ['1', '2', '3'].forEach((message, at) => writeLog(group, 's', message, { time: Date.now() - 10 + at }));
    const read = async (nextToken?: string) =>
      logs.send(
        new GetLogEventsCommand({ logGroupName: GROUP, logStreamName: 's', startFromHead: true, limit: 2, nextToken }),
      );
    const first = await read();
    const second = await read(first.nextForwardToken);
    const third = await read(second.nextForwardToken);
    assert.deepEqual(
      [first, second, third].map(({ events }) => events?.map(({ message }) => message)),
      [['1', '2'], ['3'], []],
    );
    assert.equal(third.nextForwardToken, second.nextForwardToken);
  });

  test('refuses what the service refuses', async () => {
    await using simulator = await startSimulator({ scenario: SCENARIO });
    const logs = client(simulator);
    const refused = (error: string, message: RegExp, sent: () => Promise<unknown>) =>
      assert.rejects(sent, { name: error, message });
    const filter = (input: object) => () => logs.send(new FilterLogEventsCommand({ logGroupName: GROUP, ...input }));
    const parameter = 'InvalidParameterException';
    await refused('ResourceNotFoundException', /log group does not exist/, filter({ logGroupName: '/none' }));
    await refused('ResourceNotFoundException', /log stream does not exist/, filter({ logStreamNames: ['none'] }));
    await refused(parameter, /together/, filter({ logStreamNames: ['a'], logStreamNamePrefix: 'a' }));
    await refused(parameter, /pattern: \[\^:\*\]/, filter({ logStreamNames: ['a:b'] }));
    await refused(parameter, /2024/, filter({ startFromHead: false, startTime: 1 }));
    await refused(parameter, /filter pattern/, filter({ filterPattern: '"open' }));
    await refused(parameter, /nextToken/, filter({ nextToken: 'made up' }));
    const arn = `arn:aws:logs:eu-central-1:123456789012:log-group:${GROUP}`;
    const tail = (input: object) => () => logs.send(new StartLiveTailCommand({ logGroupIdentifiers: [arn], ...input }));
    await refused(parameter, /asterisk/, tail({ logGroupIdentifiers: [`${arn}:*`] }));
    await refused(parameter, /exactly one/, tail({ logGroupIdentifiers: [arn, arn], logStreamNames: ['a'] }));
    simulator.logs.mostSessions = 0;
    await refused('LimitExceededException', /concurrent/, tail({}));
  });

  test('throttles', async () => {
    await using simulator = await startSimulator({ scenario: SCENARIO });
    const logs = client(simulator);
    const asked = Array.from({ length: 30 }, () =>
      logs.send(new FilterLogEventsCommand({ logGroupName: GROUP, startTime: since() })),
    );
    const answers = await Promise.allSettled(asked);
    const refusals = answers.filter((answer) => answer.status === 'rejected');
    assert.ok(refusals.length > 0 && refusals.length < 30);
    assert.ok(refusals.every(({ reason }) => (reason as Error).name === 'ThrottlingException'));
  });
});
