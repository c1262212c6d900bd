import type { Hole, Written } from './policy.ts';

/** What policies are made for. What is not known is undefined. */
export interface Scope {
  /** `aws`, `aws-cn` … */
  readonly partition: string | undefined;
  readonly region: string | undefined;
  /** Twelve digits. */
  readonly account: string | undefined;
  /** The cluster's name. */
  readonly cluster: string | undefined;
  /** The id of the one task that it is about; undefined for all tasks of the cluster. */
  readonly task: string | undefined;
  /** Names of the containers that somebody may exec into; empty for all. */
  readonly containers: readonly string[];
  readonly sessions: SessionSettings;
}

/** What becomes of the cluster's sessions. */
export interface SessionSettings {
  /** ARN of the KMS key; empty where there is one of which the ARN is not known. */
  readonly keyArn: string | undefined;
  readonly logGroup: string | undefined;
  readonly bucket: BucketSettings | undefined;
}

export interface BucketSettings {
  readonly name: string;
  /** What the names of objects begin with; empty for none. */
  readonly prefix: string;
  /** Whether the bucket is asked for its encryption first. */
  readonly isEncrypted: boolean;
}

/** What is known of nothing: each value is to be filled in. */
export const UNKNOWN_SCOPE: Scope = {
  partition: undefined,
  region: undefined,
  account: undefined,
  cluster: undefined,
  task: undefined,
  containers: [],
  sessions: { keyArn: undefined, logGroup: undefined, bucket: undefined },
};

/** Names in ARNs: the places of a policy. */
export class Places {
  readonly #scope: Scope;

  constructor(scope: Scope) {
    this.#scope = scope;
  }

  get cluster(): Written {
    return this.#regional('ecs', 'cluster/', this.#known('cluster'));
  }

  /** The tasks that it is about. */
  get tasks(): Written {
    return this.#regional('ecs', 'task/', this.#known('cluster'), `/${this.#scope.task ?? '*'}`);
  }

  get services(): Written {
    return this.#regional('ecs', 'service/', this.#known('cluster'), '/*');
  }

  /** The sessions of ECS Exec, as ECS names them. */
  get sessions(): Written {
    return this.#regional('ssm', 'session/ecs-execute-command-*');
  }

  get allSessions(): Written {
    return this.#regional('ssm', 'session/*');
  }

  get key(): Written {
    const { keyArn } = this.#scope.sessions;
    return keyArn === undefined || keyArn === '' ? this.#regional('kms', 'key/', { hole: 'key' }) : [keyArn];
  }

  /** The streams of a log group. */
  logStreams(group: string): Written {
    return this.#regional('logs', `log-group:${group}:*`);
  }

  /** A document of AWS's own, whose ARN has no account. */
  document(name: string): Written {
    return joined('arn:', this.#known('partition'), ':ssm:', this.#known('region'), `::document/${name}`);
  }

  /** A bucket, or objects in it. */
  bucket(path: string): Written {
    return joined('arn:', this.#known('partition'), `:s3:::${path}`);
  }

  #regional(service: string, ...resource: Written): Written {
    const [partition, region, account] = [this.#known('partition'), this.#known('region'), this.#known('account')];
    return joined('arn:', partition, `:${service}:`, region, ':', account, ':', ...resource);
  }

  #known(name: Exclude<Hole, 'key'>): Written[number] {
    return this.#scope[name] ?? { hole: name };
  }
}

/** Texts that stand one behind the other are one. */
function joined(...parts: Written): Written {
  const result: Written[number][] = [];
  for (const part of parts) {
    const last = result.at(-1);
    if (typeof part === 'string' && typeof last === 'string') {
      result[result.length - 1] = last + part;
    } else {
      result.push(part);
    }
  }
  return result;
}
