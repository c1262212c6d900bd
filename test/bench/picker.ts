import type { Cluster } from '../../src/aws/api/clusters.ts';
import type { Gateway } from '../../src/aws/api/gateway.ts';
import { aws } from '../../src/aws/index.ts';
import { Problem } from '../../src/problem.ts';
import { sentence } from '../../src/text.ts';
import { ContainerFinder, type SearchEvents } from '../../src/vscode/containers/finder.ts';
import { startSimulator } from '../simulator/index.ts';
import type { Row } from './row.ts';
import { withoutPace } from './without-pace.ts';

const CLUSTERS = 300;
/** Milliseconds that AWS takes for an answer. */
const LATENCY = 30;
/** The cluster that is asked last by whoever asks in order. */
const LAST = `cluster-${CLUSTERS}`;

/**
 * The picker of containers where there are many clusters: how soon the wanted one is there, and all of them, beside the
 * tree and beside asking in order.
 */
export async function benchPicker(): Promise<Row[]> {
  const clusters = Array.from({ length: CLUSTERS }, (_, index) => ({
    name: `cluster-${index + 1}`,
    services: [{ name: 'web' }],
  }));
  await using simulator = await startSimulator({ scenario: { clusters } });
  Object.assign(process.env, simulator.environment);
  const gateway = await aws.connect({
    profile: undefined,
    region: 'eu-central-1',
    endpoint: simulator.endpoint,
    mfaCode: () => Promise.reject(new Error('There is no code.')),
    timing: withoutPace(),
    log: (line) => console.error(line),
  });
  try {
    simulator.faults.latency = LATENCY;
    const tree = await measured(() => openInTree(gateway));
    const inOrder = await measured(() => askInOrder(gateway));
    const wanted = await measured(() => find(gateway, ({ name }) => (name === LAST ? 1 : 0), LAST));
    const all = await measured(() => find(gateway, () => 0));
    return [
      { what: `tree: a container in one of ${CLUSTERS} clusters, at ${LATENCY} ms`, figure: milliseconds(tree) },
      {
        what: 'picker: the same container, its cluster typed',
        figure: milliseconds(wanted),
        ratio: `${(wanted / tree).toFixed(1)} × the tree`,
        goal: '≤ 2',
      },
      {
        what: 'picker: all containers, but for the pace AWS allows',
        figure: milliseconds(all),
        ratio: `${(all / tree).toFixed(1)} × the tree, ${(inOrder / all).toFixed(1)} × as fast as in order`,
      },
      {
        what: 'all containers, asked cluster after cluster',
        figure: milliseconds(inOrder),
        ratio: `${(inOrder / tree).toFixed(1)} × the tree`,
      },
    ];
  } finally {
    gateway.dispose();
  }
}

async function openInTree(gateway: Gateway): Promise<void> {
  for await (const clusters of gateway.clusters.listClusters()) {
    const cluster = clusters.find(({ name }) => name === LAST);
    if (cluster === undefined) {
      continue;
    }
    for await (const services of gateway.clusters.listServices(cluster.arn)) {
      for (const { name } of services) {
        await drain(gateway.clusters.listTasks(cluster.arn, { kind: 'service', service: name }));
      }
    }
  }
}

async function askInOrder(gateway: Gateway): Promise<void> {
  for await (const clusters of gateway.clusters.listClusters()) {
    for (const { arn } of clusters) {
      await drain(gateway.clusters.listTasks(arn, { kind: 'all' }));
    }
  }
}

/** Until the cluster of this name has answered, or all. */
async function find(gateway: Gateway, priority: (cluster: Cluster) => number, until?: string): Promise<void> {
  const abort = new AbortController();
  const events: SearchEvents = {
    // What the user has typed is in all of the names: the search goes on to its end.
    priority: (cluster) => 1 + priority(cluster),
    isTyped: () => true,
    onRest: () => undefined,
    typing: () => Promise.resolve(),
    onTasks: ({ name }) => {
      if (name === until) {
        abort.abort();
      }
    },
    onAnswer: () => undefined,
    onGone: () => undefined,
    onProgress: () => undefined,
  };
  const finder = new ContainerFinder(() => new Problem('unexpected', sentence('It failed.')));
  await finder.search(gateway.clusters, events, abort.signal).catch((error: unknown) => {
    if (!abort.signal.aborted) {
      throw error;
    }
  });
}

async function drain(pages: AsyncIterable<unknown>): Promise<void> {
  for await (const _ of pages) {
    // Only that they come.
  }
}

async function measured(run: () => Promise<void>): Promise<number> {
  const start = performance.now();
  await run();
  return performance.now() - start;
}

function milliseconds(time: number): string {
  return `${time.toFixed(0)} ms`;
}
