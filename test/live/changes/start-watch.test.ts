import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import type { RolloutState, ServiceState } from '../../../src/aws/api/changes.ts';
import type { Task, TaskReport } from '../../../src/aws/api/tasks.ts';
import { untilDeployed, untilStarted, type WatchParts } from '../../../src/live/changes/start-watch.ts';
import { hindranceOf } from '../../../src/readiness/container.ts';
import { english } from '../../../src/text.ts';
import { connectionTo } from '../../support/connections.ts';
import { container, place, report, task, webTask } from '../../support/live-tasks.ts';

/** A clock that goes on when somebody waits. */
function watching(): WatchParts & { readonly told: string[]; readonly waits: () => number } {
  let time = 0;
  const told: string[] = [];
  return {
    now: () => time,
    wait: (delay, signal) => {
      signal.throwIfAborted();
      time += delay;
      return Promise.resolve();
    },
    hindrance: hindranceOf,
    tell: (progress) => told.push(english(progress)),
    signal: new AbortController().signal,
    told,
    waits: () => time / 5_000,
  };
}

const NAME = { clusterArn: place.clusterArn, serviceArn: 'arn:aws:ecs:eu-central-1:111122223333:service/shop/web' };
const PENDING = { execAgent: { status: 'PENDING', reason: undefined } };

function primary(id: string, failure?: string): RolloutState {
  return { id, isPrimary: true, failure };
}

/** A service whose tasks are, at each look, the next of these; after that, the last. */
function deploying(
  looks: readonly (readonly Task[])[],
  rollouts: readonly (readonly RolloutState[])[] = [[primary('ecs-svc/2')]],
) {
  let at = 0;
  return connectionTo({
    changes: {
      service: () =>
        Promise.resolve({
          name: 'web',
          desired: 2,
          deployments: rollouts[Math.min(at, rollouts.length - 1)] ?? [],
        } as unknown as ServiceState),
    } as never,
    clusters: {
      listTasks: async function* () {
        yield await Promise.resolve(looks[Math.min(at++, looks.length - 1)] ?? []);
      },
    } as never,
  });
}

function started(looks: readonly (TaskReport | undefined)[]) {
  let at = 0;
  return connectionTo({
    clusters: {
      taskReports: () => {
        const look = looks[Math.min(at++, looks.length - 1)];
        return Promise.resolve(look === undefined ? [] : [look]);
      },
    } as never,
  });
}

suite('waiting for new tasks of a service', () => {
  const old = task('shop', 'web', 'old');
  const fresh = task('shop', 'web', 'new');

  test('ends with the first container that is ready in a task that is new and has exec', async () => {
    const parts = watching();
    const connection = deploying([
      [old],
      [old, task('shop', 'web', 'off', { execEnabled: false })],
      [old, task('shop', 'web', 'new', { containers: [container(PENDING)] })],
      [old, fresh],
    ]);
    const found = await untilDeployed(connection, NAME, { deployment: 'ecs-svc/2', known: new Set([old.arn]) }, parts);
    assert.equal(found.task, fresh);
    assert.equal(found.connection, connection);
    assert.deepEqual(parts.told, [
      'Waiting for ECS to start new tasks…',
      'Waiting for ECS to start new tasks…',
      '1 of 2 new tasks started, waiting for their exec agents…',
    ]);
  });

  test('a sidecar that is ready is not what was waited for', async () => {
    const sidecar = container({ name: 'envoy', image: 'envoyproxy/envoy:v1' });
    const parts = watching();
    const half = task('shop', 'web', 'new', { containers: [sidecar, container(PENDING)] });
    await untilDeployed(deploying([[half], [fresh]]), NAME, { deployment: 'ecs-svc/2', known: new Set() }, parts);
    assert.equal(parts.waits(), 1);
  });

  test('rejects where the deployment has failed, with the reason', async () => {
    const failing = deploying(
      [[old]],
      [[primary('ecs-svc/2', 'ECS deployment circuit breaker: tasks failed to start.')]],
    );
    await assert.rejects(
      untilDeployed(failing, NAME, { deployment: 'ecs-svc/2', known: new Set([old.arn]) }, watching()),
      (error: Error) => {
        assert.match(error.message, /^The deployment of service "web" has failed: ECS deployment circuit breaker/);
        return true;
      },
    );
  });

  test('rejects where it was rolled back, and takes no task of the other deployment for its own', async () => {
    const followed = { deployment: 'ecs-svc/2', known: new Set([old.arn]) };
    const former = { ...primary('ecs-svc/1'), isPrimary: false };
    const before = [primary('ecs-svc/2'), former];
    const failed = [primary('ecs-svc/1'), { id: 'ecs-svc/2', isPrimary: false, failure: 'tasks failed to start.' }];
    await assert.rejects(untilDeployed(deploying([[old], [fresh]], [before, failed]), NAME, followed, watching()), {
      message: /has failed: tasks failed to start/,
    });
    for (const after of [
      [primary('ecs-svc/1'), { ...primary('ecs-svc/2'), isPrimary: false }],
      [primary('ecs-svc/1')],
    ]) {
      await assert.rejects(untilDeployed(deploying([[old], [fresh]], [before, after]), NAME, followed, watching()), {
        message: /was rolled back, or replaced by another one/,
      });
    }
  });

  test('waits for a deployment that ECS does not show yet', async () => {
    const followed = { deployment: 'ecs-svc/2', known: new Set([old.arn]) };
    const late = deploying([[old], [old, fresh]], [[primary('ecs-svc/1')], [primary('ecs-svc/2')]]);
    assert.equal((await untilDeployed(late, NAME, followed, watching())).task, fresh);
  });

  test('rejects after a quarter of an hour, or when nobody waits any longer', async () => {
    const parts = watching();
    await assert.rejects(untilDeployed(deploying([[]]), NAME, { deployment: 'ecs-svc/2', known: new Set() }, parts), {
      code: 'not-ready',
    });
    assert.equal(parts.waits(), 181);
    const reason = new Error('enough');
    const aborted = { ...watching(), signal: AbortSignal.abort(reason) };
    await assert.rejects(
      untilDeployed(deploying([[]]), NAME, { deployment: 'ecs-svc/2', known: new Set() }, aborted),
      reason,
    );
  });
});

suite('waiting for one task', () => {
  test('ends when its container is ready, though ECS may not know it at once', async () => {
    const parts = watching();
    const connection = started([
      undefined,
      report({}, { lastStatus: 'PROVISIONING', startedAt: undefined }),
      report({}, {}, PENDING),
      report(),
    ]);
    const found = await untilStarted(connection, webTask(), 'web', parts);
    assert.equal(found.container.name, 'web');
    assert.deepEqual(parts.told, [
      'The task is PENDING…',
      'The task is PROVISIONING…',
      'Task 01234567 is running, waiting for its exec agent…',
    ]);
  });

  test('rejects with why the task stopped', async () => {
    const stopped = report(
      { stopCode: 'TaskFailedToStart', stoppedReason: 'CannotPullContainerError: no such image' },
      { lastStatus: 'STOPPED', desiredStatus: 'STOPPED' },
    );
    await assert.rejects(untilStarted(started([stopped]), webTask(), 'web', watching()), {
      code: 'task-stopped',
      message: /it failed to start \(CannotPullContainerError: no such image\)/,
    });
  });

  test('rejects after ten minutes', async () => {
    const parts = watching();
    await assert.rejects(untilStarted(started([undefined]), webTask(), 'web', parts), { code: 'not-ready' });
    assert.equal(parts.waits(), 121);
  });
});
