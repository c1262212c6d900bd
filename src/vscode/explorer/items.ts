import * as vscode from 'vscode';
import type { Cluster, Service } from '../../aws/api/clusters.ts';
import type { Task } from '../../aws/api/tasks.ts';
import { ownContainers, sidecarOf } from '../../live/sidecar.ts';
import { shortId } from '../../live/task-name.ts';
import { type ExecReadiness, execReadiness, nextStep, summarize } from '../../readiness/container.ts';
import type { LiveConnection } from '../connections/live-connection.ts';
import { present, type Row, treeItem } from '../tree-item.ts';
import { inWords, localize } from '../words.ts';
import { connectionStatus } from './connection-status.ts';
import type { ContainerNode, Node } from './nodes.ts';

/** How a node is shown: label, state in words, icon, and a label for those who listen. */
export function itemOf(node: Node): vscode.TreeItem {
  const looks = look(node);
  const { label, description, tooltip } = looks;
  return treeItem({
    ...looks,
    id: node.id,
    tooltip: [label, description, ...tooltip],
    collapsible: node.kind !== 'container' && node.kind !== 'note',
  });
}

function look(node: Node): Look {
  switch (node.kind) {
    case 'connection':
      return connectionLook(node.connection);
    case 'cluster':
      return clusterLook(node.cluster);
    case 'service':
      return serviceLook(node.service);
    case 'standalone':
      return {
        kind: vscode.l10n.t('group'),
        label: vscode.l10n.t('Standalone tasks'),
        description: '',
        icon: 'run-all',
        tooltip: [vscode.l10n.t('Tasks that no service started')],
        context: 'ecsStandalone',
      };
    case 'task':
      return taskLook(node.task);
    case 'container':
      return containerLook(node);
    case 'note':
      return {
        kind: '',
        label: node.label,
        description: '',
        icon: node.icon,
        tooltip: [],
        context: node.isWaiting ? 'ecsWaiting' : 'ecsNote',
      };
  }
}

type Look = Omit<Row, 'id' | 'collapsible'>;

function connectionLook({ choice, place }: LiveConnection): Look {
  const { words, tooltip } = connectionStatus(place, choice);
  return {
    kind: vscode.l10n.t('connection'),
    label: words,
    description: '',
    icon: 'server-environment',
    tooltip,
    context: 'ecsConnection',
  };
}

function clusterLook({ name, arn, status, runningTasks, pendingTasks }: Cluster): Look {
  const counts =
    pendingTasks === 0
      ? localize('{0} running', runningTasks)
      : localize('{0} running, {1} pending', runningTasks, pendingTasks);
  return {
    kind: vscode.l10n.t('cluster'),
    label: name,
    description: present([status === 'ACTIVE' ? '' : status, counts]).join(' · '),
    icon: 'server',
    tooltip: [arn],
    context: 'ecsCluster',
  };
}

function serviceLook({ name, arn, status, desired, running, launchType, execEnabled }: Service): Look {
  return {
    kind: vscode.l10n.t('service'),
    label: name,
    description: present([
      status === 'ACTIVE' ? '' : status,
      localize('{0} of {1} running', running, desired),
      launchType,
      execEnabled ? '' : vscode.l10n.t('exec off for new tasks'),
    ]).join(' · '),
    icon: 'layers',
    tooltip: [arn],
    context: running > 0 ? 'ecsService execReady' : 'ecsService',
  };
}

function taskLook(task: Task): Look {
  const ending = task.desiredStatus === 'STOPPED' && task.lastStatus !== 'STOPPED';
  const isReady = ownContainers(task.containers).some((each) => execReadiness(task, each).state === 'ready');
  return {
    kind: vscode.l10n.t('task'),
    label: shortId(task),
    description: present([
      ending ? localize('{0}, stopping', task.lastStatus) : task.lastStatus,
      task.definition,
      task.execEnabled ? '' : vscode.l10n.t('exec off'),
    ]).join(' · '),
    icon: ending ? 'stop-circle' : task.lastStatus === 'RUNNING' ? 'play-circle' : 'sync',
    tooltip: [
      task.arn,
      present([task.launchType, task.platformFamily]).join(' · '),
      task.startedAt === undefined ? '' : localize('Started {0}', task.startedAt.toLocaleString()),
    ],
    context: isReady ? 'ecsTask execReady' : 'ecsTask',
  };
}

const READINESS_ICONS: Readonly<Record<ExecReadiness['state'], readonly [icon: string, color?: string]>> = {
  ready: ['terminal', 'testing.iconPassed'],
  starting: ['sync'],
  ended: ['stop-circle'],
  'agent-stopped': ['warning', 'list.warningForeground'],
  'no-agent': ['circle-slash'],
  off: ['circle-slash'],
};

function containerLook({ parent: { task }, container }: ContainerNode): Look {
  const readiness = execReadiness(task, container);
  const sidecar = sidecarOf(container);
  const [icon, color] = READINESS_ICONS[readiness.state];
  const advice = nextStep(readiness);
  return {
    kind: vscode.l10n.t('container'),
    label: container.name,
    description: present([sidecar && inWords(sidecar), inWords(summarize(readiness))]).join(' · '),
    icon,
    ...(color !== undefined && { color }),
    tooltip: present([container.image, advice && inWords(advice)]),
    context: [
      'ecsContainer',
      readiness.state === 'ready' ? 'execReady' : 'execNotReady',
      ...(sidecar === undefined ? [] : ['sidecar']),
    ].join(' '),
  };
}
