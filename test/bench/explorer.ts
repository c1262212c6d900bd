import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { ListNode } from '../../src/vscode/explorer/nodes.ts';
import { largeAccount, manyTasks, type Simulator, startSimulator } from '../simulator/index.ts';
import { isList } from '../vscode/explorer/support/shown.ts';
import { BenchTree } from './explorer-tree.ts';
import type { Row } from './row.ts';

const CLUSTERS = 500;
const SERVICES = 5_000;
const TASKS = 20_000;
/** How many rows a list shows, and how many one call lists or describes: what the API allows at most. */
const SHOWN = 100;
const PER_LIST = 100;
const SERVICES_PER_CALL = 10;

/** The tree of a large account: how many calls it takes, how soon there is something to see, and what is drawn. */
export async function benchExplorer(): Promise<Row[]> {
  return [...(await benchCluster()), ...(await benchAccount())];
}

/** One cluster with all services and tasks. */
async function benchCluster(): Promise<Row[]> {
  await using simulator = await startSimulator({ scenario: manyTasks(TASKS, SERVICES) });
  Object.assign(process.env, simulator.environment);
  const tree = new BenchTree(simulator.endpoint);
  const [cluster] = (await tree.below()).filter(isList);
  if (cluster === undefined) {
    throw new Error('The scenario has no cluster.');
  }
  const counted = counter(simulator);
  const start = performance.now();
  await tree.first(cluster);
  const first = performance.now() - start;
  const services = await tree.below(cluster);
  const all = performance.now() - start;
  const opened = services.filter(isList).slice(0, 20);
  for (const service of opened) {
    await tree.below(service);
  }
  const calls = counted();
  const least = SERVICES / PER_LIST + SHOWN / SERVICES_PER_CALL + 2 * opened.length;
  return [
    {
      what: `calls for ${SHOWN} of ${SERVICES} services and the tasks of ${opened.length}`,
      figure: String(calls),
      ratio: `${(calls / least).toFixed(2)} of the least possible`,
      goal: '≤ 1.05',
    },
    {
      what: 'time to the first names, and to all that is shown',
      figure: `${first.toFixed(0)} ms, ${all.toFixed(0)} ms`,
      ratio: `${((100 * first) / all).toFixed(0)} %`,
    },
    ...(await benchLooks(tree, counted, SHOWN / SERVICES_PER_CALL + 2)),
  ];
}

/** What it costs that the tree stays up to date. */
async function benchLooks(tree: BenchTree, counted: () => number, least: number): Promise<Row[]> {
  const { shown } = tree;
  shown.drawn.length = 0;
  const before = counted();
  await shown.look();
  const calls = counted() - before;
  await tree.refreshed();
  return [
    {
      what: 'calls of a look at all that is shown',
      figure: String(calls),
      ratio: `${(calls / least).toFixed(2)} of the least possible`,
      goal: '≤ 1.05',
    },
    {
      what: 'nodes drawn anew by a look and a refresh without a change',
      figure: String(shown.drawn.length),
      goal: '0',
    },
  ];
}

/** Services and tasks spread over many clusters. */
async function benchAccount(): Promise<Row[]> {
  const scenario = largeAccount(CLUSTERS, SERVICES / CLUSTERS, TASKS / SERVICES);
  await using simulator = await startSimulator({ scenario });
  Object.assign(process.env, simulator.environment);
  const counted = counter(simulator);
  const tree = new BenchTree(simulator.endpoint);
  const clusters: readonly ListNode[] = (await tree.below()).filter(isList);
  const opened = clusters.slice(0, 20);
  for (const cluster of opened) {
    await tree.below(cluster);
  }
  const calls = counted();
  const least = CLUSTERS / PER_LIST + 1 + 2 * opened.length;
  const { bytes, tasks } = await memoryOf(simulator);
  return [
    {
      what: `calls for ${SHOWN} of ${CLUSTERS} clusters and the services of ${opened.length}`,
      figure: String(calls),
      ratio: `${(calls / least).toFixed(2)} of the least possible`,
      goal: '≤ 1.05',
    },
    {
      what: `memory of the tree and the SDK: ${SHOWN} clusters, 1000 services, ${tasks} tasks`,
      figure: `${(bytes / 1024 / 1024).toFixed(0)} MB`,
      goal: '< 60 MB',
    },
  ];
}

async function memoryOf({ endpoint }: Simulator): Promise<{ readonly bytes: number; readonly tasks: number }> {
  const peer = fileURLToPath(new URL('explorer-peer.ts', import.meta.url));
  const { stdout } = await promisify(execFile)(process.execPath, ['--expose-gc', peer, endpoint]);
  return JSON.parse(stdout) as { bytes: number; tasks: number };
}

/** Counts the calls from now on. */
function counter({ requests }: Simulator): () => number {
  const before = requests.length;
  return () => requests.length - before;
}
