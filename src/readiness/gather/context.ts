import type { Tag, TaskDescription } from '../../aws/api/details.ts';
import type { Caller, ContextValue } from '../../aws/api/identity.ts';
import type { Place } from '../model/facts.ts';
import { targetOf } from './task.ts';

/**
 * What every request has that this project makes, or an agent. IAM itself fills in what is of the principal and of its
 * organization (IAM user guide, "Testing IAM policies with the IAM policy simulator").
 */
export function commonContext({ region }: Place, at: Date): readonly ContextValue[] {
  return [
    text('aws:RequestedRegion', region),
    { key: 'aws:SecureTransport', type: 'boolean', values: ['true'] },
    { key: 'aws:ViaAWSService', type: 'boolean', values: ['false'] },
    { key: 'aws:CurrentTime', type: 'date', values: [at.toISOString()] },
    { key: 'aws:EpochTime', type: 'numeric', values: [String(Math.floor(at.getTime() / 1000))] },
  ];
}

/** What belongs to the one who asks. */
export function callerContext({ userId }: Caller): readonly ContextValue[] {
  return [text('aws:userid', userId)];
}

/** What ECS adds to ExecuteCommand (Service Authorization Reference, Amazon ECS). */
export function execContext(place: Place): readonly ContextValue[] {
  return [
    text('ecs:cluster', place.clusterArn),
    text('ecs:task', place.taskArn),
    text('ecs:container-name', place.container),
  ];
}

/** What the exec agent and the client give to KMS with a session's key. */
export function keyContext(task: TaskDescription, place: Place): readonly ContextValue[] {
  const target = targetOf(task, place);
  return target === undefined ? [] : [text('kms:EncryptionContext:aws:ssm:TargetId', target)];
}

/** What policies see of a resource's tags. Condition keys have no case: of two that differ by it, the first counts. */
export function tagContext(tags: readonly Tag[]): readonly ContextValue[] {
  const seen = new Set<string>();
  return tags.flatMap(({ key = '', value = '' }) => {
    const isNew = !seen.has(key.toLowerCase());
    seen.add(key.toLowerCase());
    return isNew ? [text(`aws:ResourceTag/${key}`, value), text(`ecs:ResourceTag/${key}`, value)] : [];
  });
}

/** Those of the first tags that are among the others, with the same value. */
export function sharedTags(tags: readonly Tag[], others: readonly Tag[]): readonly Tag[] {
  return tags.filter(({ key, value }) => others.some((tag) => tag.key === key && tag.value === value));
}

/** The name of the tag of a resource that a condition key asks for; undefined of all other keys. */
export function tagOf(key: string): string | undefined {
  return /^(?:aws|ecs):ResourceTag\/(.*)$/i.exec(key)?.[1];
}

function text(key: string, value: string): ContextValue {
  return { key, type: 'string', values: [value] };
}
