import type { Value } from '../../syntax/value.ts';
import { ActionPattern } from './action-pattern.ts';
import { type Condition, conditionsIn } from './condition.ts';
import { ResourcePattern } from './resource-pattern.ts';

/** A statement of a policy. One value and a list of one say the same. */
export class Statement {
  readonly value: Value;
  readonly #actions: Value;
  readonly #resources: Value;
  #actionPatterns: readonly ActionPattern[] | undefined;
  #resourcePatterns: readonly ResourcePattern[] | undefined;
  #conditions: readonly Condition[] | undefined;
  #isOurs: boolean | undefined;

  constructor(value: Value) {
    this.value = value;
    this.#actions = value.get('Action');
    this.#resources = value.get('Resource');
  }

  get isAllow(): boolean {
    return this.value.get('Effect').is('Allow');
  }

  get isDeny(): boolean {
    return this.value.get('Effect').is('Deny');
  }

  /** Whether it is about certain actions: those of `NotAction` are all but some. */
  get hasActions(): boolean {
    return this.value.has('Action') && !this.value.has('NotAction');
  }

  /** Whether it is about certain resources. */
  get hasResources(): boolean {
    return this.value.has('Resource') && !this.value.has('NotResource');
  }

  /** Whether it says who may: it is one of a resource's policy, or of a role's trust policy. */
  get hasPrincipal(): boolean {
    return this.value.has('Principal') || this.value.has('NotPrincipal');
  }

  /** What is written for its actions: a string or a list. */
  get actionValue(): Value {
    return this.#actions;
  }

  /** What is written for its resources: a string or a list. */
  get resourceValue(): Value {
    return this.#resources;
  }

  get actions(): readonly ActionPattern[] {
    return (this.#actionPatterns ??= this.hasActions
      ? listOf(this.#actions).map((value) => new ActionPattern(value))
      : []);
  }

  get resources(): readonly ResourcePattern[] {
    return (this.#resourcePatterns ??= this.hasResources
      ? listOf(this.#resources).map((value) => new ResourcePattern(value))
      : []);
  }

  get conditions(): readonly Condition[] {
    return (this.#conditions ??= conditionsIn(this.value.get('Condition')));
  }

  /** Whether there is no condition, and none that one cannot see. */
  get isUnconditional(): boolean {
    return this.value.get('Condition').isAbsent;
  }

  /** Whether it is known to be about an action, whose name is in small letters. */
  covers(action: string): boolean {
    return this.actions.some((pattern) => pattern.covers(action));
  }

  /** Whether one of its actions names an action, whose name is in small letters: `*` and `ecs:*` name none. */
  names(action: string): boolean {
    return this.actions.some((pattern) => pattern.names(action));
  }

  /** Whether all of its resources can be seen here. */
  get hasKnownResources(): boolean {
    return this.hasResources && this.resources.every(({ isUnknown }) => !isUnknown);
  }

  /** Whether it is about sessions in containers: with actions of ECS, of messages of sessions, or of sessions. */
  get isOurs(): boolean {
    return (this.#isOurs ??= this.actions.some(
      ({ service, text }) => service === 'ecs' || service === 'ssmmessages' || SESSIONS.has(text ?? ''),
    ));
  }

  /** Whether it may be about actions that one cannot see here. */
  get mayCoverMore(): boolean {
    return this.value.has('NotAction') || this.actions.some(({ text }) => text === undefined);
  }
}

const SESSIONS: ReadonlySet<string> = new Set(['ssm:startsession', 'ssm:resumesession', 'ssm:terminatesession']);

/** The elements of a list, or the one value in its place. */
export function listOf(value: Value): readonly Value[] {
  return value.kind === 'array' ? value.items : value.isAbsent ? [] : [value];
}
