import type { ContainerDefinition } from '@aws-sdk/client-ecs';
import { hex } from './identity.ts';
import type { LogGroupScenario, Scenario } from './scenario.ts';

/** A log group of CloudWatch Logs. A test may change it, or take it out of the world. */
export interface WorldLogGroup {
  readonly name: string;
  readonly region: string;
  /** `INFREQUENT_ACCESS` offers neither reads of events nor Live Tail. */
  logClass: 'STANDARD' | 'INFREQUENT_ACCESS';
  /** What its containers write by themselves, line after line, and the seconds between two lines. */
  lines: readonly string[];
  every: number;
  /** ARN of the key that it is encrypted with. */
  kmsKeyId: string | undefined;
  /** What was written besides, by name of the stream. */
  readonly written: Map<string, WorldLogEvent[]>;
}

export interface WorldLogEvent {
  readonly id: string;
  readonly stream: string;
  /** Milliseconds since 1970: when the container wrote it, and when it came. */
  readonly time: number;
  readonly ingested: number;
  readonly message: string;
}

/** Log groups by {@link groupKey}. */
export type WorldLogs = Map<string, WorldLogGroup>;

export function groupKey(region: string, name: string): string {
  return `${region}/${name}`;
}

/** The groups that the task definitions name, as a scenario describes them. */
export function buildLogs(
  region: string,
  { logs = {}, clusters }: Pick<Scenario, 'logs' | 'clusters'>,
  containers: readonly ContainerDefinition[],
): WorldLogs {
  const groups: WorldLogs = new Map();
  const add = (where: string, name: string, scenario: LogGroupScenario | false = {}): void => {
    if (scenario === false) {
      return;
    }
    const { logClass, lines, every, kmsKeyId } = scenario;
    groups.set(groupKey(where, name), {
      name,
      region: where,
      logClass: logClass ?? 'STANDARD',
      lines: lines ?? [],
      every: every ?? 5,
      kmsKeyId,
      written: new Map(),
    });
  };
  for (const { logConfiguration } of containers) {
    const { 'awslogs-group': name, 'awslogs-region': where = region } = logConfiguration?.options ?? {};
    if (logConfiguration?.logDriver === 'awslogs' && name !== undefined) {
      add(where, name, logs[name]);
    }
  }
  for (const { configuration } of clusters) {
    const name = configuration?.executeCommandConfiguration?.logConfiguration?.cloudWatchLogGroupName;
    if (name !== undefined && !groups.has(groupKey(region, name))) {
      add(region, name, logs[name]);
    }
  }
  for (const [name, group] of Object.entries(logs)) {
    if (![...groups.values()].some((known) => known.name === name)) {
      add(region, name, group);
    }
  }
  return groups;
}

/** Writes a line, as a container would; the stream need not exist. */
export function writeLog(
  group: WorldLogGroup,
  stream: string,
  message: string,
  { time = Date.now(), ingested = Date.now() }: { readonly time?: number; readonly ingested?: number } = {},
): void {
  const events = group.written.get(stream) ?? [];
  group.written.set(stream, events);
  events.push({ id: hex(56, group.name, stream, 'written', events.length), stream, time, ingested, message });
}
