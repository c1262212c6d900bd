import type { Service, Task } from '@aws-sdk/client-ecs';
import { findTaskDefinition } from '../world/build-task-definition.ts';
import type { Clock } from '../world/clock.ts';
import { hex } from '../world/identity.ts';
import type { DeployScenario, TaskScenario } from '../world/scenario.ts';
import type { Stop } from '../world/stop-task.ts';
import { serviceGroup, type World, type WorldCluster, type WorldTask } from '../world/world.ts';
import { ServiceLife } from './service-life.ts';
import { TaskLife } from './task-life.ts';

/** Lets a world live: its tasks start and stop, and its services keep what they want. */
export class Life {
  readonly clock: Clock;
  readonly #world: World;
  readonly #tasks: TaskLife;
  /** Of each service that something has happened to. */
  readonly #services = new Map<Service, ServiceLife>();
  #ran = 0;

  /** `onGone` is told of each task whose containers are gone. */
  constructor(world: World, clock: Clock, onGone: (task: Task) => void) {
    this.#world = world;
    this.clock = clock;
    this.#tasks = new TaskLife(world, clock, {
      changed: (cluster, task) => this.#ownerOf(cluster, task)?.taskChanged(task),
      leaving: (cluster, task, how) => this.#ownerOf(cluster, task)?.taskLeaving(task, how),
      gone: ({ description }) => onGone(description),
    });
  }

  /** How a service lives. */
  of(cluster: WorldCluster, service: Service): ServiceLife {
    let life = this.#services.get(service);
    if (life === undefined) {
      life = new ServiceLife(this.#world, cluster, service, this.clock, this.#tasks);
      this.#services.set(service, life);
    }
    return life;
  }

  /** Starts a task that belongs to no service; its scenario names its definition by ARN. */
  run(cluster: WorldCluster, scenario: TaskScenario): WorldTask {
    this.#ran += 1;
    return this.#tasks.start(cluster, hex(32, 'run', cluster.name, this.#ran), scenario);
  }

  /** Stops a task; one that is stopping already goes on doing so. */
  stop(cluster: WorldCluster, task: WorldTask, how?: Stop): void {
    // What belongs to its service is known before it is missing.
    this.#ownerOf(cluster, task);
    this.#tasks.stop(cluster, task, how);
  }

  /** Lets what the scenario has left half done go on, and its services look at what they have. */
  begin(): void {
    for (const cluster of this.#world.clusters.values()) {
      for (const task of cluster.tasks.values()) {
        this.#tasks.goOn(cluster, task);
      }
      for (const service of cluster.services.values()) {
        const life = this.of(cluster, service);
        life.reconcile();
        const { deploys } = cluster.scenario.services?.find(({ name }) => name === service.serviceName) ?? {};
        if (deploys !== undefined) {
          this.#deployAgain(life, deploys, 0);
        }
      }
    }
  }

  #deployAgain(life: ServiceLife, deploys: DeployScenario, round: number): void {
    this.clock.after(deploys.every * 60, () => {
      const { taskDefinitions: names = [] } = deploys;
      const reference = names[round % names.length];
      const definition = reference && findTaskDefinition(this.#world.taskDefinitions, this.#world, reference);
      if (definition) {
        life.service.taskDefinition = definition.description.taskDefinitionArn;
      }
      life.deploy();
      this.#deployAgain(life, deploys, round + 1);
    });
  }

  #ownerOf(cluster: WorldCluster, { description: { group = '' } }: WorldTask): ServiceLife | undefined {
    const service = [...cluster.services.values()].find(({ serviceName = '' }) => serviceGroup(serviceName) === group);
    return service && this.of(cluster, service);
  }
}
