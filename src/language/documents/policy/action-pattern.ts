import type { Value } from '../../syntax/value.ts';
import { type Action, SERVICES } from './authorization.ts';
import { isOpen, maskedString } from './masked.ts';
import { covers, isPattern } from './wildcard.ts';

/** As nearly all elements are: neither placeholders nor wildcards are looked for in these. */
const NAME = /^[A-Za-z\d:-]+$/;

/** An element of `Action`: the name of an action, or a pattern for several, as `ssm:*Session`. */
export class ActionPattern {
  readonly value: Value;
  /** In small letters, for IAM does not mind capitals; undefined while it cannot be known. */
  readonly text: string | undefined;
  /** The prefix, in small letters; empty for `*`. */
  readonly service: string;
  /** What follows the prefix, in small letters. */
  readonly name: string;
  /** Whether it is a pattern; of what cannot be known, one cannot say. */
  readonly isPattern: boolean;
  #actions: { readonly found: readonly Action[] | undefined } | undefined;

  constructor(value: Value) {
    const { scalar } = value;
    const isName = typeof scalar === 'string' && NAME.test(scalar);
    const masked = isName ? scalar : maskedString(value);
    this.value = value;
    this.text = masked === undefined || (!isName && isOpen(masked)) ? undefined : masked.toLowerCase();
    const colon = this.text?.indexOf(':') ?? -1;
    this.service = this.text?.slice(0, Math.max(colon, 0)) ?? '';
    this.name = this.text?.slice(colon + 1) ?? '';
    this.isPattern = !isName && this.text !== undefined && isPattern(this.text);
  }

  /** As it is written. */
  get written(): string {
    const { scalar } = this.value;
    return typeof scalar === 'string' ? scalar : '';
  }

  /** Whether it is known to cover an action, whose name is in small letters. */
  covers(action: string): boolean {
    return this.text === action || (this.isPattern && covers(this.text ?? '', action));
  }

  /** Whether it covers an action, and says more of it than that it is of its service: not `*`, nor `ecs:*`. */
  names(action: string): boolean {
    return this.covers(action) && /\w/.test(this.name);
  }

  /** The actions that it covers; none of a service that is not known, and undefined where the service is a pattern. */
  get actions(): readonly Action[] | undefined {
    return (this.#actions ??= { found: this.#find() }).found;
  }

  #find(): readonly Action[] | undefined {
    if (this.text === undefined || (this.isPattern && isPattern(this.service))) {
      return undefined;
    }
    const service = SERVICES.get(this.service);
    if (service === undefined) {
      return undefined;
    }
    if (!this.isPattern || !isPattern(this.name)) {
      const action = service.actions.get(this.name);
      return action === undefined ? [] : [action];
    }
    return [...service.actions].filter(([name]) => covers(this.name, name)).map(([, action]) => action);
  }
}
