import * as vscode from 'vscode';
import type { Service } from '../../aws/api/clusters.ts';
import { endOf } from '../../live/fate.ts';
import { imageVersion } from '../../live/image.ts';
import { ownContainers, sidecarOf } from '../../live/sidecar.ts';
import { age } from '../../live/standing/age.ts';
import { clusterStanding } from '../../live/standing/cluster.ts';
import { isRollingBack, serviceStanding } from '../../live/standing/service.ts';
import type { Mood, Standing } from '../../live/standing/standing.ts';
import { stopCauseOf } from '../../live/standing/stop-cause.ts';
import { taskStanding } from '../../live/standing/task.ts';
import { shortId } from '../../live/task-name.ts';
import type { Problem } from '../../problem.ts';
import { type ExecReadiness, execReadiness, nextStep, summarize } from '../../readiness/container.ts';
import type { Report } from '../../readiness/model/report.ts';
import { connectionWords, whoseWords } from '../connections/connection-words.ts';
import { actionsFor } from '../problem-actions.ts';
import { present, type Row, treeItem } from '../tree-item.ts';
import { inWords, localize } from '../words.ts';
import {
  type ClusterNode,
  type ConnectionNode,
  connectionOf,
  type ContainerNode,
  type DeploymentNode,
  type MoreNode,
  type NamedNode,
  type Node,
  type NoteNode,
  type StoppedTaskNode,
  type TaskNode,
} from './nodes.ts';

/** What is known of a node beside itself. */
export interface Circumstances {
  readonly now?: Date;
  /** Why what is below it could not be asked. */
  readonly problem?: Problem | undefined;
  /** What its last readiness report says first, of a container that has one. */
  readonly verdict?: Verdict | undefined;
}

export type Verdict = Pick<Report, 'verdict' | 'sentence'>;

/** How a node is shown at a time: label, state in words, icon, and a label for those who listen. */
export function itemOf(node: Node, { now = new Date(), problem, verdict }: Circumstances = {}): vscode.TreeItem {
  const looks = node.kind === 'connection' ? connectionLook(node, problem) : look(node, now, verdict);
  const { label, description } = looks;
  const tooltip = verdict === undefined ? looks.tooltip : [...looks.tooltip, inWords(verdict.sentence)];
  const item = treeItem({
    ...looks,
    id: node.id,
    tooltip: [label, description, ...tooltip],
    collapsible: isCollapsible(node),
    // Who has added a connection wants to see its clusters.
    expanded: node.kind === 'connection',
  });
  if (node.kind === 'container') {
    item.command = { command: 'ecs-exec.clickContainer', title: '', arguments: [node] };
  }
  return item;
}

function isCollapsible(node: Node): boolean {
  switch (node.kind) {
    case 'deployment':
    case 'stoppedTask':
    case 'container':
    case 'more':
    case 'note':
      return false;
    case 'named':
      return node.failure === undefined;
    default:
      return true;
  }
}

function look(node: Exclude<Node, ConnectionNode>, now: Date, verdict: Verdict | undefined): Look {
  switch (node.kind) {
    case 'cluster':
      return clusterLook(node);
    case 'service':
      return serviceLook(node.service);
    case 'standalone':
      return {
        kind: vscode.l10n.t('group'),
        label: vscode.l10n.t('Standalone tasks'),
        description: '',
        icon: 'tasklist',
        tooltip: [vscode.l10n.t('Tasks that no service started')],
        context: 'ecsStandalone',
      };
    case 'deployment':
      return deploymentLook(node, now);
    case 'stopped':
      return {
        kind: vscode.l10n.t('group'),
        label: vscode.l10n.t('Recently stopped'),
        description: '',
        icon: 'history',
        tooltip: [vscode.l10n.t('Tasks that have stopped in the last hour, and why')],
        context: 'ecsStopped',
      };
    case 'stoppedTask':
      return stoppedLook(node, now);
    case 'task':
      return taskLook(node, now);
    case 'container':
      return containerLook(node, verdict);
    case 'named':
      return namedLook(node);
    case 'more':
      return moreLook(node);
    case 'note':
      return {
        kind: '',
        label: node.label,
        description: '',
        icon: node.icon,
        tooltip: [],
        context: node.isWaiting ? 'ecsWaiting' : contextOf(node),
      };
  }
}

/** What can be done about a problem, for the conditions of menus. */
function contextOf({ problem, parent }: NoteNode): string {
  if (problem === undefined) {
    return 'ecsNote';
  }
  const isListDenied = parent.kind === 'connection' && problem.code === 'access-denied';
  return present(['ecsNote', 'ecsProblem', ...actionsFor(problem.code), isListDenied ? 'listDenied' : '']).join(' ');
}

type Look = Omit<Row, 'id' | 'collapsible' | 'expanded'>;

function connectionLook({ connection }: ConnectionNode, problem: Problem | undefined): Look {
  const { place, choice, account } = connection;
  const actions = problem === undefined ? [] : actionsFor(problem.code);
  return {
    kind: vscode.l10n.t('connection'),
    label: whoseWords(connection),
    description: present([place?.region ?? choice.region, account, problem && inWords(problem.sentence)]).join(' · '),
    ...(problem === undefined
      ? { icon: 'server-environment' }
      : actions.includes('sign-in')
        ? { icon: 'key', color: 'list.warningForeground' }
        : { icon: 'error', color: 'list.errorForeground' }),
    tooltip: connectionWords(connection).tooltip,
    context: present(['ecsConnection', problem && 'ecsProblem', ...actions]).join(' '),
  };
}

/** What AWS has not described, or not yet. */
function namedLook({ parent, name, arn, failure }: NamedNode): Look {
  const isCluster = parent.kind === 'connection';
  return {
    kind: isCluster ? vscode.l10n.t('cluster') : vscode.l10n.t('service'),
    label: name,
    description: failure === undefined ? '' : failure === 'MISSING' ? vscode.l10n.t('deleted') : failure,
    icon: failure !== undefined ? 'circle-slash' : isCluster ? 'server' : 'layers',
    tooltip: [arn],
    context: 'ecsNamed',
  };
}

function moreLook(node: MoreNode): Look {
  const { left, looked, isLast } = node;
  return {
    kind: '',
    label: isLast ? vscode.l10n.t('More than can be shown') : vscode.l10n.t('Show more'),
    description: present([
      left === undefined ? '' : localize('{0} left', left),
      looked === undefined ? '' : localize('{0} tasks looked at', looked),
      isLast ? vscode.l10n.t('filter by name to find them') : '',
    ]).join(' · '),
    icon: 'ellipsis',
    tooltip: [],
    context: 'ecsMore',
    command: { command: isLast ? 'ecs-exec.filter' : 'ecs-exec.showMore', arguments: [node] },
  };
}

function clusterLook(node: ClusterNode): Look {
  const { cluster } = node;
  const isFavourite = connectionOf(node).isFavourite(cluster);
  return {
    kind: vscode.l10n.t('cluster'),
    label: cluster.name,
    ...looksOf(clusterStanding(cluster), 'server'),
    tooltip: [cluster.instances === 0 ? '' : localize('Container instances: {0}', cluster.instances), cluster.arn],
    context: isFavourite ? 'ecsCluster favourite' : 'ecsCluster',
  };
}

function serviceLook(service: Service): Look {
  const { name, arn, definition, launchType, capacityProviders, lastEvent } = service;
  return {
    kind: vscode.l10n.t('service'),
    label: name,
    ...looksOf(serviceStanding(service), 'layers'),
    tooltip: [
      definition === undefined ? '' : localize('Task definition {0}', definition),
      present([launchType, ...capacityProviders]).join(', '),
      lastEvent === undefined ? '' : localize('Last event: {0}', lastEvent.message),
      arn,
    ],
    context: service.running > 0 ? 'ecsService execReady' : 'ecsService',
  };
}

function taskLook({ task, parent }: TaskNode, now: Date): Look {
  const service = parent.kind === 'service' ? parent.service : undefined;
  const isReady = ownContainers(task.containers).some((each) => execReadiness(task, each).state === 'ready');
  return {
    kind: vscode.l10n.t('task'),
    label: shortId(task),
    ...looksOf(taskStanding(task, service, now), 'vm', RUNS),
    tooltip: [
      localize('Task definition {0}', task.definition),
      present([task.capacityProvider ?? task.launchType, task.platformFamily, task.zone]).join(' · '),
      task.startedAt === undefined ? '' : localize('Started {0}', task.startedAt.toLocaleString()),
      task.startedBy === undefined ? '' : localize('Started by {0}', task.startedBy),
      task.arn,
    ],
    context: isReady ? 'ecsTask execReady' : 'ecsTask',
  };
}

function deploymentLook(node: DeploymentNode, now: Date): Look {
  const { service } = node.parent;
  const { definition, running, desired, failed, state, createdAt, reason } = node.rollout;
  const isBack = isRollingBack(service);
  return {
    kind: '',
    label: isBack ? vscode.l10n.t('Rollback') : vscode.l10n.t('Deployment'),
    description: present([
      state === 'FAILED' ? vscode.l10n.t('failed') : '',
      failed > 0 ? localize('{0} failed', failed) : '',
      localize('{0} of {1}', running, desired),
      definition,
      createdAt && inWords(age(createdAt, now)),
    ]).join(' · '),
    ...iconOf(state === 'FAILED' ? 'bad' : failed > 0 || isBack ? 'warning' : 'busy', 'versions'),
    tooltip: [reason],
    context: 'ecsDeployment',
    command: { command: 'ecs-exec.showDetails', arguments: [node] },
  };
}

function stoppedLook(node: StoppedTaskNode, now: Date): Look {
  const { report } = node;
  const { text, isFailure } = stopCauseOf(report);
  const end = endOf(report);
  return {
    kind: vscode.l10n.t('stopped task'),
    label: shortId(report.task),
    description: present([
      inWords(text),
      report.stoppedAt && localize('{0} ago', inWords(age(report.stoppedAt, now))),
      report.task.definition,
    ]).join(' · '),
    ...iconOf(isFailure ? 'bad' : 'idle', 'vm-outline'),
    tooltip: [end && inWords(end), report.arn],
    context: 'ecsStoppedTask',
    command: { command: 'ecs-exec.showDetails', arguments: [node] },
  };
}

function containerLook({ parent: { task }, container }: ContainerNode, verdict: Verdict | undefined): Look {
  const readiness = execReadiness(task, container);
  const sidecar = sidecarOf(container);
  const advice = nextStep(readiness);
  const isUnhealthy = container.health === 'UNHEALTHY';
  // ECS calls ready whatever has a running agent; a report knows more.
  const isDoubted = readiness.state === 'ready' && verdict?.verdict === 'not-ready';
  const standing = isDoubted
    ? vscode.l10n.t('last check failed')
    : readiness.state === 'ready'
      ? vscode.l10n.t('ready')
      : inWords(summarize(readiness));
  const mood = isUnhealthy
    ? 'bad'
    : isDoubted
      ? 'warning'
      : sidecar !== undefined && readiness.state === 'no-agent'
        ? 'idle'
        : MOODS[readiness.state];
  return {
    kind: vscode.l10n.t('container'),
    label: container.name,
    description: present([
      isUnhealthy ? vscode.l10n.t('unhealthy') : '',
      sidecar && inWords(sidecar),
      standing,
      sidecar === undefined ? imageVersion(container.image ?? '') : '',
    ]).join(' · '),
    ...iconOf(mood, 'package', RUNS),
    tooltip: present([container.image, advice && inWords(advice)]),
    context: [
      'ecsContainer',
      readiness.state === 'ready' ? 'execReady' : 'execNotReady',
      ...(sidecar === undefined ? [] : ['sidecar']),
    ].join(' '),
  };
}

const MOODS: Readonly<Record<ExecReadiness['state'], Mood>> = {
  ready: 'good',
  starting: 'busy',
  ended: 'idle',
  'agent-stopped': 'warning',
  'no-agent': 'off',
  off: 'off',
};

/** The colour of what runs. */
const RUNS = 'testing.iconPassed';

/** What is wrong has an icon of its own, whatever it is that is wrong. */
const TROUBLE: Readonly<Partial<Record<Mood, readonly [icon: string, color: string]>>> = {
  bad: ['error', 'list.errorForeground'],
  warning: ['warning', 'list.warningForeground'],
  off: ['circle-slash', 'list.warningForeground'],
};

function looksOf(
  { mood, words }: Standing,
  icon: string,
  color?: string,
): Pick<Look, 'description' | 'icon' | 'color'> {
  return { description: words.map(inWords).join(' · '), ...iconOf(mood, icon, color) };
}

function iconOf(mood: Mood, icon: string, color?: string): Pick<Look, 'icon' | 'color'> {
  const trouble = TROUBLE[mood];
  if (trouble !== undefined) {
    return { icon: trouble[0], color: trouble[1] };
  }
  const own = mood === 'busy' ? 'charts.blue' : mood === 'idle' ? 'disabledForeground' : color;
  return { icon, ...(own !== undefined && { color: own }) };
}
