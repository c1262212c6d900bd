import assert from 'node:assert/strict';
import type * as vscode from 'vscode';
import { DebugCopies } from '../../../src/vscode/changes/debug-copies.ts';
import { Documents } from '../../../src/vscode/documents/documents.ts';
import { Explorer } from '../../../src/vscode/explorer/explorer.ts';
import {
  clusterNode,
  connectionNode,
  type ContainerNode,
  containerNodes,
  type Node,
  type ServiceNode,
  serviceNode,
  type TaskNode,
  taskNode,
} from '../../../src/vscode/explorer/nodes.ts';
import { until } from '../runner/until.ts';
import { liveParts } from './parts.ts';
import { lookAtSimulator } from './simulator.ts';

/** The parts that commands on what runs need, and the nodes of the tree on which they are selected. */
export function actionParts() {
  const live = liveParts();
  const { log, connections } = live;
  const explorer = new Explorer(connections, log);
  const documents = new Documents(log);
  const stopped: string[] = [];
  const copies = new DebugCopies(log, (taskArn) => stopped.push(taskArn));
  const opened: string[] = [];
  const openExternal = (url: vscode.Uri): Promise<boolean> => {
    opened.push(url.toString(true));
    return Promise.resolve(true);
  };
  const selected: Node[] = [];
  const parts = { ...live, explorer, documents, copies, openExternal, selection: () => selected };

  const service = async (cluster: string, name: string): Promise<ServiceNode> => {
    const connection = connections.main;
    const gateway = await connection.gateway();
    for await (const clusters of gateway.clusters.listClusters()) {
      for (const found of clusters.filter((each) => each.name === cluster)) {
        for await (const services of gateway.clusters.listServices(found.arn)) {
          const wanted = services.find((each) => each.name === name);
          if (wanted !== undefined) {
            return serviceNode(wanted, clusterNode(found, connectionNode(connection)));
          }
        }
      }
    }
    return assert.fail(`There is no service ${name}.`);
  };
  /** The newest of a service that runs. */
  const task = async (cluster: string, name: string): Promise<TaskNode> => {
    const parent = await service(cluster, name);
    const gateway = await connections.main.gateway();
    return until(`a task of ${name}`, async () => {
      const filter = { kind: 'service', service: name } as const;
      for await (const tasks of gateway.clusters.listTasks(parent.parent.cluster.arn, filter)) {
        const running = tasks.find(({ lastStatus }) => lastStatus === 'RUNNING');
        if (running !== undefined) {
          return taskNode(running, parent);
        }
      }
      return undefined;
    });
  };
  const container = async (cluster: string, name: string): Promise<ContainerNode> => {
    const [first] = containerNodes(await task(cluster, name));
    assert.ok(first);
    return first;
  };
  /** What is selected in the tree from now on. */
  const select = (...nodes: readonly Node[]): void => void selected.splice(0, Infinity, ...nodes);
  const close = async (): Promise<void> => {
    await copies.close();
    [explorer, documents, copies].forEach((each) => each.dispose());
    await live.close();
  };
  return { parts, service, task, container, select, opened, stopped, close };
}

/** The calls that the simulator gets while something is done, by their operations. */
export async function callsOf(run: () => Promise<unknown>): Promise<readonly Call[]> {
  const before = (await lookAtSimulator()).calls.length;
  await run();
  return (await lookAtSimulator()).calls.slice(before);
}

type Call = Awaited<ReturnType<typeof lookAtSimulator>>['calls'][number];

/** Whether an operation changes anything in AWS, a session included, by the words with which AWS's names begin. */
export function isWrite(operation: string): boolean {
  return !/^(Describe|Filter|Get|Head|List|Simulate)/.test(operation);
}

/** What changes something in AWS, and what opens a session. */
export const WRITES: readonly string[] = [
  'UpdateService',
  'StopTask',
  'RunTask',
  'StopServiceDeployment',
  'ContinueServiceDeployment',
  'PutRolePolicy',
  'UpdateAssumeRolePolicy',
];
export const SESSIONS: readonly string[] = ['ExecuteCommand', 'StartSession'];
