import {
  DescribeClustersCommand,
  DescribeContainerInstancesCommand,
  DescribeServicesCommand,
  DescribeTasksCommand,
  type Failure,
  ListClustersCommand,
  ListServicesCommand,
  ListTasksCommand,
} from '@aws-sdk/client-ecs';
import { batches } from '../../batches.ts';
import { isProblem } from '../../problem.ts';
import type { ArnsPage, Cluster, Clusters, Described, Service, TaskFilter } from '../api/clusters.ts';
import type { Task, TaskReport } from '../api/tasks.ts';
import type { Asker } from './asker.ts';
import type { Clients } from './clients.ts';
import { bareCluster, toCluster, toService, toTask, toTaskReport } from './convert.ts';
import { withFavourites } from './favourites.ts';
import { describedPages, type NextPage, pages } from './pages.ts';
import { Remembered } from './remembered.ts';

/** Most names that one answer of a List call holds, for clusters, services and tasks alike (API reference). */
const LIST_PAGE = 100;
/** Most that one call describes (API reference). */
const CLUSTERS_PER_DESCRIBE = 100;
const SERVICES_PER_DESCRIBE = 10;
const TASKS_PER_DESCRIBE = 100;
/** Instances whose operating system is remembered. */
const MOST_INSTANCES = 1_000;

/** Questions about clusters, services and tasks, put through AWS's SDK. */
export class SdkClusters implements Clusters {
  readonly #asker: Asker;
  readonly #clients: Pick<Clients, 'ecs'>;
  readonly #favourites: () => readonly string[];
  /** The operating system by the instance's ARN; empty where it does not say. */
  readonly #instances = new Remembered<string>(MOST_INSTANCES);

  constructor(asker: Asker, clients: Pick<Clients, 'ecs'>, favourites: () => readonly string[]) {
    this.#asker = asker;
    this.#clients = clients;
    this.#favourites = favourites;
  }

  listClusters(signal?: AbortSignal): AsyncIterable<readonly Cluster[]> {
    const describe = async (arns: readonly string[]) => (await this.describeClusters(arns, signal)).items;
    return withFavourites(describedPages(this.#clusterPage(signal), describe), {
      favourites: this.#favourites,
      arnsOf: (clusters) => clusters.map(({ arn }) => arn),
      followed: (clusters) => clusters,
      toPage: describe,
    });
  }

  async *listServices(cluster: string, signal?: AbortSignal): AsyncIterable<readonly Service[]> {
    yield* describedPages(
      this.#servicePage(cluster, signal),
      async (arns) => (await this.describeServices(cluster, arns, signal)).items,
    );
  }

  async *listTasks(cluster: string, filter: TaskFilter, signal?: AbortSignal): AsyncIterable<readonly Task[]> {
    // The API filters by service, but not by the lack of one.
    const of =
      filter.kind === 'service'
        ? { serviceName: filter.service }
        : filter.kind === 'family'
          ? { family: filter.family }
          : {};
    const described = describedPages(
      this.#taskPage(cluster, of, signal),
      async (arns) => (await this.describeTasks(cluster, arns, signal)).items,
    );
    for await (const tasks of described) {
      const wanted =
        filter.kind === 'standalone' ? tasks.filter(({ group }) => group?.startsWith('service:') !== true) : tasks;
      if (wanted.length > 0) {
        yield wanted;
      }
    }
  }

  clusterArns(signal?: AbortSignal): AsyncIterable<ArnsPage> {
    return withFavourites(pages(this.#clusterPage(signal)), {
      favourites: this.#favourites,
      arnsOf: ({ arns }) => arns,
      followed: (page) => ({ ...page, hasMore: true }),
      toPage: async (named) => {
        const { items } = await this.describeClusters(named, signal);
        return { arns: items.map(({ arn }) => arn), hasMore: false };
      },
    });
  }

  serviceArns(cluster: string, signal?: AbortSignal): AsyncIterable<ArnsPage> {
    return pages(this.#servicePage(cluster, signal));
  }

  taskArns(
    cluster: string,
    of: string | { readonly family: string } | undefined,
    signal?: AbortSignal,
  ): AsyncIterable<ArnsPage> {
    return pages(this.#taskPage(cluster, typeof of === 'string' ? { serviceName: of } : (of ?? {}), signal));
  }

  async describeClusters(clusters: readonly string[], signal?: AbortSignal): Promise<Described<Cluster>> {
    const favourites = new Set(this.#favourites());
    try {
      const described = await this.#described(clusters, CLUSTERS_PER_DESCRIBE, (some) =>
        this.#asker.ask('DescribeClusters', signal, async (options) => {
          const answer = await this.#clients.ecs.send(new DescribeClustersCommand({ clusters: [...some] }), options);
          return { answer, items: this.#asker.known(answer, answer.clusters, 'ecs')?.map(toCluster) };
        }),
      );
      const found = new Set(described.items.flatMap(({ arn, name }) => [arn, name]));
      const missing = clusters.filter((each) => favourites.has(each) && !found.has(each));
      return { ...described, items: [...described.items, ...missing.map((each) => bareCluster(each, 'MISSING'))] };
    } catch (error) {
      if (isProblem(error) && error.code === 'access-denied') {
        return { items: clusters.map((each) => bareCluster(each, 'UNKNOWN')), failures: new Map() };
      }
      throw error;
    }
  }

  describeServices(cluster: string, arns: readonly string[], signal?: AbortSignal): Promise<Described<Service>> {
    return this.#described(arns, SERVICES_PER_DESCRIBE, (services) =>
      this.#asker.ask('DescribeServices', signal, async (options) => {
        const answer = await this.#clients.ecs.send(
          new DescribeServicesCommand({ cluster, services: [...services] }),
          options,
        );
        return { answer, items: this.#asker.known(answer, answer.services, 'ecs')?.map(toService) };
      }),
    );
  }

  describeTasks(cluster: string, arns: readonly string[], signal?: AbortSignal): Promise<Described<Task>> {
    return this.#described(arns, TASKS_PER_DESCRIBE, (tasks) =>
      this.#asker.ask('DescribeTasks', signal, async (options) => {
        const answer = await this.#clients.ecs.send(new DescribeTasksCommand({ cluster, tasks: [...tasks] }), options);
        return { answer, items: this.#asker.known(answer, answer.tasks, 'ecs')?.map(toTask) };
      }),
    );
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

  #clusterPage(signal: AbortSignal | undefined): NextPage<string> {
    return (token) =>
      this.#asker.ask('ListClusters', signal, async (options) => {
        const answer = await this.#clients.ecs.send(
          new ListClustersCommand({ maxResults: LIST_PAGE, nextToken: token }),
          options,
        );
        return { names: this.#asker.known(answer, answer.clusterArns, 'ecs') ?? [], token: answer.nextToken };
      });
  }

  #servicePage(cluster: string, signal: AbortSignal | undefined): NextPage<string> {
    return (token) =>
      this.#asker.ask('ListServices', signal, async (options) => {
        const answer = await this.#clients.ecs.send(
          new ListServicesCommand({ cluster, maxResults: LIST_PAGE, nextToken: token }),
          options,
        );
        return { names: this.#asker.known(answer, answer.serviceArns, 'ecs') ?? [], token: answer.nextToken };
      });
  }

  #taskPage(
    cluster: string,
    of: { readonly serviceName?: string; readonly family?: string },
    signal: AbortSignal | undefined,
  ): NextPage<string> {
    return (token) =>
      this.#asker.ask('ListTasks', signal, async (options) => {
        const answer = await this.#clients.ecs.send(
          new ListTasksCommand({ cluster, ...of, maxResults: LIST_PAGE, nextToken: token }),
          options,
        );
        return { names: this.#asker.known(answer, answer.taskArns, 'ecs') ?? [], token: answer.nextToken };
      });
  }

  /** Describe calls answer in any order; what they describe is in the order in which it was asked for. */
  async #described<Item extends { readonly arn: string; readonly name?: string; readonly id?: string }>(
    arns: readonly string[],
    perCall: number,
    describe: (arns: readonly string[]) => Promise<{ readonly answer: Failures; readonly items: Item[] | undefined }>,
  ): Promise<Described<Item>> {
    const answers = await Promise.all(batches(arns, perCall).map(describe));
    const items = answers.flatMap(({ items = [] }) => items);
    const byArn = new Map(items.map((item) => [item.arn, item]));
    const byName = new Map(items.map((item) => [item.name ?? item.id, item]));
    const failures = answers.flatMap(({ answer }) => answer.failures ?? []);
    return {
      items: arns.flatMap((arn) => byArn.get(arn) ?? byName.get(arn) ?? []),
      failures: new Map(failures.map(({ arn = '', reason = 'UNKNOWN' }) => [arn, reason])),
    };
  }
}

/** Part of an answer: what could not be described. */
interface Failures {
  readonly failures?: readonly Failure[] | undefined;
}
