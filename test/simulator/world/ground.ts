import type { Tag } from '@aws-sdk/client-ecs';
import type { Place } from './arn.ts';
import type { Tags } from './scenario.ts';
import type { WorldVpcs } from './vpcs.ts';

/** What everything in a world is built on. */
export interface Ground extends Place {
  /** ARN of the user that the credentials belong to. */
  readonly user: string;
  /** Where its tasks and instances are. */
  readonly vpcs: WorldVpcs;
  /** The moment that ages count back from. */
  readonly now: Date;
}

/** How many minutes ago services and task definitions were made: longer than any task of a sensible scenario runs. */
export const AGE_OF_THE_WORLD = 60 * 24 * 60;

export function minutesBefore({ now }: Pick<Ground, 'now'>, minutes: number): Date {
  return new Date(now.getTime() - minutes * 60_000);
}

export function tagList(tags: Tags = {}): Tag[] {
  return Object.entries(tags).map(([key, value]) => ({ key, value }));
}
