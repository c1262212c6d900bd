import { lastPart } from '../arn.ts';
import type { Container, Task } from '../aws/api/tasks.ts';

/**
 * The beginning of a task's id: 32 hex digits, or, of tasks that are older than the accounts' longer ARNs, a UUID of 36
 * characters. Fewer than six may well be the name of a family.
 * Source: AmazonECS developer guide, "Amazon Resource Names (ARNs) and IDs"
 */
const ID = /^[0-9a-f][0-9a-f-]{5,35}$/;

/** A whole id, of either kind. */
const WHOLE_ID = /^(?:[0-9a-f]{32}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;
/** Source: Amazon ECS API reference, `family` of RegisterTaskDefinition. */
const FAMILY = /^[\w-]{1,255}$/;

/** By which of a task's names AWS can be asked for it, where somebody means it by this: see {@link isNamed}. */
export interface MeantBy {
  /** Its whole id. */
  readonly id: string | undefined;
  /** The family of its definition. */
  readonly family: string | undefined;
  /** Whether it may be the beginning of an id, by which AWS finds nothing. */
  readonly mayBeginId: boolean;
}

export function meantBy(name: string): MeantBy {
  if (name.startsWith('arn:')) {
    const last = partsOfArn(name).name;
    return name.includes(':task-definition/')
      ? { id: undefined, family: asFamily(last), mayBeginId: false }
      : { id: WHOLE_ID.test(last) ? last : undefined, family: undefined, mayBeginId: false };
  }
  const isWhole = WHOLE_ID.test(name);
  return { id: isWhole ? name : undefined, family: asFamily(name), mayBeginId: !isWhole && ID.test(name) };
}

function asFamily(definition: string): string | undefined {
  const family = familyOf(definition);
  return FAMILY.test(family) ? family : undefined;
}

/**
 * Whether a task is meant by this: its ARN, its id or the beginning of that; or its definition's family,
 * `family:revision` or ARN.
 */
export function isNamed({ id, arn, definition }: Pick<Task, 'id' | 'arn' | 'definition'>, name: string): boolean {
  if (name.startsWith('arn:')) {
    return name === arn || name.endsWith(`:task-definition/${definition}`);
  }
  return name === definition || name === familyOf(definition) || (ID.test(name) && id.startsWith(name));
}

/** Characters of a task's id that tell it from others; AWS's console shows as many. */
const SHORT_ID = 8;

/** A task's id, short, as people know it. */
export function shortId({ id }: Pick<Task, 'id'>): string {
  return id.slice(0, SHORT_ID);
}

/** The service that started a task, by its name; undefined for one that no service started. */
export function serviceOf({ group }: Pick<Task, 'group'>): string | undefined {
  return /^service:(.+)$/.exec(group ?? '')?.[1];
}

/** Characters of a task's id in the name of a terminal: enough to tell the few apart that are open. */
const SHORTEST_ID = 4;

/**
 * What a container is called where something is open in it, `storefront/web · b22a`: its service or, where no service
 * started the task, the family of its definition, then the container and the beginning of the task's id.
 */
export function placeName({ task, container }: { readonly task: Task; readonly container: Container }): string {
  return `${ownerOf(task)}/${container.name} · ${task.id.slice(0, SHORTEST_ID)}`;
}

/** The service that a task belongs to or, where no service started it, the family of its definition. */
export function ownerOf(task: Pick<Task, 'group' | 'definition'>): string {
  return serviceOf(task) ?? familyOf(task.definition);
}

/** Account and region of what an ARN names. Source: IAM user guide, "Identify AWS resources with ARNs". */
export function partsOfArn(arn: string): { readonly region: string; readonly account: string; readonly name: string } {
  const [, , , region = '', account = '', ...resource] = arn.split(':');
  const path = resource.join(':');
  return { region, account, name: lastPart(path) };
}

/** The family of a definition, `web` of `web:12`. */
export function familyOf(definition: string): string {
  return definition.replace(/:\d+$/, '');
}
