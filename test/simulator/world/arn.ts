/** Where an ARN lives. */
export interface Place {
  readonly region: string;
  readonly account: string;
}

export interface EcsArn extends Place {
  /** `cluster`, `service`, `task` … */
  readonly type: string;
  /** What follows the type, split at slashes: `['shop', '<task id>']`. */
  readonly path: readonly string[];
}

export function ecsArn({ region, account }: Place, type: string, ...path: readonly string[]): string {
  return `arn:aws:ecs:${region}:${account}:${[type, ...path].join('/')}`;
}

/** Undefined for anything that is not an ARN of ECS. */
export function parseEcsArn(text: string): EcsArn | undefined {
  const [, region, account, type, path] = /^arn:[\w-]+:ecs:([\w-]+):(\d{12}):([\w-]+)\/(.+)$/.exec(text) ?? [];
  return region && account && type && path ? { region, account, type, path: path.split('/') } : undefined;
}
