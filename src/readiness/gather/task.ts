import { familyAndRevision, lastPart } from '../../arn.ts';
import type { TaskDescription } from '../../aws/api/details.ts';
import type { Gateway } from '../../aws/api/gateway.ts';
import type { Instance } from '../../aws/api/vpc.ts';
import { isProblem } from '../../problem.ts';
import { sentence } from '../../text.ts';
import { amiOf } from '../judging/ami.ts';
import { isAtLeast, LEAST_AGENT } from '../judging/version.ts';
import { type Fact, following, known, unknown } from '../model/fact.ts';
import type { FactValues, Place } from '../model/facts.ts';
import type { Asking } from './asking.ts';
import { lazily } from './lazily.ts';

type Found<Name extends keyof FactValues> = () => Promise<Fact<FactValues[Name]>>;

/** What ECS, and EC2, tell of a task and of what it runs on. */
export interface TaskFacts {
  readonly task: Found<'task'>;
  readonly service: Found<'service'>;
  readonly cluster: Found<'cluster'>;
  readonly taskDefinition: Found<'taskDefinition'>;
  readonly containerInstance: Found<'containerInstance'>;
  /** The EC2 instance below it; undefined of Fargate and of ECS Anywhere. */
  readonly instance: () => Promise<Fact<Instance | undefined>>;
  readonly image: Found<'image'>;
  /** Unknown where ECS no longer knows it. */
  readonly livingTask: () => Promise<Fact<TaskDescription>>;
}

export function taskFacts({ clusterArn, taskArn }: Place, gateway: Gateway, asking: Asking): TaskFacts {
  const { details, taskDefinitions, vpc } = gateway;
  const task: Found<'task'> = lazily(() =>
    asking.ask({
      action: 'ecs:DescribeTasks',
      ask: async (signal) => (await details.task(clusterArn, taskArn, signal))?.description,
    }),
  );
  const livingTask = (): Promise<Fact<TaskDescription>> =>
    following(task(), (found) => (found === undefined ? gone() : known(found)));
  const service: Found<'service'> = lazily(() =>
    following(task(), (found) => {
      const name = /^service:(.+)$/.exec(found?.group ?? '')?.[1];
      return name === undefined
        ? known(undefined)
        : asking.ask({
            action: 'ecs:DescribeServices',
            ask: (signal) => unlessGone(details.service(clusterArn, name, signal)),
          });
    }),
  );
  const cluster: Found<'cluster'> = lazily(() =>
    asking.ask({ action: 'ecs:DescribeClusters', ask: (signal) => details.cluster(clusterArn, signal) }),
  );
  const taskDefinition: Found<'taskDefinition'> = lazily(() =>
    following(livingTask(), ({ taskDefinitionArn = '' }) => {
      const definition = familyAndRevision(taskDefinitionArn);
      return asking.ask({
        action: 'ecs:DescribeTaskDefinition',
        keep: definition,
        ask: (signal) => taskDefinitions.describe(definition, signal),
      });
    }),
  );
  const containerInstance: Found<'containerInstance'> = lazily(() =>
    following(livingTask(), ({ containerInstanceArn: arn }) =>
      arn === undefined
        ? known(undefined)
        : asking.ask({
            action: 'ecs:DescribeContainerInstances',
            ask: (signal) => details.instance(clusterArn, arn, signal),
          }),
    ),
  );
  const instance: TaskFacts['instance'] = lazily(() =>
    following(containerInstance(), (host) => {
      const id = host?.ec2InstanceId;
      // Of ECS Anywhere it is a managed instance of Systems Manager, `mi-…`, which EC2 does not know.
      return id === undefined || !id.startsWith('i-')
        ? known(undefined)
        : asking.ask({ action: 'ec2:DescribeInstances', ask: (signal) => vpc.instance(id, signal) });
    }),
  );
  const image: Found<'image'> = lazily(() =>
    following(containerInstance(), (host) => {
      const id = host && amiOf(host);
      // It is evidence of an agent that is too old, and of nothing else.
      return id === undefined || isAtLeast(host?.versionInfo?.agentVersion, LEAST_AGENT.windows) === true
        ? known(undefined)
        : asking.ask({ action: 'ec2:DescribeImages', keep: id, ask: (signal) => vpc.image(id, signal) });
    }),
  );
  return { task, service, cluster, taskDefinition, containerInstance, instance, image, livingTask };
}

/** What Session Manager and KMS call the container; undefined before it has been started. */
export function targetOf(task: TaskDescription, { clusterArn, taskArn, container }: Place): string | undefined {
  const runtimeId = task.containers?.find(({ name }) => name === container)?.runtimeId;
  return runtimeId === undefined ? undefined : `ecs:${lastPart(clusterArn)}_${lastPart(taskArn)}_${runtimeId}`;
}

function gone() {
  return unknown(sentence('because ECS no longer knows the task'));
}

async function unlessGone<Value>(answer: Promise<Value>): Promise<Value | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (isProblem(error) && error.code === 'service-not-found') {
      return undefined;
    }
    throw error;
  }
}
