import type { Range } from '../../api.ts';
import { chooseBy, conditionIn, type Conditions } from '../../notation/cloudformation.ts';
import type { Value } from '../../syntax/value.ts';
import type { Case, Subject } from '../subject.ts';
import type { Resource, ResourceInCase } from './resource.ts';

/** With more conditions, what depends on them stays unknown: each doubles what there is to look at. */
const MOST_CONDITIONS = 3;

/** So many values are chosen from by conditions in no real resource: each finding is compared with all of them. */
const MOST_BRANCHES = 200;

/** A place that is part of a resource where a condition holds, or where it does not. */
interface Branch extends Range {
  readonly condition: string;
  readonly holds: boolean;
}

/**
 * What a resource holds, with all that it can become by the conditions that it depends on. That under which it is made
 * itself holds.
 */
export function inAllCases(
  read: (resource: ResourceInCase) => readonly Subject[],
  resource: Resource,
): readonly Subject[] {
  const { condition } = resource;
  const known: Conditions = new Map(condition === undefined ? [] : [[condition, true]]);
  const subjects = read({ ...resource, choose: chooseBy(known) });
  const branches = branchesIn(resource.properties);
  const conditions = [...new Set(branches.map((branch) => branch.condition))].filter((name) => !known.has(name));
  if (conditions.length === 0 || conditions.length > MOST_CONDITIONS || branches.length > MOST_BRANCHES) {
    return subjects;
  }
  const cases = once(() =>
    combinations(conditions, known).map((each) => ({
      subjects: read({ ...resource, choose: chooseBy(each) }),
      includes: (place: Range) =>
        branches.every((branch) => !isIn(place, branch) || each.get(branch.condition) === branch.holds),
    })),
  );
  return subjects.map((subject) => ({
    ...subject,
    cases: () =>
      cases().flatMap(({ subjects: inCase, includes }): Case[] => {
        const same = inCase.find(({ kind, value }) => kind === subject.kind && value.start === subject.value.start);
        return same === undefined ? [] : [{ subject: same, includes }];
      }),
  }));
}

/** All ways in which conditions can hold or not. */
function combinations(conditions: readonly string[], known: Conditions): readonly Conditions[] {
  return conditions.reduce<readonly Conditions[]>(
    (all, condition) => all.flatMap((each) => [true, false].map((holds) => new Map([...each, [condition, holds]]))),
    [known],
  );
}

/** What is chosen from by conditions in a value, however deep. */
function branchesIn(value: Value): readonly Branch[] {
  const branches: Branch[] = [];
  const left = [value];
  for (let next = left.pop(); next !== undefined; next = left.pop()) {
    const found = conditionIn(next);
    if (found !== undefined) {
      const { condition } = found;
      branches.push(...found.branches.map(({ start, end }, index) => ({ condition, holds: index === 0, start, end })));
    }
    left.push(...next.children);
  }
  return branches;
}

function isIn({ start, end }: Range, outer: Range): boolean {
  return outer.start <= start && end <= outer.end;
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}
