import assert from 'node:assert/strict';
import { Memory } from '../../../src/readiness/gather/memory.ts';
import { makeReport } from '../../../src/readiness/make-report.ts';
import type { CheckId } from '../../../src/readiness/model/check.ts';
import type { Place } from '../../../src/readiness/model/facts.ts';
import type { Judged, Report } from '../../../src/readiness/model/report.ts';
import { english } from '../../../src/text.ts';
import { connect, enterHome } from '../../aws/support/connected.ts';
import { type Scenario, type Simulator, startSimulator } from '../../simulator/index.ts';

/** A world of the simulator's, and the means to ask it. */
export interface Reporting {
  readonly simulator: Simulator;
  /** The container that it is about. */
  readonly place: Place;
  /** A report through a connection of its own, for which nothing is remembered. */
  readonly report: (about?: Place) => Promise<Report>;
}

/** Runs a test in the world of a scenario: on the container whose name begins so, of the first task of its service. */
export async function reporting(
  scenario: Scenario,
  run: (world: Reporting) => Promise<void>,
  container = 'app',
): Promise<void> {
  await using _home = await enterHome();
  await using simulator = await startSimulator({ scenario });
  Object.assign(process.env, simulator.environment);
  const place = placeIn(simulator, container);
  const report = async (about = place): Promise<Report> => {
    const gateway = await connect();
    try {
      return await makeReport(about, gateway, { memory: new Memory() });
    } finally {
      gateway.dispose();
    }
  };
  await run({ simulator, place, report });
}

/** The container whose name begins so, in the newest task that is to run, else in any. */
export function placeIn({ world }: Simulator, container: string): Place {
  for (const cluster of world.clusters.values()) {
    const tasks = [...cluster.tasks.values()].toReversed();
    const wanted = tasks.filter(({ description }) => description.desiredStatus === 'RUNNING');
    for (const { description } of [...wanted, ...tasks]) {
      const name = description.containers?.find((each) => each.name?.startsWith(container) === true)?.name;
      if (name !== undefined) {
        return {
          clusterArn: cluster.description.clusterArn ?? '',
          taskArn: description.taskArn ?? '',
          container: name,
          region: world.region,
        };
      }
    }
  }
  assert.fail(`No task has a container ${container}.`);
}

export function judgementOf({ checks }: Report, id: CheckId): Judged {
  const found = checks.find((check) => check.id === id);
  assert.ok(found, `There is no check ${id}.`);
  return found;
}

/** What a report says, a line a check, for a failing test. */
export function inShort({ checks, paths }: Report): string {
  return [
    ...checks.map((check) => `${check.state} ${check.id}: ${english(check.sentence)} ${check.permissions.join(' ')}`),
    ...paths.map((path) => `path ${path.service} ${path.state}: ${english(path.sentence)}`),
  ].join('\n');
}
