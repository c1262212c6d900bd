import type { ContainerDefinition, Task } from '@aws-sdk/client-ecs';
import { hex } from './identity.ts';
import type { WorldLogEvent, WorldLogGroup } from './log-groups.ts';
import type { World } from './world.ts';

/** A stream that a container of the world writes to, and from when to when. */
interface Writer {
  readonly stream: string;
  readonly from: number;
  readonly until: number;
}

/** Names of all streams of a group: those of containers that have started, and those that were written to. */
export function streamsOf(world: World, group: WorldLogGroup): ReadonlySet<string> {
  return new Set([...writers(world, group).map(({ stream }) => stream), ...group.written.keys()]);
}

/** The events of some streams that have come by now, of a time from `from` to before `to`, in their order. */
export function eventsOf(
  world: World,
  group: WorldLogGroup,
  streams: ReadonlySet<string>,
  { from, to, now = Date.now() }: { readonly from: number; readonly to: number; readonly now?: number },
): WorldLogEvent[] {
  const written = [...group.written.entries()].flatMap(([stream, events]) => (streams.has(stream) ? events : []));
  const own = writers(world, group)
    .filter(({ stream }) => streams.has(stream))
    .flatMap((writer) => linesBy(writer, group, Math.max(from, 0), Math.min(to, now + 1)));
  return [...own, ...written]
    .filter(({ time, ingested }) => time >= from && time < to && ingested <= now)
    .sort((one, other) => one.time - other.time || one.ingested - other.ingested);
}

function writers(world: World, group: WorldLogGroup): Writer[] {
  const tasks = [...world.clusters.values()].flatMap((cluster) => [...cluster.tasks.values()]);
  return tasks.flatMap(({ description: task }) => {
    const definition = world.taskDefinitions.get(task.taskDefinitionArn ?? '')?.description;
    const { startedAt } = task;
    return startedAt === undefined
      ? []
      : (definition?.containerDefinitions ?? []).flatMap((container) => {
          const stream = streamOf(world, group, task, container);
          const until = task.stoppedAt?.getTime() ?? Infinity;
          return stream === undefined ? [] : [{ stream, from: startedAt.getTime(), until }];
        });
  });
}

/** What a container's stream in a group is called; undefined where it writes elsewhere. */
function streamOf(
  world: World,
  group: WorldLogGroup,
  task: Task,
  { name = '', logConfiguration }: ContainerDefinition,
): string | undefined {
  const { options = {} } = logConfiguration ?? {};
  if (
    logConfiguration?.logDriver !== 'awslogs' ||
    options['awslogs-group'] !== group.name ||
    (options['awslogs-region'] ?? world.region) !== group.region
  ) {
    return undefined;
  }
  const prefix = options['awslogs-stream-prefix'];
  const id = task.taskArn?.split('/').at(-1) ?? '';
  return prefix === undefined
    ? task.containers?.find((container) => container.name === name)?.runtimeId
    : `${prefix}/${name}/${id}`;
}

/** What a container writes by itself: a line each so many seconds, always the same ones. */
function linesBy({ stream, from, until }: Writer, group: WorldLogGroup, since: number, to: number): WorldLogEvent[] {
  const step = group.every * 1000;
  const first = Math.max(0, Math.ceil((since - from) / step));
  const events: WorldLogEvent[] = [];
  for (let count = first; from + count * step < Math.min(to, until) && group.lines.length > 0; count += 1) {
    const time = from + count * step;
    const message = group.lines[count % group.lines.length] ?? '';
    events.push({ id: hex(56, group.name, stream, count), stream, time, ingested: time, message });
  }
  return events;
}
