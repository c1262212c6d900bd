import type { Value } from '../syntax/value.ts';
import { irregularNames, otherProperties } from './cloudformation-names.ts';
import type { Choose } from './notation.ts';
import type { StructureName } from './shape.ts';
import { createNotation } from './translated.ts';

/** The short forms of functions in YAML, and the names of their objects in JSON. */
export const CLOUDFORMATION_TAGS: ReadonlyMap<string, string> = new Map([
  ['!Ref', 'Ref'],
  ['!Condition', 'Condition'],
  ...[
    'And',
    'Base64',
    'Cidr',
    'Equals',
    'FindInMap',
    'GetAtt',
    'GetAZs',
    'GetStackOutput',
    'If',
    'ImportValue',
    'Join',
    'Length',
    'Not',
    'Or',
    'Select',
    'Split',
    'Sub',
    'ToJsonString',
    'Transform',
  ].map((name) => [`!${name}`, `Fn::${name}`] as const),
]);

const PSEUDO_PARAMETER = 'AWS::';

/** `!Sub ${TaskRole.Arn}`, which is nothing but a reference. */
const LONE_REFERENCE = /^\$\{(\w+)(?:\.[\w.]+)?\}$/;

/**
 * How templates of CloudFormation write what is given to ECS. Functions are unknown: what a parameter's default says is
 * not what is deployed.
 * Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html
 */
export const CLOUDFORMATION = createNotation({
  name: 'cloudformation',
  write: (property, structure) => irregular(property, structure) ?? capitalized(property),
  isUnknown: (value) => functionIn(value) !== undefined || isOfLoop(value),
  isAbsent: isNoValue,
  isOpening: (property) => property.startsWith('Fn::'),
  isOther: (property, structure) => otherProperties[structure]?.includes(property) === true,
  referenceIn,
});

/** `&{Name}`: what a loop fills in, without what no name of a resource may have. */
function isOfLoop({ scalar }: Value): boolean {
  return typeof scalar === 'string' && /&\{\w+\}/.test(scalar);
}

function irregular(property: string, structure: StructureName | undefined): string | undefined {
  return structure === undefined ? COMMON[property] : irregularNames[structure]?.[property];
}

/** By property, whatever structure has it. */
const COMMON: Readonly<Partial<Record<string, string>>> = Object.fromEntries(
  Object.values(irregularNames).flatMap((names) => Object.entries(names)),
);

function capitalized(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}

/** The argument of the function that a value is; undefined for what is none. */
function functionIn(value: Value): Value | undefined {
  const [only] = value.children;
  const name = value.kind === 'object' && value.children.length === 1 ? only?.key?.name : undefined;
  return name === 'Ref' || name?.startsWith('Fn::') === true ? only : undefined;
}

function isNoValue(value: Value): boolean {
  const argument = functionIn(value);
  return argument?.key?.name === 'Ref' && argument.is('AWS::NoValue');
}

/** Of a condition, both branches must refer to the same, or one of them to nothing. */
function referenceIn(value: Value): string | undefined {
  const argument = functionIn(value);
  if (argument === undefined) {
    return undefined;
  }
  const { scalar, children } = argument;
  switch (argument.key?.name) {
    case 'Ref':
      return typeof scalar === 'string' && !scalar.startsWith(PSEUDO_PARAMETER) ? scalar : undefined;
    case 'Fn::GetAtt':
      return typeof scalar === 'string' ? scalar.split('.', 1)[0] : children[0]?.string;
    case 'Fn::Sub':
      return typeof scalar === 'string' ? LONE_REFERENCE.exec(scalar)?.[1] : undefined;
    case 'Fn::If': {
      const addresses = new Set(
        children
          .slice(1)
          .filter((branch) => !isNoValue(branch))
          .map(referenceIn),
      );
      const [only] = addresses;
      return addresses.size === 1 ? only : undefined;
    }
    default:
      return undefined;
  }
}

/** Which conditions of a template hold, by their names. */
export type Conditions = ReadonlyMap<string, boolean>;

/** Chooses what `Fn::If` gives where it is known whether its condition holds. */
export function chooseBy(conditions: Conditions): Choose {
  const choose: Choose = (value) => {
    const { condition, branches } = conditionIn(value) ?? NO_CONDITION;
    const holds = condition === undefined ? undefined : conditions.get(condition);
    const branch = holds === undefined ? undefined : branches[holds ? 0 : 1];
    return branch === undefined ? value : choose(branch);
  };
  return choose;
}

const NO_CONDITION = { condition: undefined, branches: [] };

/** The condition of an `Fn::If`, and what it gives where that holds, and where it does not; undefined for all else. */
export function conditionIn(
  value: Value,
): { readonly condition: string; readonly branches: readonly [Value, Value] } | undefined {
  const argument = functionIn(value);
  if (argument?.key?.name !== 'Fn::If' || argument.children.length !== 3) {
    return undefined;
  }
  const [condition, yes, no] = argument.children;
  return condition?.string === undefined || yes === undefined || no === undefined
    ? undefined
    : { condition: condition.string, branches: [yes, no] };
}
