import type { ContainerDefinition, LogConfiguration, TaskDefinition } from '../../aws/api/task-definitions.ts';
import type { Container, Task } from '../../aws/api/tasks.ts';
import { sentence, type Text } from '../../text.ts';

/** Where the output of a container goes. */
export type LogPlace =
  | { readonly kind: 'stream'; readonly region: string; readonly group: string; readonly stream: string }
  /** Not to CloudWatch Logs, or not in a stream whose name can be known: `why` says where it goes. */
  | { readonly kind: 'elsewhere'; readonly why: Text }
  /** Its stream's name is not known before it has started. */
  | { readonly kind: 'not-yet' };

/**
 * Where a container of a task writes its logs, by its task definition. The driver `awslogs` names the stream
 * `<prefix>/<container>/<task id>` or, without a prefix, as Docker names the container
 * (https://docs.aws.amazon.com/AmazonECS/latest/developerguide/specify-log-config.html).
 */
export function logPlaceOf(definition: TaskDefinition, task: Task, container: Container): LogPlace {
  const described = definition.containerDefinitions?.find(({ name }) => name === container.name);
  if (described === undefined) {
    return { kind: 'elsewhere', why: addedByAws(container.name) };
  }
  const { logDriver, options = {} } = described.logConfiguration ?? {};
  if (logDriver !== 'awslogs') {
    return { kind: 'elsewhere', why: otherDriver(described, container.name, task) };
  }
  const group = options['awslogs-group'];
  if (group === undefined) {
    return {
      kind: 'elsewhere',
      why: sentence('The task definition does not name the log group of container "{0}".', container.name),
    };
  }
  const region = options['awslogs-region'] ?? regionOf(task.arn);
  const prefix = options['awslogs-stream-prefix'];
  if (prefix !== undefined) {
    return { kind: 'stream', region, group, stream: `${prefix}/${container.name}/${task.id}` };
  }
  return container.runtimeId === undefined
    ? { kind: 'not-yet' }
    : { kind: 'stream', region, group, stream: container.runtimeId };
}

/** ARN of a log group in the account and partition of a task. */
export function groupArn(taskArn: string, region: string, group: string): string {
  const [, partition = '', , , account = ''] = taskArn.split(':');
  return `arn:${partition}:logs:${region}:${account}:log-group:${group}`;
}

function regionOf(arn: string): string {
  return arn.split(':')[3] ?? '';
}

function addedByAws(container: string): Text {
  return sentence('Container "{0}" is not in the task definition. AWS has added it, and keeps its logs.', container);
}

function otherDriver({ logConfiguration }: ContainerDefinition, container: string, { launchType }: Task): Text {
  const driver = logConfiguration?.logDriver;
  if (driver === undefined) {
    return launchType === 'FARGATE'
      ? sentence('Container "{0}" does not have a log driver, so its output is not kept anywhere.', container)
      : sentence(
          'Container "{0}" does not have a log driver. Its output is on its instance, as "docker logs" shows it there.',
          container,
        );
  }
  if (driver === 'awsfirelens') {
    return routed(container, logConfiguration);
  }
  const target = TARGETS.get(driver)
    ?.map((option) => logConfiguration?.options?.[option])
    .find(isPresent);
  if (target !== undefined) {
    return sentence('Container "{0}" sends its logs with the driver "{1}" to {2}.', container, driver, target);
  }
  return ON_INSTANCE.has(driver)
    ? sentence('Container "{0}" has the log driver "{1}". Its logs are on its instance.', container, driver)
    : driver === 'none'
      ? sentence('Container "{0}" has the log driver "none", so its output is not kept anywhere.', container)
      : sentence(
          'Container "{0}" has the log driver "{1}", which does not write to CloudWatch Logs.',
          container,
          driver,
        );
}

/** Drivers that write on the instance itself (https://docs.docker.com/engine/logging/configure). */
const ON_INSTANCE: ReadonlySet<string> = new Set(['json-file', 'local', 'journald']);
/** The options that say where other drivers send logs to. None of them is a secret. */
const TARGETS: ReadonlyMap<string, readonly string[]> = new Map([
  ['splunk', ['splunk-url']],
  ['syslog', ['syslog-address']],
  ['gelf', ['gelf-address']],
  ['fluentd', ['fluentd-address']],
]);

/**
 * Where FireLens sends logs: the options are those of an output of Fluent Bit or Fluentd, `Name` or `@type` with its
 * destination (https://docs.aws.amazon.com/AmazonECS/latest/developerguide/using_firelens.html).
 */
function routed(container: string, { options = {} }: LogConfiguration = {}): Text {
  const byName = new Map(Object.entries(options).map(([name, value]) => [name.toLowerCase(), value]));
  const output = byName.get('name') ?? byName.get('@type');
  if (output === undefined) {
    return sentence(
      'Container "{0}" sends its logs through FireLens. Its configuration file says where they go.',
      container,
    );
  }
  // Of an output that is not known, its address may hold a token.
  const target = (OUTPUTS.get(output.toLowerCase()) ?? ['host']).map((name) => byName.get(name)).find(isPresent);
  return target === undefined
    ? sentence('Container "{0}" sends its logs through FireLens, to its output "{1}".', container, output)
    : sentence('Container "{0}" sends its logs through FireLens, to {1} ({2}).', container, target, output);
}

/** The options of Fluent Bit's outputs that name the destination (https://docs.fluentbit.io/manual/pipeline/outputs). */
const OUTPUTS: ReadonlyMap<string, readonly string[]> = new Map([
  ['cloudwatch', ['log_group_name']],
  ['cloudwatch_logs', ['log_group_name']],
  ['kinesis', ['stream']],
  ['kinesis_streams', ['stream']],
  ['firehose', ['delivery_stream']],
  ['kinesis_firehose', ['delivery_stream']],
  ['s3', ['bucket', 's3_bucket']],
  ['es', ['host']],
  ['opensearch', ['host']],
  ['datadog', ['host', 'site']],
  ['splunk', ['host']],
  ['http', ['host']],
  ['loki', ['host']],
  ['kafka', ['topics', 'brokers']],
]);

function isPresent(value: string | undefined): value is string {
  return value !== undefined && value !== '';
}
