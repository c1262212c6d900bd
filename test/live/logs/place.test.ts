import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import type { LogConfiguration } from '../../../src/aws/api/task-definitions.ts';
import { groupArn, logPlaceOf } from '../../../src/live/logs/place.ts';
import { english } from '../../../src/text.ts';
import { container, task } from '../../support/live-tasks.ts';

const TASK = { ...task('shop', 'web', 'abc'), arn: 'arn:aws-cn:ecs:cn-north-1:123456789012:task/shop/abc' };

function placeIn(logConfiguration: LogConfiguration | undefined, launchType = 'FARGATE', runtimeId?: string) {
  const definition = { containerDefinitions: [{ name: 'web', logConfiguration }] };
  return logPlaceOf(definition, { ...TASK, launchType }, { ...container(), name: 'web', runtimeId });
}

const awslogs = (options: Record<string, string>) => placeIn({ logDriver: 'awslogs', options }, 'EC2', 'docker-id');

suite('where a container writes its logs', () => {
  test('is a stream that is named after it, in a region that may be another', () => {
    const options = { 'awslogs-group': 'g', 'awslogs-region': 'cn-northwest-1', 'awslogs-stream-prefix': 'ecs' };
    assert.deepEqual(awslogs(options), {
      kind: 'stream',
      region: 'cn-northwest-1',
      group: 'g',
      stream: 'ecs/web/abc',
    });
  });

  test('is a stream that has its Docker id for a name, where there is no prefix', () => {
    const place = awslogs({ 'awslogs-group': 'g' });
    assert.deepEqual(place, { kind: 'stream', region: 'cn-north-1', group: 'g', stream: 'docker-id' });
    assert.deepEqual(placeIn({ logDriver: 'awslogs', options: { 'awslogs-group': 'g' } }), { kind: 'not-yet' });
  });

  test('is in the same partition and account as its task', () => {
    assert.equal(groupArn(TASK.arn, 'cn-north-1', 'g'), 'arn:aws-cn:logs:cn-north-1:123456789012:log-group:g');
  });

  for (const [driver, options, launchType, words] of [
    [undefined, {}, 'FARGATE', /is not kept anywhere/],
    [undefined, {}, 'EC2', /on its instance, as "docker logs" shows it/],
    ['json-file', {}, 'EC2', /log driver "json-file"\. Its logs are on its instance\./],
    ['none', {}, 'EC2', /log driver "none", so its output is not kept/],
    ['splunk', { 'splunk-url': 'https://s', 'splunk-token': 'secret' }, 'FARGATE', /"splunk" to https:\/\/s\.$/],
    ['syslog', {}, 'EC2', /"syslog", which does not write to CloudWatch Logs/],
    ['awslogs', {}, 'EC2', /does not name the log group/],
    ['awsfirelens', {}, 'FARGATE', /through FireLens\. Its configuration file says where/],
    ['awsfirelens', { Name: 'cloudwatch', log_group_name: '/a' }, 'FARGATE', /FireLens, to \/a \(cloudwatch\)/],
    ['awsfirelens', { Name: 'firehose', delivery_stream: 'd' }, 'FARGATE', /to d \(firehose\)/],
    ['awsfirelens', { Name: 'http', Host: 'logs.corp', http_Passwd: 'secret' }, 'FARGATE', /to logs\.corp \(http\)/],
    ['logentries', { 'logentries-token': 'secret', 'line-only': 'true' }, 'EC2', /"logentries", which does not write/],
    ['awsfirelens', { '@type': 'sumologic', endpoint: 'https://s/secret' }, 'FARGATE', /to its output "sumologic"/],
    ['awsfirelens', { Name: 'mine', URI: '/in?token=secret' }, 'FARGATE', /to its output "mine"/],
    ['awsfirelens', { '@type': 'newrelic', license_key: 'secret' }, 'FARGATE', /to its output "newrelic"/],
  ] as const) {
    test(`is told of ${driver ?? 'no driver'} ${Object.values(options).join(' ')} on ${launchType}`, () => {
      const place = placeIn(driver && { logDriver: driver, options }, launchType);
      assert.ok(place.kind === 'elsewhere');
      assert.match(english(place.why), words);
      assert.doesNotMatch(english(place.why), /secret/);
    });
  }

  test('is not known of a container that AWS has added', () => {
    const place = logPlaceOf({}, TASK, { ...container(), name: 'aws-guardduty-agent-1' });
    assert.match(place.kind === 'elsewhere' ? english(place.why) : '', /AWS has added it/);
  });
});
