import type { Range } from '../../api.ts';
import { append, isList, removeDuplicate, replace, set } from '../../syntax/change.ts';
import { Node, UNKNOWN } from '../../syntax/node.ts';
import type { Change, Json, Key, Kind, Scalar, Value } from '../../syntax/value.ts';
import type { Notation } from '../notation.ts';
import { Translated } from '../translated.ts';
import { mayHoldMore } from './encoded.ts';

/** The arguments of a statement, and the elements of the policy that they make. */
const ELEMENTS: ReadonlyMap<string, string> = new Map([
  ['sid', 'Sid'],
  ['effect', 'Effect'],
  ['actions', 'Action'],
  ['not_actions', 'NotAction'],
  ['resources', 'Resource'],
  ['not_resources', 'NotResource'],
]);

const ARGUMENTS: ReadonlyMap<string, string> = new Map([
  ...Array.from(ELEMENTS, ([argument, element]): [string, string] => [element, argument]),
  ['Version', 'version'],
  ['Statement', 'statement'],
]);

/** Blocks that say who may. */
const PRINCIPALS: readonly (readonly [string, string])[] = [
  ['principals', 'Principal'],
  ['not_principals', 'NotPrincipal'],
];

/** With one of these, a document has statements of others. */
const OTHER_DOCUMENTS = ['source_policy_documents', 'override_policy_documents', 'source_json', 'override_json'];

/** A name that cannot be known. */
const UNKNOWN_NAME = '${}';

/**
 * The data source `aws_iam_policy_document`, seen as the policy that it makes.
 * Source: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/data-sources/iam_policy_document
 */
export const policyDocument: Notation = {
  name: 'terraform',
  see: (value) => document(value),
  write: (property) => property,
  rewrite,
};

function node(kind: Kind, written: Value, parent?: Node, key?: Key, content?: Scalar | readonly Node[]): Translated {
  return new Translated(kind, { written, shape: 'any', notation: policyDocument }, parent, key, content);
}

function document(body: Value): Node {
  const children: Node[] = [];
  const policy = node('object', body, undefined, undefined, children);
  const version = body.get('version');
  children.push(
    version.key === undefined
      ? unwritten('2012-10-17', body, policy, 'Version')
      : plain(version, policy, { ...version.key, name: 'Version' }),
    list(body, policy),
  );
  return policy;
}

/** What holds where nothing is written. It has a place without an extent. */
function unwritten(scalar: string, { source, start }: Value, parent: Node, name: string): Node {
  const place = { start, end: start };
  return new Node('string', source, place, parent, { name, ...place }, scalar);
}

function list(body: Value, policy: Node): Node {
  const blocks = blocksIn(body, 'statement');
  const [first] = blocks;
  const { start, end } = first?.key ?? { start: body.start, end: body.start + 1 };
  const children: Node[] = [];
  if (first !== undefined && first.key !== undefined && first.source.syntax.hasBlocks !== true) {
    // In JSON, one alone is no list, to which others can be added.
    return node('unknown', first, policy, { name: 'Statement', start, end });
  }
  const statements = node('array', first ?? body, policy, { name: 'Statement', start, end }, children);
  children.push(...blocks.map((block) => statement(block, statements)));
  statements.end = children.at(-1)?.end ?? statements.end;
  if (hasDynamic(body, 'statement') || mayHoldMore(body) || OTHER_DOCUMENTS.some((name) => body.has(name))) {
    children.push(UNKNOWN);
  }
  return statements;
}

function statement(block: Value, parent: Node): Node {
  const children: Node[] = [];
  const seen = node('object', block, parent, undefined, children);
  seen.isOpen = mayHoldMore(block);
  for (const child of block.children) {
    const element = ELEMENTS.get(child.key?.name ?? '');
    if (child.key !== undefined && element !== undefined) {
      children.push(plain(child, seen, { ...child.key, name: element }));
    }
  }
  if (!block.has('effect') && !seen.isOpen) {
    children.push(unwritten('Allow', block, seen, 'Effect'));
  }
  for (const [argument, element] of PRINCIPALS) {
    children.push(...grouped(block, argument, element, seen, principals));
  }
  children.push(...grouped(block, 'condition', 'Condition', seen, condition));
  return seen;
}

/** Blocks of a name; in JSON, the elements of a list. */
function blocksIn(body: Value, name: string): readonly Value[] {
  return body
    .namesakes(name)
    .flatMap((value) => (value.kind === 'array' ? value.children : [value]))
    .filter(({ kind }) => kind === 'object');
}

/** A value as it is written. */
function plain(value: Value, parent: Node, key?: Key): Node {
  if (value.kind !== 'array') {
    return node(value.kind === 'object' ? 'unknown' : value.kind, value, parent, key, value.scalar);
  }
  const children: Node[] = [];
  const seen = node('array', value, parent, key, children);
  children.push(...value.children.map((child) => plain(child, seen)));
  return seen;
}

/** An element of a statement that is made of blocks; none where there are none. */
function grouped(
  block: Value,
  argument: string,
  element: string,
  parent: Node,
  see: (block: Value, parent: Node) => Node,
): readonly Node[] {
  const blocks = blocksIn(block, argument);
  const [first] = blocks;
  const isMade = hasDynamic(block, argument);
  if (first === undefined) {
    return isMade ? [node('unknown', block, parent, { name: element, start: block.start, end: block.start })] : [];
  }
  const children: Node[] = [];
  const key = { name: element, ...placeOf(first.key ?? first) };
  const seen = node('object', first, parent, key, children);
  seen.isOpen = isMade;
  children.push(...blocks.map((each) => see(each, seen)));
  seen.end = blocks.at(-1)?.end ?? seen.end;
  return [seen];
}

function principals(block: Value, parent: Node): Node {
  return plain(block.get('identifiers'), parent, keyFrom(block.get('type'), block));
}

/** Each block is one condition on one key. */
function condition(block: Value, parent: Node): Node {
  const children: Node[] = [];
  const group = node('object', block, parent, keyFrom(block.get('test'), block), children);
  children.push(plain(block.get('values'), group, keyFrom(block.get('variable'), block)));
  return group;
}

/** The name of a property that is the value of an argument of a block. */
function keyFrom(name: Value, block: Value): Key {
  return { name: name.string ?? UNKNOWN_NAME, ...placeOf(name.key === undefined ? (block.key ?? block) : name) };
}

function placeOf({ start, end }: Range): Range {
  return { start, end };
}

function hasDynamic(body: Value, name: string): boolean {
  return body.namesakes('dynamic').some((made) => made.has(name));
}

function rewrite(change: Change): readonly Change[] | undefined {
  switch (change.kind) {
    case 'append':
      return appended(change.object, change.path[0], change.items);
    case 'set':
      return change.object instanceof Translated ? changed(change.object, change.path[0], change.value) : undefined;
    case 'replace':
      return change.value instanceof Translated && change.value.kind === 'array'
        ? [replace(change.value.written, listed(change.json))]
        : undefined;
    case 'rename':
      return renamed(change.value, change.name);
    case 'remove':
      return removed(change.value);
    default:
      return undefined;
  }
}

function appended(object: Value, name: string, items: readonly Json[]): readonly Change[] | undefined {
  const argument = ARGUMENTS.get(name);
  if (!(object instanceof Translated) || argument === undefined) {
    return undefined;
  }
  return [append(object.written, [argument], name === 'Statement' ? items.map(inBlock) : items)];
}

function changed({ written }: Translated, name: string, value: Json): readonly Change[] | undefined {
  if (name === 'Condition') {
    return [append(written, ['condition'], conditions(value))];
  }
  const argument = ARGUMENTS.get(name);
  return argument === undefined ? undefined : [set(written, [argument], isPlural(name) ? listed(value) : value)];
}

/** Operators and keys are arguments of the block. */
function renamed(value: Value, name: string): readonly Change[] | undefined {
  if (!(value instanceof Translated) || !(value.parent instanceof Translated)) {
    return undefined;
  }
  const isGroup = value.parent.key?.name === 'Condition';
  const block = isGroup ? value.written : value.parent.written;
  const argument = block.get(isGroup ? 'test' : 'variable');
  return argument.key === undefined ? undefined : [replace(argument, name)];
}

function removed(value: Value): readonly Change[] | undefined {
  if (!(value instanceof Translated) || !(value.parent instanceof Translated)) {
    return undefined;
  }
  if (value.key?.name === 'Condition') {
    return value.children.flatMap((group) => (group instanceof Translated ? [removeDuplicate(group.written)] : []));
  }
  if (value.parent.key?.name === 'Condition' || value.parent.key?.name === 'Statement') {
    return [removeDuplicate(value.written)];
  }
  return value.parent.parent?.key?.name === 'Condition' ? [removeDuplicate(value.parent.written)] : undefined;
}

/** A statement as it stands in a block. */
function inBlock(json: Json): Json {
  if (typeof json !== 'object' || json === null || isList(json)) {
    return json;
  }
  return Object.fromEntries(
    Object.entries(json).map(([name, value]): readonly [string, Json] =>
      name === 'Condition'
        ? ['condition', conditions(value)]
        : [ARGUMENTS.get(name) ?? name, isPlural(name) ? listed(value) : value],
    ),
  );
}

function conditions(json: Json): readonly Json[] {
  return propertiesOf(json).flatMap(([test, keys]) =>
    propertiesOf(keys).map(([variable, values]) => ({ test, variable, values: listed(values) })),
  );
}

function propertiesOf(json: Json): readonly (readonly [string, Json])[] {
  return typeof json === 'object' && json !== null && !isList(json) ? Object.entries(json) : [];
}

function isPlural(name: string): boolean {
  return ARGUMENTS.get(name)?.endsWith('s') === true;
}

function listed(json: Json): readonly Json[] {
  return isList(json) ? json : [json];
}
