/**
 * The token buckets of Amazon ECS: how many calls one account may make at once in a region, and how many a second.
 * https://docs.aws.amazon.com/AmazonECS/latest/APIReference/request-throttling.html
 */
const BUCKETS: readonly {
  readonly burst: number;
  readonly refill: number;
  readonly operations: readonly string[];
}[] = [
  { burst: 50, refill: 20, operations: ['ListClusters', 'DescribeClusters'] },
  {
    burst: 100,
    refill: 20,
    operations: [
      'ListTasks',
      'DescribeTasks',
      'ListContainerInstances',
      'DescribeContainerInstances',
      'ListAttributes',
    ],
  },
  { burst: 100, refill: 20, operations: ['ListServices', 'DescribeServices', 'ListDaemons', 'DescribeDaemon'] },
  { burst: 50, refill: 20, operations: ['ListServiceDeployments', 'DescribeServiceDeployments'] },
  { burst: 50, refill: 20, operations: ['DescribeServiceRevisions'] },
  {
    burst: 50,
    refill: 20,
    operations: ['DescribeTaskDefinition', 'ListTaskDefinitions', 'ListTaskDefinitionFamilies'],
  },
  { burst: 50, refill: 20, operations: ['DescribeCapacityProviders'] },
  { burst: 100, refill: 40, operations: ['ExecuteCommand', 'RunTask', 'StartTask', 'StopTask'] },
  { burst: 50, refill: 5, operations: ['UpdateService', 'CreateService', 'DeleteService'] },
  { burst: 200, refill: 80, operations: ['GetTaskProtection', 'UpdateTaskProtection'] },
];

/** The buckets of one account. Each call takes a token of its bucket; one that finds none is refused. */
export class Buckets {
  readonly #levels: { tokens: number; at: number }[];
  readonly #now: () => number;

  /** `now` is in milliseconds. */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
    this.#levels = BUCKETS.map(({ burst }) => ({ tokens: burst, at: now() }));
  }

  /** Whether the call may be made. Those of which AWS says nothing always may. */
  take(operation: string): boolean {
    const index = BUCKETS.findIndex(({ operations }) => operations.includes(operation));
    const [bucket, level] = [BUCKETS[index], this.#levels[index]];
    if (bucket === undefined || level === undefined) {
      return true;
    }
    const now = this.#now();
    level.tokens = Math.min(bucket.burst, level.tokens + ((now - level.at) / 1000) * bucket.refill);
    level.at = now;
    if (level.tokens < 1) {
      return false;
    }
    level.tokens -= 1;
    return true;
  }
}
