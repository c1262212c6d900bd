import type { Bucket } from '../../aws/api/buckets.ts';
import type {
  ClusterDescription,
  InstanceDescription,
  ServiceDescription,
  TaskDescription,
} from '../../aws/api/details.ts';
import type { Caller, Decision, RoleDescription } from '../../aws/api/identity.ts';
import type { KeyDescription } from '../../aws/api/keys.ts';
import type { LogGroup } from '../../aws/api/logs.ts';
import type { TaskDefinition } from '../../aws/api/task-definitions.ts';
import type { MachineImage } from '../../aws/api/vpc.ts';
import type { Fact } from './fact.ts';
import type { NetworkFacts } from './network-facts.ts';

/** What a check may ask for. Values are as AWS tells them; where AWS says that there is none, they are undefined. */
export interface FactValues {
  readonly task: TaskDescription | undefined;
  /** Undefined of a task that no service started. */
  readonly service: ServiceDescription | undefined;
  readonly cluster: ClusterDescription;
  readonly taskDefinition: TaskDefinition;
  /** Of tasks that do not run on Fargate. */
  readonly containerInstance: InstanceDescription | undefined;
  /** What the EC2 instance below it was made of; undefined of Fargate and of ECS Anywhere. */
  readonly image: MachineImage | undefined;
  readonly caller: Caller;
  /** The role that the task has, and what says so; undefined where it has none. */
  readonly taskRole: TaskRole | undefined;
  /** What the task's role may: the actions of ECS Exec, and those of the cluster's key and logs. */
  readonly rolePermissions: readonly Decision[];
  /** What the one who asks may: on the cluster and the task, on the channel and the key. */
  readonly callerPermissions: readonly Decision[];
  /** The network on the way from the task to AWS. */
  readonly network: NetworkFacts;
  /** The key of the cluster's sessions; undefined where the cluster names none. */
  readonly key: KeyDescription | undefined;
  /** Its policy, JSON; undefined where there is no key. */
  readonly keyPolicy: string | undefined;
  /** The log group of the cluster's sessions; undefined where there is none of the name that the cluster gives. */
  readonly logGroup: LogGroup | undefined;
  readonly bucket: Bucket | undefined;
  /** IDs of the sessions with the container that are open now. */
  readonly openSessions: readonly string[];
}

export type FactName = keyof FactValues;

/** A role, and where it is named. */
export interface TaskRole {
  readonly arn: string;
  readonly from: 'override' | 'task-definition' | 'instance-profile';
  /**
   * Undefined where IAM knows no role of this name, as of an instance profile that names one that was deleted. Unknown
   * by itself: who may not ask IAM still knows which role it is.
   */
  readonly description: Fact<RoleDescription | undefined>;
}

/** The facts of these names. */
export type Facts<Name extends FactName = FactName> = { readonly [N in Name]: Fact<FactValues[N]> };

/** Which container it is about, and as whom and where AWS is asked. */
export interface Place {
  readonly clusterArn: string;
  readonly taskArn: string;
  readonly container: string;
  readonly region: string;
}
