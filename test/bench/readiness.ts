import type { Gateway } from '../../src/aws/api/gateway.ts';
import { aws } from '../../src/aws/index.ts';
import { Memory } from '../../src/readiness/gather/memory.ts';
import { makeReport } from '../../src/readiness/make-report.ts';
import type { Place } from '../../src/readiness/model/facts.ts';
import type { Report } from '../../src/readiness/model/report.ts';
import { type Simulator, startSimulator } from '../simulator/index.ts';
import { READY } from '../simulator/scenarios/causes.ts';
import type { Row } from './row.ts';
import { withoutPace } from './without-pace.ts';

/** Milliseconds that AWS takes for an answer. */
const LATENCY = 50;

interface Measured {
  readonly report: Report;
  readonly took: number;
}

/** A whole report, and another one within a minute, through a connection whose code is loaded. */
export async function benchReadiness(): Promise<Row[]> {
  const rows: Row[] = [];
  for (const [name, scenario] of Object.entries(READY)) {
    await using simulator = await startSimulator({ scenario });
    Object.assign(process.env, simulator.environment);
    // The SDK's code is loaded before.
    await measured(simulator, new Memory(), 0);
    const memory = new Memory();
    const gateway = await connect(simulator);
    const first = await measured(simulator, memory, LATENCY, gateway);
    const second = await measured(simulator, memory, LATENCY, gateway);
    gateway.dispose();
    rows.push(
      {
        what: `report: ${name}, at ${LATENCY} ms a call`,
        figure: `${first.took.toFixed(0)} ms`,
        ratio: `${first.report.calls} calls, ${(first.took / LATENCY).toFixed(1)} × one`,
        goal: '≤ 400 ms, ≤ 25 calls',
      },
      {
        what: `report: ${name}, again within a minute`,
        figure: `${second.took.toFixed(0)} ms`,
        ratio: `${second.report.calls} calls`,
      },
    );
  }
  return rows;
}

async function measured(simulator: Simulator, memory: Memory, latency: number, given?: Gateway): Promise<Measured> {
  const gateway = given ?? (await connect(simulator));
  simulator.faults.latency = latency;
  const begin = performance.now();
  const report = await makeReport(placeIn(simulator), gateway, { memory });
  const took = performance.now() - begin;
  if (given === undefined) {
    gateway.dispose();
  }
  return { report, took };
}

function connect(simulator: Simulator): Promise<Gateway> {
  return aws.connect({
    profile: undefined,
    region: 'eu-central-1',
    endpoint: simulator.endpoint,
    mfaCode: () => Promise.reject(new Error('There is no code.')),
    timing: withoutPace(),
    log: (line) => console.error(line),
  });
}

function placeIn({ world }: Simulator): Place {
  const [cluster] = world.clusters.values();
  const [task] = cluster?.tasks.values() ?? [];
  return {
    clusterArn: cluster?.description.clusterArn ?? '',
    taskArn: task?.description.taskArn ?? '',
    container: 'app',
    region: world.region,
  };
}
