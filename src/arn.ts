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

/** The last part of an ARN, after a slash or a colon: the name of a cluster or a service, the id of a task. */
export function lastPart(arn: string): string {
  return arn.slice(Math.max(arn.lastIndexOf('/'), arn.lastIndexOf(':')) + 1);
}

/** `family:revision` of a task definition's ARN. */
export function familyAndRevision(arn: string): string {
  return arn.slice(arn.lastIndexOf('/') + 1);
}

/**
 * The region of a cluster, by its ARN, of any partition; undefined where the text is none. Names have up to 255
 * letters, digits, hyphens and underscores (API reference, CreateCluster).
 */
export function regionOfCluster(arn: string): string | undefined {
  return /^arn:aws[a-z-]{0,20}:ecs:([a-z\d-]{1,30}):\d{12}:cluster\/[\w-]{1,255}$/.exec(arn)?.[1];
}

/** Whether this is the code of a region, as `eu-central-1`, `us-gov-west-1` and `us-isob-east-1` are. */
export function isRegion(text: string): boolean {
  return /^[a-z]{2,5}(-[a-z]{2,12}){1,3}-\d{1,2}$/.test(text);
}
