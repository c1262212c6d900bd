import {
  ClusterField,
  DescribeClustersCommand,
  DescribeContainerInstancesCommand,
  DescribeServiceDeploymentsCommand,
  DescribeServiceRevisionsCommand,
  DescribeServicesCommand,
  DescribeTasksCommand,
  DesiredStatus,
  ListServiceDeploymentsCommand,
  ListTasksCommand,
  TaskField,
} from '@aws-sdk/client-ecs';
import { familyAndRevision } from '../../arn.ts';
import { batches } from '../../batches.ts';
import { Problem } from '../../problem.ts';
import { sentence } from '../../text.ts';
import type { ArnsPage, Described } from '../api/clusters.ts';
import type {
  ClusterDescription,
  DeploymentDescription,
  DescribedTask,
  Details,
  InstanceDescription,
  ServiceDescription,
  StoppedTask,
} from '../api/details.ts';
import type { Asker } from './asker.ts';
import type { Clients } from './clients.ts';
import { toTaskReport } from './convert.ts';
import { pages } from './pages.ts';

/** Deployments of a service that are asked for: one DescribeServiceDeployments takes as many (API reference). */
const MOST_DEPLOYMENTS = 20;
/** Most revisions that one DescribeServiceRevisions takes (API reference). */
const REVISIONS_PER_DESCRIBE = 20;
/** Tasks of a page of ListTasks, and of one DescribeTasks (API reference). */
const TASKS_PER_PAGE = 100;

/** Questions about one cluster, service or task, put through AWS's SDK. */
export class SdkDetails implements Details {
  readonly #asker: Asker;
  readonly #clients: Pick<Clients, 'ecs'>;

  constructor(asker: Asker, clients: Pick<Clients, 'ecs'>) {
    this.#asker = asker;
    this.#clients = clients;
  }

  async cluster(arn: string, signal?: AbortSignal): Promise<ClusterDescription> {
    const [cluster] = await this.#asker.ask('DescribeClusters', signal, async (options) => {
      const include = [ClusterField.CONFIGURATIONS, ClusterField.SETTINGS, ClusterField.TAGS];
      const answer = await this.#clients.ecs.send(new DescribeClustersCommand({ clusters: [arn], include }), options);
      return this.#asker.known(answer, answer.clusters, 'ecs') ?? [];
    });
    if (cluster === undefined) {
      throw new Problem(
        'cluster-not-found',
        sentence('ECS no longer knows this cluster.'),
        sentence('Refresh the view.'),
      );
    }
    return cluster;
  }

  async service(cluster: string, service: string, signal?: AbortSignal): Promise<ServiceDescription> {
    const [found] = await this.#asker.ask('DescribeServices', signal, async (options) => {
      const command = new DescribeServicesCommand({ cluster, services: [service] });
      const answer = await this.#clients.ecs.send(command, options);
      return this.#asker.known(answer, answer.services, 'ecs') ?? [];
    });
    if (found === undefined) {
      throw new Problem(
        'service-not-found',
        sentence('ECS no longer knows this service.'),
        sentence('Refresh the view.'),
      );
    }
    return found;
  }

  async deployments(cluster: string, service: string, signal?: AbortSignal): Promise<readonly DeploymentDescription[]> {
    const arns = await this.#asker.ask('ListServiceDeployments', signal, async (options) => {
      const command = new ListServiceDeploymentsCommand({ cluster, service, maxResults: MOST_DEPLOYMENTS });
      const answer = await this.#clients.ecs.send(command, options);
      const listed = this.#asker.known(answer, answer.serviceDeployments, 'ecs') ?? [];
      return listed.flatMap(({ serviceDeploymentArn }) => serviceDeploymentArn ?? []).slice(0, MOST_DEPLOYMENTS);
    });
    if (arns.length === 0) {
      return [];
    }
    const described = await this.#asker.ask('DescribeServiceDeployments', signal, async (options) => {
      const command = new DescribeServiceDeploymentsCommand({ serviceDeploymentArns: arns });
      const answer = await this.#clients.ecs.send(command, options);
      return this.#asker.known(answer, answer.serviceDeployments, 'ecs') ?? [];
    });
    return described.toSorted((a, b) => (b.createdAt?.getTime() ?? 0) - (a.createdAt?.getTime() ?? 0));
  }

  async revisions(arns: readonly string[], signal?: AbortSignal): Promise<ReadonlyMap<string, string>> {
    const answers = await Promise.all(
      batches([...new Set(arns)], REVISIONS_PER_DESCRIBE).map((some) =>
        this.#asker.ask('DescribeServiceRevisions', signal, async (options) => {
          const command = new DescribeServiceRevisionsCommand({ serviceRevisionArns: [...some] });
          const answer = await this.#clients.ecs.send(command, options);
          return this.#asker.known(answer, answer.serviceRevisions, 'ecs') ?? [];
        }),
      ),
    );
    return new Map(
      answers
        .flat()
        .map(({ serviceRevisionArn = '', taskDefinition = '' }) => [
          serviceRevisionArn,
          familyAndRevision(taskDefinition),
        ]),
    );
  }

  async task(cluster: string, task: string, signal?: AbortSignal): Promise<DescribedTask | undefined> {
    const [found] = await this.#describeTasks(cluster, [task], signal, [TaskField.TAGS]);
    return found && { description: found, report: toTaskReport(found) };
  }

  async instance(cluster: string, instance: string, signal?: AbortSignal): Promise<InstanceDescription | undefined> {
    const [found] = await this.#asker.ask('DescribeContainerInstances', signal, async (options) => {
      const command = new DescribeContainerInstancesCommand({ cluster, containerInstances: [instance] });
      const answer = await this.#clients.ecs.send(command, options);
      return this.#asker.known(answer, answer.containerInstances, 'ecs') ?? [];
    });
    return found;
  }

  stoppedArns(cluster: string, service: string | undefined, signal?: AbortSignal): AsyncIterable<ArnsPage> {
    return pages((token) =>
      this.#asker.ask('ListTasks', signal, async (options) => {
        const filter = { cluster, serviceName: service, desiredStatus: DesiredStatus.STOPPED };
        const command = new ListTasksCommand({ ...filter, maxResults: TASKS_PER_PAGE, nextToken: token });
        const answer = await this.#clients.ecs.send(command, options);
        return { names: this.#asker.known(answer, answer.taskArns, 'ecs') ?? [], token: answer.nextToken };
      }),
    );
  }

  async describeStopped(
    cluster: string,
    arns: readonly string[],
    signal?: AbortSignal,
  ): Promise<Described<StoppedTask>> {
    const described = await Promise.all(
      batches(arns, TASKS_PER_PAGE).map((some) => this.#describeTasks(cluster, some, signal)),
    );
    const items = described.flat().map((task) => ({ ...toTaskReport(task), arn: task.taskArn ?? '' }));
    const known = new Set(items.map(({ arn }) => arn));
    return { items, failures: new Map(arns.filter((arn) => !known.has(arn)).map((arn) => [arn, 'MISSING'])) };
  }

  #describeTasks(
    cluster: string,
    tasks: readonly string[],
    signal: AbortSignal | undefined,
    include: readonly TaskField[] = [],
  ) {
    return this.#asker.ask('DescribeTasks', signal, async (options) => {
      const command = new DescribeTasksCommand({ cluster, tasks: [...tasks], include: [...include] });
      const answer = await this.#clients.ecs.send(command, options);
      return this.#asker.known(answer, answer.tasks, 'ecs') ?? [];
    });
  }
}
