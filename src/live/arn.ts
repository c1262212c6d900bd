/** The parts of an ARN that say where something is. */
export interface Arn {
  /** `aws`, `aws-cn`, `aws-us-gov` … */
  readonly partition: string;
  readonly region: string;
  /** What stands after the account, such as `service/shop/web`. */
  readonly resource: string;
}

/** Reads an ARN of Amazon ECS; undefined where the text is none, or says no region. */
export function readArn(text: string): Arn | undefined {
  const [, partition, region, resource] = /^arn:([a-z0-9-]+):ecs:([a-z0-9-]+):\d*:(.+)$/.exec(text) ?? [];
  return partition === undefined || region === undefined || resource === undefined
    ? undefined
    : { partition, region, resource };
}

/** The last part of an ARN: the name of a cluster or a service, the id of a task. */
export function lastPart(arn: string): string {
  return arn.slice(arn.lastIndexOf('/') + 1);
}
