import type { Container, Task } from '@aws-sdk/client-ecs';
import { buildTask } from '../world/build-task.ts';
import { findTaskDefinition } from '../world/build-task-definition.ts';
import type { Clock } from '../world/clock.ts';
import type { ContainerScenario, TaskFailure, TaskScenario, TaskStatus } from '../world/scenario.ts';
import { type Stop, stopTask } from '../world/stop-task.ts';
import type { World, WorldCluster, WorldTask, WorldTaskDefinition } from '../world/world.ts';
import { failedStart, failureAfterStart } from './task-failures.ts';

/** How many seconds a task is in each state, about as on Fargate. */
const SECONDS = {
  provisioning: 5,
  pending: 12,
  activating: 3,
  /** From RUNNING to the start of its exec agents. */
  agent: 3,
  /** From RUNNING to the first good health check. */
  healthy: 10,
  /** From RUNNING to the third bad one. */
  unhealthy: 30,
  deactivating: 5,
  stopping: 5,
  deprovisioning: 5,
  /** How long ECS describes a task that has stopped: "about one hour". */
  remembered: 3600,
} as const;

/** What tasks tell of themselves as they live. */
export interface TaskListener {
  /** A task has changed its state, its health or its agents. */
  changed(cluster: WorldCluster, task: WorldTask): void;
  /** A task has begun to stop, by itself or because it was told to. */
  leaving(cluster: WorldCluster, task: WorldTask, how: Stop): void;
  /** Its containers are gone, and with them whatever ran in them. */
  gone(task: WorldTask): void;
}

/** Starts and stops tasks, with all the states that ECS gives them. */
export class TaskLife {
  readonly #world: World;
  readonly #clock: Clock;
  readonly #listener: TaskListener;
  /** What would happen next to a task; undone where it is stopped before. */
  readonly #next = new Map<WorldTask, Set<() => void>>();

  constructor(world: World, clock: Clock, listener: TaskListener) {
    this.#world = world;
    this.#clock = clock;
    this.#listener = listener;
  }

  /** Starts a task of a definition of this world, which its scenario names by ARN; `id` is its own. */
  start(cluster: WorldCluster, id: string, scenario: TaskScenario): WorldTask {
    const awsvpc = this.#definition(scenario).description.networkMode === 'awsvpc';
    const full: TaskScenario = { ...scenario, id, count: undefined, age: 0 };
    const [, task] = this.#build(cluster, { ...full, status: awsvpc ? 'PROVISIONING' : 'PENDING' });
    cluster.tasks.set(id, task);
    this.#goOn(cluster, task);
    return task;
  }

  /** Lets what a scenario has begun go on: a task that starts, or that stops. */
  goOn(cluster: WorldCluster, task: WorldTask): void {
    if (task.description.desiredStatus === 'STOPPED') {
      this.#finish(cluster, task, {});
    } else {
      this.#goOn(cluster, task);
    }
  }

  /** Stops a task; one that is stopping already goes on doing so. */
  stop(cluster: WorldCluster, task: WorldTask, how: Stop = {}): void {
    const { description } = task;
    if (description.desiredStatus === 'STOPPED') {
      return;
    }
    for (const undo of this.#next.get(task) ?? []) {
      undo();
    }
    this.#next.delete(task);
    const ran = description.lastStatus === 'RUNNING' || description.lastStatus === 'ACTIVATING';
    Object.assign(description, {
      desiredStatus: 'STOPPED',
      stopCode: how.stopCode ?? 'UserInitiated',
      stoppedReason: how.stoppedReason ?? 'Task stopped by user',
      stoppingAt: this.#clock.now(),
      lastStatus: ran && this.#isRegistered(task) ? 'DEACTIVATING' : 'STOPPING',
    } satisfies Partial<Task>);
    this.#listener.leaving(cluster, task, how);
    this.#finish(cluster, task, how);
  }

  /** From PROVISIONING to RUNNING, from wherever it is. */
  #goOn(cluster: WorldCluster, task: WorldTask): void {
    const { scenario, description } = task;
    const failure = this.#failure(scenario);
    const step = (seconds: number, status: TaskStatus): void =>
      this.#after(task, seconds, () => {
        this.#become(cluster, task, status);
        this.#goOn(cluster, task);
      });
    switch (description.lastStatus) {
      case 'PROVISIONING':
        step(SECONDS.provisioning, 'PENDING');
        return;
      case 'PENDING': {
        const stop = failure && failedStart(failure, this.#definition(scenario).description, description);
        if (stop) {
          this.#after(task, SECONDS.pending, () => this.stop(cluster, task, stop));
        } else {
          step(SECONDS.pending, this.#isRegistered(task) ? 'ACTIVATING' : 'RUNNING');
        }
        return;
      }
      case 'ACTIVATING':
        step(SECONDS.activating, 'RUNNING');
        return;
      default:
        this.#run(cluster, task, failure);
    }
  }

  #run(cluster: WorldCluster, task: WorldTask, failure: TaskFailure | undefined): void {
    const changed = (seconds: number, change: Parameters<TaskLife['change']>[2]): void =>
      this.#after(task, seconds, () => this.change(cluster, task, change));
    changed(SECONDS.agent, { agents: true });
    if (failure?.how === 'unhealthy') {
      changed(SECONDS.unhealthy, { health: 'UNHEALTHY' });
      return;
    }
    changed(SECONDS.healthy, { health: 'HEALTHY' });
    const stop = failure && failureAfterStart(failure, task.description);
    if (stop) {
      this.#after(task, failure.after ?? SECONDS.agent + 2, () => this.stop(cluster, task, stop));
    }
  }

  /** Changes what a running task says of its exec agents, or of its health. */
  change(
    cluster: WorldCluster,
    task: WorldTask,
    { agents = false, health }: { agents?: boolean; health?: 'HEALTHY' | 'UNHEALTHY' },
  ): void {
    const { description, scenario } = task;
    const [, wanted] = this.#build(cluster, { ...scenario, status: 'RUNNING' });
    const checked = new Set(
      this.#definition(scenario)
        .description.containerDefinitions?.filter(({ healthCheck }) => healthCheck)
        .map(({ name }) => name),
    );
    description.containers = description.containers?.map((container): Container => {
      const like = wanted.description.containers?.find(({ name }) => name === container.name);
      return {
        ...container,
        ...(agents && { managedAgents: like?.managedAgents }),
        ...(health &&
          checked.has(container.name) && { healthStatus: like?.healthStatus === 'UNHEALTHY' ? 'UNHEALTHY' : health }),
      };
    });
    if (health && checked.size > 0) {
      description.healthStatus = health;
    }
    this.#listener.changed(cluster, task);
  }

  /** From DEACTIVATING to STOPPED, and out of ECS's memory. */
  #finish(cluster: WorldCluster, task: WorldTask, how: Stop): void {
    const { description } = task;
    const goOn = (seconds: number, status: TaskStatus, happens: () => void = () => undefined): void =>
      this.#after(task, seconds, () => {
        happens();
        description.lastStatus = status;
        this.#listener.changed(cluster, task);
        this.#finish(cluster, task, how);
      });
    switch (description.lastStatus) {
      case 'DEACTIVATING':
        goOn(SECONDS.deactivating, 'STOPPING');
        return;
      case 'STOPPED':
        this.#after(task, SECONDS.remembered, () => {
          cluster.tasks.delete(description.taskArn?.split('/').at(-1) ?? '');
          this.#next.delete(task);
        });
        return;
      case 'DEPROVISIONING':
        goOn(SECONDS.deprovisioning, 'STOPPED', () => (description.stoppedAt = this.#clock.now()));
        return;
      default: {
        const awsvpc = description.attachments?.some(({ type }) => type === 'ElasticNetworkInterface') === true;
        goOn(SECONDS.stopping, awsvpc ? 'DEPROVISIONING' : 'STOPPED', () => {
          const { stopCode, stoppedReason, stoppingAt } = description;
          stopTask(task, { exits: how.exits, stopCode, stoppedReason }, this.#clock.now());
          Object.assign(description, { stoppingAt, ...(awsvpc && { stoppedAt: undefined }) });
          this.#listener.gone(task);
        });
      }
    }
  }

  /** Takes a status, with all that depends on it. */
  #become(cluster: WorldCluster, task: WorldTask, status: TaskStatus): void {
    const { description, scenario } = task;
    const { createdAt, pullStartedAt, connectivityAt } = description;
    const names = this.#definition(scenario).description.containerDefinitions?.map(({ name = '' }) => name) ?? [];
    const [, built] = this.#build(cluster, {
      ...scenario,
      status,
      agent: 'PENDING',
      containers: Object.fromEntries(
        names.map((name): [string, ContainerScenario] => [name, { ...scenario.containers?.[name], health: 'UNKNOWN' }]),
      ),
    });
    const now = this.#clock.now();
    const begun = status === 'PENDING' || status === 'PROVISIONING';
    Object.assign(description, built.description, {
      createdAt,
      connectivity: 'CONNECTED',
      connectivityAt: connectivityAt ?? now,
      pullStartedAt: pullStartedAt ?? now,
      pullStoppedAt: begun ? undefined : (description.pullStoppedAt ?? now),
      startedAt: status === 'RUNNING' ? now : undefined,
    } satisfies Partial<Task>);
    this.#listener.changed(cluster, task);
  }

  #build(cluster: WorldCluster, scenario: TaskScenario): [string, WorldTask] {
    const ground = { ...this.#world, now: this.#clock.now() };
    return buildTask(ground, this.#definition(scenario), cluster.scenario, scenario, '');
  }

  #definition({ taskDefinition = '' }: TaskScenario): WorldTaskDefinition {
    const found = findTaskDefinition(this.#world.taskDefinitions, this.#world, taskDefinition);
    if (found === undefined) {
      throw new Error(`There is no task definition ${taskDefinition}.`);
    }
    return found;
  }

  #failure(scenario: TaskScenario): TaskFailure | undefined {
    return scenario.fails ?? this.#definition(scenario).fails;
  }

  /** Whether something sends it traffic that must be told when it comes and goes. */
  #isRegistered({ scenario }: WorldTask): boolean {
    return scenario.registered === true;
  }

  #after(task: WorldTask, seconds: number, happens: () => void): void {
    const undone = this.#next.get(task) ?? new Set();
    this.#next.set(task, undone);
    const undo = this.#clock.after(seconds, () => {
      undone.delete(undo);
      happens();
    });
    undone.add(undo);
  }
}
