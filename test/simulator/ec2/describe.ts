import { AwsError } from '../aws/error.ts';
import type { Pages } from '../aws/pages.ts';
import type { Parameters } from '../aws/parameters.ts';
import type { Operation } from '../aws/protocol.ts';
import { matchesPattern } from '../iam/pattern.ts';

/** A kind of resource that EC2 describes. */
export interface Kind<Item> {
  /** The member of the answer: `Subnets`. */
  readonly list: string;
  /** The parameter with the ids: `SubnetId`. */
  readonly ids: string;
  /** What its ids look like: `subnet`. */
  readonly prefix: string;
  /** What comes before `.NotFound` and `.Malformed` in the codes of errors, and what the sentence calls it. */
  readonly code: string;
  readonly sentence: (id: string) => string;
  /** Whether it has pages only where no ids are given. */
  readonly eitherIdsOrPages?: boolean;
  readonly items: () => Iterable<Item>;
  readonly idOf: (item: Item) => string | undefined;
  /** Values by name of the filter. */
  readonly filters: Readonly<Record<string, (item: Item) => readonly (string | boolean | undefined)[]>>;
  /** What the answer has in place of the items themselves. */
  readonly wrap?: (items: readonly Item[]) => readonly object[];
}

/** An operation that describes resources by their ids, or those that filters let through, page by page. */
export function describe<Item extends object>(pages: Pages, kind: Kind<Item>): Operation {
  return (input) => {
    const ids = input.texts(kind.ids);
    if (ids !== undefined && kind.eitherIdsOrPages === true && input.text('MaxResults') !== undefined) {
      throw new AwsError(
        'InvalidParameterCombination',
        `The parameter ${kind.ids} cannot be used with the parameter MaxResults`,
      );
    }
    refuseDryRun(input);
    const all = [...kind.items()];
    const wanted = ids === undefined ? all : ids.map((id) => find(kind, all, id));
    const holds = readFilters(kind, input);
    const { items, nextToken } = pages.cut(kind.list, input, wanted.filter(holds), 1000);
    return { [kind.list]: kind.wrap?.(items) ?? items, NextToken: nextToken };
  };
}

/** "The request would have succeeded" is an error, too. */
export function refuseDryRun(input: Parameters): void {
  if (input.flag('DryRun') === true) {
    throw new AwsError('DryRunOperation', 'Request would have succeeded, but DryRun flag is set.', 412);
  }
}

function find<Item>({ prefix, code, sentence, idOf }: Kind<Item>, all: readonly Item[], id: string): Item {
  if (!new RegExp(`^${prefix}-[0-9a-f]{8}([0-9a-f]{9})?$`).test(id)) {
    throw new AwsError(`${code}.Malformed`, `Invalid id: "${id}" (expecting "${prefix}-...")`);
  }
  const found = all.find((item) => idOf(item) === id);
  if (found === undefined) {
    throw new AwsError(`${code}.NotFound`, sentence(id));
  }
  return found;
}

function readFilters<Item>({ filters }: Kind<Item>, input: Parameters): (item: Item) => boolean {
  const given = (input.values['Filter'] ?? []) as readonly { readonly Name?: unknown; readonly Value?: unknown }[];
  if (!Array.isArray(given)) {
    throw new AwsError('InvalidParameterValue', 'The filters are malformed.');
  }
  const read = given.map(({ Name: name, Value: values }) => {
    const valuesOf = typeof name === 'string' && Object.hasOwn(filters, name) ? filters[name] : undefined;
    if (valuesOf === undefined) {
      throw new AwsError('InvalidParameterValue', `The filter '${String(name)}' is invalid`);
    }
    if (!Array.isArray(values) || values.length === 0) {
      throw new AwsError('InvalidParameterValue', `The filter '${String(name)}' has no values`);
    }
    return { valuesOf, patterns: values.map(String) };
  });
  return (item) =>
    read.every(({ valuesOf, patterns }) =>
      valuesOf(item).some(
        (value) => value !== undefined && patterns.some((each) => matchesPattern(each, String(value))),
      ),
    );
}
