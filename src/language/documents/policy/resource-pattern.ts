import type { Value } from '../../syntax/value.ts';
import { type Arn, parseArn } from '../arn.ts';
import { isOpen, maskedString, UNKNOWN_PART } from './masked.ts';
import { covers } from './wildcard.ts';

/** Whether something is so; undefined where one cannot know. */
type Known = boolean | undefined;

/** An element of `Resource`: `*`, or an ARN that may be a pattern. */
export class ResourcePattern {
  readonly value: Value;
  /** As written, placeholders and variables masked; undefined where it cannot be read. */
  readonly text: string | undefined;
  /** Its parts, masked; undefined where it is no ARN, or none that can be read. */
  readonly arn: Arn | undefined;

  constructor(value: Value) {
    this.value = value;
    this.text = maskedString(value);
    this.arn = this.text === undefined ? undefined : parseArn(this.text);
  }

  /** As it is written. */
  get written(): string {
    const { scalar } = this.value;
    return typeof scalar === 'string' ? scalar : '';
  }

  /** Whether it is `*`. */
  get isAll(): boolean {
    return this.text === '*';
  }

  /** Whether nothing is known of it: it is all placeholder, or no string. */
  get isUnknown(): boolean {
    return this.text === undefined || (this.arn === undefined && this.text.includes(UNKNOWN_PART));
  }

  /** The type of its resources, as `task`, as it is written; undefined where it is a pattern or not known. */
  get type(): string | undefined {
    const type = this.#firstPart;
    return type === undefined || /[*?]/.test(type) || isOpen(type) ? undefined : type;
  }

  /** Whether it covers resources of a type of a service. */
  reaches(service: string, type: string): Known {
    if (this.isAll) {
      return true;
    }
    if (this.isUnknown) {
      return undefined;
    }
    if (this.arn === undefined) {
      return false;
    }
    const first = this.#firstPart ?? '';
    const isOfService = isOpen(this.arn.service) ? undefined : covers(this.arn.service, service);
    const isOfType = isOpen(first) ? undefined : covers(first, type);
    return isOfService === false || isOfType === false
      ? false
      : isOfService === undefined || isOfType === undefined
        ? undefined
        : true;
  }

  /** What stands before the first slash or colon of the resource. */
  get #firstPart(): string | undefined {
    return this.arn?.resource.split(/[/:]/, 1)[0];
  }
}
