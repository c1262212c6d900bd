import type { Gateway } from '../../src/aws/api/gateway.ts';
import { aws } from '../../src/aws/index.ts';
import { manyTasks, startSimulator } from '../simulator/index.ts';
import type { Row } from './row.ts';
import { withoutPace } from './without-pace.ts';

const TASKS = 10_000;
/** How many tasks one call lists, or describes: what the API allows at most. */
const PER_CALL = 100;

/** The tree of a cluster with very many tasks: how many calls it takes, and how soon there is something to see. */
export async function benchExplorer(): Promise<Row[]> {
  await using simulator = await startSimulator({ scenario: manyTasks(TASKS) });
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
    const cluster = await firstCluster(gateway);
    const before = simulator.requests.length;
    const start = performance.now();
    let firstPage = 0;
    let tasks = 0;
    for await (const page of gateway.clusters.listTasks(cluster, { kind: 'all' })) {
      firstPage ||= performance.now() - start;
      tasks += page.length;
    }
    const all = performance.now() - start;
    const calls = simulator.requests.length - before;
    const least = 2 * Math.ceil(TASKS / PER_CALL);
    return [
      {
        what: `calls for a tree of ${tasks} tasks`,
        figure: String(calls),
        ratio: `${(calls / least).toFixed(2)} of the least possible`,
        goal: '1.00',
      },
      {
        what: 'time to its first page',
        figure: `${firstPage.toFixed(0)} ms`,
        ratio: `${((100 * firstPage) / all).toFixed(1)} % of all`,
      },
      { what: 'time to its last page', figure: `${all.toFixed(0)} ms` },
    ];
  } finally {
    gateway.dispose();
  }
}

async function firstCluster(gateway: Gateway): Promise<string> {
  for await (const [cluster] of gateway.clusters.listClusters()) {
    if (cluster !== undefined) {
      return cluster.arn;
    }
  }
  throw new Error('The scenario has no cluster.');
}
