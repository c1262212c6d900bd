import type { Aws } from '../../../../src/aws/api/aws.ts';
import type { ArnsPage, Cluster, Clusters, Described, Service } from '../../../../src/aws/api/clusters.ts';
import type { Gateway } from '../../../../src/aws/api/gateway.ts';
import type { Task } from '../../../../src/aws/api/tasks.ts';
import { Favourites } from '../../../../src/vscode/connections/favourites.ts';
import { LiveConnection } from '../../../../src/vscode/connections/live-connection.ts';
import { cluster, service, task } from '../../../support/live-tasks.ts';
import { memento } from '../../../support/memento.ts';

const PAGE = 100;

/** Clusters, services and tasks that answer as ECS does, and how often they were asked. */
export class Cloud {
  readonly clusters = new Map<string, Cluster>();
  /** By the cluster's name. */
  readonly services = new Map<string, Map<string, Service>>();
  readonly tasks = new Map<string, Map<string, Task>>();
  /** Calls by operation, as AWS counts them. */
  readonly calls: Record<string, number> = {};
  /** What every question rejects with. */
  refusal: Error | undefined;
  readonly connection: LiveConnection;

  constructor() {
    const questions: Partial<Clusters> = {
      clusterArns: () => this.#pages('ListClusters', () => [...this.clusters.values()].map(({ arn }) => arn)),
      serviceArns: (arn) => this.#pages('ListServices', () => [...this.#in(this.services, arn).keys()]),
      taskArns: (arn, of) =>
        this.#pages('ListTasks', () =>
          [...this.#in(this.tasks, arn).values()]
            .filter((each) => of === undefined || (typeof of === 'string' && each.group === `service:${of}`))
            .map((each) => each.arn),
        ),
      describeClusters: (arns) => this.#describe('DescribeClusters', 100, arns, byArn(this.clusters.values())),
      describeServices: (arn, arns) => this.#describe('DescribeServices', 10, arns, this.#in(this.services, arn)),
      describeTasks: (arn, arns) => this.#describe('DescribeTasks', 100, arns, this.#in(this.tasks, arn)),
    };
    const gateway = { clusters: questions as Clusters } as Gateway;
    const aws = { connect: () => Promise.resolve(gateway) } as Partial<Aws> as Aws;
    this.connection = new LiveConnection(
      { profile: undefined, region: undefined, endpoint: undefined, sessionEndpoint: undefined },
      {
        aws: () => Promise.resolve(aws),
        favourites: new Favourites(memento()),
        onLearned: () => undefined,
        shared: { mfaCode: () => Promise.reject(new Error('nobody is there')), log: () => undefined },
      },
    );
  }

  get total(): number {
    return Object.values(this.calls).reduce((sum, count) => sum + count, 0);
  }

  /** A cluster with so many services of so many tasks, and tasks of none. */
  add(name: string, services: number, tasksPerService: number, standalone = 0): void {
    this.clusters.set(name, { ...cluster(name, services * tasksPerService + standalone), activeServices: services });
    const ofCluster = new Map<string, Service>();
    const tasks = new Map<string, Task>();
    for (let index = 1; index <= services; index += 1) {
      const each = service(`${name}-web-${index}`, { desired: tasksPerService });
      ofCluster.set(each.arn, each);
      for (let number = 0; number < tasksPerService; number += 1) {
        const one = task(name, each.name, `${each.name}-${number}`);
        tasks.set(one.arn, one);
      }
    }
    for (let number = 0; number < standalone; number += 1) {
      const one = task(name, 'job', `job-${number}`, { group: 'family:job' });
      tasks.set(one.arn, one);
    }
    this.services.set(name, ofCluster);
    this.tasks.set(name, tasks);
  }

  changeService(clusterName: string, name: string, change: Partial<Service>): void {
    const services = this.services.get(clusterName);
    for (const [arn, each] of services ?? []) {
      if (each.name === name) {
        services?.set(arn, { ...each, ...change });
      }
    }
  }

  changeTask(clusterName: string, id: string, change: Partial<Task>): void {
    const tasks = this.tasks.get(clusterName);
    for (const [arn, each] of tasks ?? []) {
      if (each.id === id) {
        tasks?.set(arn, { ...each, ...change });
      }
    }
  }

  #in<T>(things: ReadonlyMap<string, Map<string, T>>, arn: string): Map<string, T> {
    return things.get(arn.slice(arn.lastIndexOf('/') + 1)) ?? new Map<string, T>();
  }

  async *#pages(operation: string, arns: () => readonly string[]): AsyncGenerator<ArnsPage> {
    let from = 0;
    for (;;) {
      this.#count(operation);
      await new Promise(setImmediate);
      const all = arns();
      const hasMore = all.length > from + PAGE;
      yield { arns: all.slice(from, from + PAGE), hasMore };
      if (!hasMore) {
        return;
      }
      from += PAGE;
    }
  }

  async #describe<T>(
    operation: string,
    perCall: number,
    arns: readonly string[],
    known: ReadonlyMap<string, T>,
  ): Promise<Described<T>> {
    for (let call = 0; call < arns.length / perCall; call += 1) {
      this.#count(operation);
    }
    await new Promise(setImmediate);
    return {
      items: arns.flatMap((arn) => known.get(arn) ?? []),
      failures: new Map(arns.filter((arn) => !known.has(arn)).map((arn) => [arn, 'MISSING'])),
    };
  }

  #count(operation: string): void {
    this.calls[operation] = (this.calls[operation] ?? 0) + 1;
    if (this.refusal !== undefined) {
      throw this.refusal;
    }
  }
}

function byArn<T extends { readonly arn: string }>(items: Iterable<T>): ReadonlyMap<string, T> {
  return new Map([...items].map((item) => [item.arn, item]));
}
