import type { Gateway } from '../../aws/api/gateway.ts';
import type { Container, Task } from '../../aws/api/tasks.ts';
import { clusterSheet } from '../../live/details/cluster.ts';
import { serviceSheet } from '../../live/details/service.ts';
import { type Asked, type Sheet, type Times, toMarkdown } from '../../live/details/sheet.ts';
import { taskSheet } from '../../live/details/task.ts';
import { fateOf } from '../../live/fate.ts';
import { operatingSystemOf } from '../../live/platform.ts';
import { shortId } from '../../live/task-name.ts';
import { isProblem, Problem } from '../../problem.ts';
import { execReadiness, nextStep, summarize } from '../../readiness/container.ts';
import { sentence, type Text } from '../../text.ts';
import type { LiveDocument } from '../documents/documents.ts';
import { connectionOf, type Node } from '../explorer/nodes.ts';
import { inFullWords } from '../words.ts';

/** The document with all that there is to read about what a node shows; undefined where there is nothing. */
export function detailsOf(node: Node): LiveDocument | undefined {
  const connection = connectionOf(node);
  const document = (names: readonly string[], sheet: (gateway: Gateway, signal: AbortSignal) => Promise<Sheet>) => ({
    path: `/${[...whereOf(node), ...names].map(asFolder).join('/')}.md`,
    language: 'markdown',
    content: async (signal: AbortSignal): Promise<string> =>
      toMarkdown(await sheet(await connection.gateway(), signal), inFullWords),
  });
  switch (node.kind) {
    case 'cluster': {
      const { name, arn } = node.cluster;
      return document([name], async ({ details }, signal) => clusterSheet(await details.cluster(arn, signal)));
    }
    case 'service': {
      const { cluster } = node.parent;
      const { arn, name } = node.service;
      return document([cluster.name, name], (gateway, signal) =>
        serviceDetails(gateway, { arn: cluster.arn, name: cluster.name }, arn, signal),
      );
    }
    case 'deployment':
      return detailsOf(node.parent);
    case 'task':
      return document([node.task.id, titleOf(node.task)], (gateway, signal) =>
        taskDetails(gateway, node.task, undefined, signal),
      );
    case 'stoppedTask': {
      const { task } = node.report;
      return document([task.id, titleOf(task)], (gateway, signal) => taskDetails(gateway, task, undefined, signal));
    }
    case 'container': {
      const { task } = node.parent;
      const { name } = node.container;
      return document([task.id, `${name}-${shortId(task)}`], (gateway, signal) =>
        taskDetails(gateway, task, name, signal),
      );
    }
    default:
      return undefined;
  }
}

async function serviceDetails(
  { details, scaling }: Gateway,
  cluster: { readonly arn: string; readonly name: string },
  arn: string,
  signal: AbortSignal,
): Promise<Sheet> {
  const service = await details.service(cluster.arn, arn, signal);
  const isEcs = (service.deploymentController?.type ?? 'ECS') === 'ECS';
  const [deployments, target] = await Promise.all([
    isEcs ? asked(() => details.deployments(cluster.arn, arn, signal), signal) : { value: [] },
    asked(() => scaling.targetOf(cluster.name, service.serviceName ?? '', signal), signal),
  ]);
  const known = 'value' in deployments ? deployments.value : [];
  const arns = known
    .flatMap(({ targetServiceRevision, sourceServiceRevisions = [], rollback }) => [
      targetServiceRevision?.arn,
      ...sourceServiceRevisions.map((source) => source.arn),
      rollback?.serviceRevisionArn,
    ])
    .filter((each) => each !== undefined);
  // Without their names the deployments tell enough.
  const revisions = await asked(() => details.revisions(arns, signal), signal);
  return serviceSheet(
    { service, deployments, revisions: 'value' in revisions ? revisions.value : new Map(), scaling: target },
    times(),
  );
}

async function taskDetails(
  gateway: Gateway,
  { arn, clusterArn }: Task,
  only: string | undefined,
  signal: AbortSignal,
): Promise<Sheet> {
  const { details } = gateway;
  const described = await details.task(clusterArn, arn, signal);
  if (described === undefined) {
    throw fateOf(undefined, { clusterArn, taskArn: arn, container: only ?? '' }) ?? goneTask();
  }
  const { description: task, report } = described;
  const instanceArn = task.containerInstanceArn;
  const [system, instance] = await Promise.all([
    operatingSystemOf(gateway, report.task, signal),
    instanceArn === undefined
      ? { value: undefined }
      : asked(() => details.instance(clusterArn, instanceArn, signal), signal),
  ]);
  const readiness = new Map(
    report.task.containers.map((container) => [container.name, readinessOf(report.task, container)]),
  );
  return taskSheet({ task, report, system, instance, readiness }, times(), only);
}

function readinessOf(task: Task, container: Container): readonly Text[] {
  const readiness = execReadiness(task, container);
  return readiness.state === 'ended'
    ? []
    : [summarize(readiness), nextStep(readiness)].filter((text) => text !== undefined);
}

/** What a question beside the main one is answered; where it is refused, the rest can be told all the same. */
async function asked<Value>(question: () => Promise<Value>, signal: AbortSignal): Promise<Asked<Value>> {
  try {
    return { value: await question() };
  } catch (error) {
    signal.throwIfAborted();
    if (isProblem(error)) {
      return { problem: error };
    }
    throw error;
  }
}

function goneTask(): Problem {
  return new Problem('task-not-known', sentence('ECS no longer knows this task.'), sentence('Refresh the view.'));
}

function times(): Times {
  return { now: new Date(), at: (time) => time.toLocaleString() };
}

/** What a task is of, and which one: `storefront-b22a1951`. */
function titleOf(task: Task): string {
  const [family = ''] = task.definition.split(':');
  return `${family}-${shortId(task)}`;
}

/** The first folders of a document: profile and region. */
function whereOf(node: Node): readonly string[] {
  const { place } = connectionOf(node);
  return [place?.profile ?? '', place?.region ?? ''];
}

/** A name as a part of a path. */
function asFolder(name: string): string {
  return name.replaceAll('/', '∕') || '-';
}
