import type { Value } from '../../syntax/value.ts';
import { type Arn, parseArn } from '../arn.ts';
import { isOpen, isPlain, maskedString, UNKNOWN_PART } from './masked.ts';
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
  /** The type of its resources, as `task`, as it is written; undefined where it is a pattern or not known. */
  readonly type: string | undefined;
  /** What stands before the first slash or colon of the resource. */
  readonly #firstPart: string | undefined;

  constructor(value: Value) {
    this.value = value;
    this.text = maskedString(value);
    this.arn = this.text === undefined ? undefined : parseArn(this.text);
    const first = this.arn === undefined ? undefined : firstPartOf(this.arn.resource);
    this.type = first === undefined || !isPlain(first) ? undefined : first;
    this.#firstPart = first;
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
    const isOfService = mayCover(this.arn.service, service);
    if (isOfService === false) {
      return false;
    }
    // Mostly, the type is neither a pattern nor open.
    const isOfType = this.type === undefined ? mayCover(this.#firstPart ?? '', type) : this.type === type;
    return isOfType === false ? false : isOfService === undefined ? undefined : isOfType;
  }
}

function firstPartOf(resource: string): string {
  const slash = resource.indexOf('/');
  const first = slash < 0 ? resource : resource.slice(0, slash);
  const colon = first.indexOf(':');
  return colon < 0 ? first : first.slice(0, colon);
}

/** Whether a part of an ARN covers a word. */
function mayCover(part: string, word: string): Known {
  return part === word ? true : isOpen(part) ? undefined : covers(part, word);
}
