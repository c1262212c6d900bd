import {
  DescribeClustersCommand,
  DescribeContainerInstancesCommand,
  DescribeServicesCommand,
  DescribeTasksCommand,
  ListClustersCommand,
  ListServicesCommand,
  ListTasksCommand,
} from '@aws-sdk/client-ecs';
import type { Cluster, Clusters, Service, TaskFilter } from '../api/clusters.ts';
import type { Task, TaskReport } from '../api/tasks.ts';
import type { Asker } from './asker.ts';
import type { Clients } from './clients.ts';
import { toCluster, toService, toTask, toTaskReport } from './convert.ts';
import { batches, describedPages } from './pages.ts';
import { Remembered } from './remembered.ts';

/** Most names that one answer of a List call holds, for clusters, services and tasks alike (API reference). */
const LIST_PAGE = 100;
/**
 * Most services that one DescribeServices takes (API reference). DescribeClusters and DescribeTasks take a whole page.
 */
const SERVICES_PER_DESCRIBE = 10;
/** Most tasks that one DescribeTasks takes (API reference). */
const TASKS_PER_DESCRIBE = 100;
/** Instances whose operating system is remembered. */
const MOST_INSTANCES = 1_000;

/** Questions about clusters, services and tasks, put through AWS's SDK. */
export class SdkClusters implements Clusters {
  readonly #asker: Asker;
  readonly #clients: Pick<Clients, 'ecs'>;
  /** The operating system by the instance's ARN; empty where it does not say. */
  readonly #instances = new Remembered<string>(MOST_INSTANCES);

  constructor(asker: Asker, clients: Pick<Clients, 'ecs'>) {
    this.#asker = asker;
    this.#clients = clients;
  }

  listClusters(signal?: AbortSignal): AsyncIterable<readonly Cluster[]> {
    return describedPages(
      (token) =>
        this.#asker.ask('ListClusters', signal, async (options) => {
          const answer = await this.#clients.ecs.send(
            new ListClustersCommand({ maxResults: LIST_PAGE, nextToken: token }),
            options,
          );
          return { names: this.#asker.known(answer, answer.clusterArns, 'ecs') ?? [], token: answer.nextToken };
        }),
      (clusters) =>
        this.#asker.ask('DescribeClusters', signal, async (options) => {
          const answer = await this.#clients.ecs.send(
            new DescribeClustersCommand({ clusters: [...clusters] }),
            options,
          );
          return inOrder(clusters, (this.#asker.known(answer, answer.clusters, 'ecs') ?? []).map(toCluster));
        }),
    );
  }

  listServices(cluster: string, signal?: AbortSignal): AsyncIterable<readonly Service[]> {
    return describedPages(
      (token) =>
        this.#asker.ask('ListServices', signal, async (options) => {
          const answer = await this.#clients.ecs.send(
            new ListServicesCommand({ cluster, maxResults: LIST_PAGE, nextToken: token }),
            options,
          );
          return { names: this.#asker.known(answer, answer.serviceArns, 'ecs') ?? [], token: answer.nextToken };
        }),
      (names) =>
        this.#asker.ask('DescribeServices', signal, async (options) => {
          const answers = await Promise.all(
            batches(names, SERVICES_PER_DESCRIBE).map((services) =>
              this.#clients.ecs.send(new DescribeServicesCommand({ cluster, services: [...services] }), options),
            ),
          );
          return inOrder(
            names,
            answers.flatMap((answer) => this.#asker.known(answer, answer.services, 'ecs') ?? []).map(toService),
          );
        }),
    );
  }

  async *listTasks(cluster: string, filter: TaskFilter, signal?: AbortSignal): AsyncIterable<readonly Task[]> {
    // The API filters by service, but not by the lack of one.
    const serviceName = filter.kind === 'service' ? filter.service : undefined;
    const pages = describedPages(
      (token) =>
        this.#asker.ask('ListTasks', signal, async (options) => {
          const answer = await this.#clients.ecs.send(
            new ListTasksCommand({ cluster, serviceName, maxResults: LIST_PAGE, nextToken: token }),
            options,
          );
          return { names: this.#asker.known(answer, answer.taskArns, 'ecs') ?? [], token: answer.nextToken };
        }),
      (tasks) =>
        this.#asker.ask('DescribeTasks', signal, async (options) => {
          const answer = await this.#clients.ecs.send(
            new DescribeTasksCommand({ cluster, tasks: [...tasks] }),
            options,
          );
          return inOrder(tasks, (this.#asker.known(answer, answer.tasks, 'ecs') ?? []).map(toTask));
        }),
    );
    for await (const tasks of pages) {
      const wanted =
        filter.kind === 'standalone' ? tasks.filter(({ group }) => group?.startsWith('service:') !== true) : tasks;
      if (wanted.length > 0) {
        yield wanted;
      }
    }
  }

  taskReports(cluster: string, tasks: readonly string[], signal?: AbortSignal): Promise<readonly TaskReport[]> {
    return this.#asker.ask('DescribeTasks', signal, async (options) => {
      const answers = await Promise.all(
        batches(tasks, TASKS_PER_DESCRIBE).map((some) =>
          this.#clients.ecs.send(new DescribeTasksCommand({ cluster, tasks: [...some] }), options),
        ),
      );
      return answers.flatMap((answer) => this.#asker.known(answer, answer.tasks, 'ecs') ?? []).map(toTaskReport);
    });
  }

  async instanceOperatingSystem(cluster: string, instance: string, signal?: AbortSignal): Promise<string | undefined> {
    const type = await this.#instances.get(instance, () =>
      this.#asker.ask('DescribeContainerInstances', signal, async (options) => {
        const answer = await this.#clients.ecs.send(
          new DescribeContainerInstancesCommand({ cluster, containerInstances: [instance] }),
          options,
        );
        return (
          this.#asker
            .known(answer, answer.containerInstances, 'ecs')?.[0]
            ?.attributes?.find(({ name }) => name === 'ecs.os-type')?.value ?? ''
        );
      }),
    );
    return type === '' ? undefined : type;
  }
}

/** Describe calls answer in any order and leave out what is gone; lists stay in the order of their names. */
function inOrder<Item extends { readonly arn: string }>(
  arns: readonly string[],
  items: readonly Item[],
): readonly Item[] {
  const byArn = new Map(items.map((item) => [item.arn, item]));
  return arns.flatMap((arn) => byArn.get(arn) ?? []);
}
