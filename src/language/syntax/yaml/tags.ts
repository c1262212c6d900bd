import type { CollectionTag, ScalarTag } from 'yaml';

/**
 * The tags that are a short way to write an object with one property: its name, by the tag, as `Fn::Sub` by `!Sub`.
 * What has any other tag is unknown.
 */
export type Tags = ReadonlyMap<string, string>;

/** The same as the parser wants to know them: a warning for each that it does not know takes its time. */
export function declared(tags: Tags): (ScalarTag | CollectionTag)[] {
  return [...tags.keys()].flatMap((tag) => [
    { tag, resolve: (text: string) => text },
    { tag, collection: 'map' as const },
    { tag, collection: 'seq' as const },
  ]);
}
