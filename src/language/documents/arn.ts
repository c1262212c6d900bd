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
  if (!isArn(text)) {
    return undefined;
  }
  // Policies have many: no lists are made on the way.
  const partition = text.indexOf(':', 4);
  const service = partition < 0 ? -1 : text.indexOf(':', partition + 1);
  const region = service < 0 ? -1 : text.indexOf(':', service + 1);
  const account = region < 0 ? -1 : text.indexOf(':', region + 1);
  if (account < 0) {
    return undefined;
  }
  return new ParsedArn(text, { partition, service, region, account });
}

/** Where the parts of an ARN end. */
type Ends = Readonly<Record<Exclude<keyof Arn, 'resource'>, number>>;

/** Policies have many, and of most only one or two parts are asked for: the others are not made. */
class ParsedArn implements Arn {
  readonly service: string;
  readonly resource: string;
  readonly #text: string;
  readonly #ends: Ends;

  constructor(text: string, ends: Ends) {
    this.#text = text;
    this.#ends = ends;
    this.service = text.slice(ends.partition + 1, ends.service);
    this.resource = text.slice(ends.account + 1);
  }

  get partition(): string {
    return this.#text.slice('arn:'.length, this.#ends.partition);
  }

  get region(): string {
    return this.#text.slice(this.#ends.service + 1, this.#ends.region);
  }

  get account(): string {
    return this.#text.slice(this.#ends.region + 1, this.#ends.account);
  }
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
