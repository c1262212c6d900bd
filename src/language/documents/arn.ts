/** An Amazon Resource Name in its parts; any of them may be empty. */
export interface Arn {
  readonly partition: string;
  readonly service: string;
  readonly region: string;
  readonly account: string;
  /** All that follows, colons included. */
  readonly resource: string;
}

/** The partitions there are, `aws-iso-b` and `aws-eusc` among them, and those to come. */
const PARTITION = /^aws(-[a-z]+)*$/;

/** Whether a string is meant to be an ARN. */
export function isArn(text: string): boolean {
  return text.startsWith('arn:');
}

/**
 * Reads an ARN; undefined when it has too few parts.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html
 */
export function parseArn(text: string): Arn | undefined {
  const [arn, partition, service, region, account, ...resource] = text.split(':');
  if (arn !== 'arn' || partition === undefined || service === undefined) {
    return undefined;
  }
  if (region === undefined || account === undefined || resource.length === 0) {
    return undefined;
  }
  return { partition, service, region, account, resource: resource.join(':') };
}

export function isPartition(text: string): boolean {
  return PARTITION.test(text);
}

/**
 * Whether an account's ID can be one: twelve digits. A word that stands there, as in
 * `arn:aws:iam::ACCOUNT_ID:role/web`, is for a script to replace.
 */
export function mayBeAccount(text: string): boolean {
  return /^\d{12}$/.test(text) || /\D/.test(text);
}
