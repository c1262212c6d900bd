import { misnamedContainers } from '../../documents/container-list.ts';
import type { UnknownProperty } from '../../documents/deviations.ts';
import { Homes } from '../../documents/home.ts';
import { SERVICE_PROPERTIES } from '../../documents/service-properties.ts';
import { structures } from '../../notation/shape.ts';
import type { Key } from '../../syntax/value.ts';
import { asPair } from '../as-pair.ts';
import { defineRule, type Messages, type Violation } from '../define-rule.ts';
import { moveHome, placeOf } from '../move-home.ts';
import { Variables } from '../move-variable.ts';
import { writtenName } from '../name-of.ts';
import { removeIt } from '../remove-it.ts';
import type { Remedy } from '../rule.ts';
import { mistyped, PROPERTY_MESSAGES } from '../unknown-names.ts';

const messages = {
  mistyped: PROPERTY_MESSAGES.mistyped,
  space: PROPERTY_MESSAGES.space,
  ofTaskDefinition: {
    severity: 'warning',
    text: 'The property "{property}" belongs to the task definition, not to a container.',
  },
  ofContainer: {
    severity: 'warning',
    text: 'The property "{property}" belongs to a container definition, not to the task definition.',
  },
  ofThisContainer: {
    severity: 'warning',
    text: 'The property "{property}" belongs to the container definition itself.',
  },
  ofService: {
    severity: 'warning',
    text: 'The property "{property}" belongs to the service, not to the task definition.',
  },
  inObject: { severity: 'warning', text: 'The property "{property}" belongs in "{home}".' },
  inElement: { severity: 'warning', text: 'The property "{property}" belongs in an element of "{home}".' },
  inSecrets: {
    severity: 'warning',
    text: 'Variable "{variable}" has {.valueFrom}, so it belongs in "{.secrets}", not in "{.environment}".',
  },
  inEnvironment: {
    severity: 'warning',
    text: 'Variable "{variable}" has a plain value, so it belongs in "{.environment}", not in "{.secrets}".',
  },
  unknown: PROPERTY_MESSAGES.unknown,
} as const satisfies Messages;

type Finding = Violation<typeof messages>;

/**
 * The AWS CLI refuses a property that it does not know ("Unknown parameter in input"); other tools leave it out.
 * The names are those of AWS's SDK.
 */
export const unknownProperty = defineRule({
  id: 'task/unknown-property',
  on: 'task-definition',
  messages,
  alsoReportedBy: ['cfn-lint E3002'],
  check({ taskDefinition, report }) {
    const { unknownProperties } = taskDefinition.deviations;
    if (unknownProperties.length === 0) {
      return;
    }
    const misnamed = misnamedContainers(taskDefinition.value);
    const reader: Reader = { homes: new Homes(taskDefinition), variables: new Variables() };
    for (const unknown of unknownProperties) {
      const { key } = unknown.value;
      // The rule task/container-definitions says what is wrong with misnamed containers.
      if (key === undefined || unknown.value === misnamed) {
        continue;
      }
      // What a script completes may be more than a task definition; and what ECS prints may be newer than this.
      const isOurs = unknown.structure !== 'TaskDefinition' || taskDefinition.isWhole;
      const violation = violationOf(unknown, key, reader, isOurs && !taskDefinition.isDescribed);
      if (violation !== undefined) {
        report(violation);
      }
    }
  },
});

/** What is needed to tell what was meant. */
interface Reader {
  readonly homes: Homes;
  readonly variables: Variables;
}

function violationOf(
  unknown: UnknownProperty,
  key: Key,
  { homes, variables }: Reader,
  isOurs: boolean,
): Finding | undefined {
  const { value, structure, meant } = unknown;
  const property = writtenName(key);
  const misplaced =
    isOurs && !isOnlyCase(meant, property)
      ? (variableOf(unknown, key, variables) ?? homeOf(unknown, key, homes))
      : undefined;
  if (misplaced !== undefined) {
    return misplaced;
  }
  if (meant !== undefined) {
    return mistyped(value, key, meant);
  }
  const message = structure === 'TaskDefinition' && SERVICE_PROPERTIES.has(property) ? 'ofService' : 'unknown';
  return isOurs
    ? { at: key, message, values: { property }, fixes: [...pairOf(unknown, key), removeIt(value)] }
    : undefined;
}

/** `{ "A": "b" }` is a variable for Docker, and for ECS a property of one that has no name. */
function pairOf({ value, structure }: UnknownProperty, key: Key): readonly Remedy[] {
  const entry = value.parent;
  const { string } = value;
  const [first, second] = structures[structure].keys();
  const isPair = structure === 'KeyValuePair' || structure === 'Secret' || structure === 'Tag';
  return isPair && entry?.children.length === 1 && string !== undefined && first !== undefined && second !== undefined
    ? [asPair(entry, { [first]: writtenName(key), [second]: string })]
    : [];
}

/** A variable that is in "environment" and belongs in "secrets", or the other way round. */
function variableOf({ value, structure, meant }: UnknownProperty, key: Key, variables: Variables): Finding | undefined {
  const entry = value.parent;
  const list = entry?.parent?.key?.name;
  const name = entry?.get('name').scalar;
  if (entry === undefined || typeof name !== 'string' || meant !== undefined) {
    return undefined;
  }
  const values = { variable: name };
  const property = writtenName(key).toLowerCase();
  if (structure === 'KeyValuePair' && list === 'environment' && property === 'valuefrom') {
    return { at: key, message: 'inSecrets', values, fixes: [...variables.move(entry, 'secrets'), removeIt(value)] };
  }
  if (structure !== 'Secret' || property !== 'value') {
    return undefined;
  }
  return list === 'secrets'
    ? { at: key, message: 'inEnvironment', values, fixes: [...variables.move(entry, 'environment'), removeIt(value)] }
    : undefined;
}

function homeOf(unknown: UnknownProperty, key: Key, homes: Homes): Finding | undefined {
  const { value } = unknown;
  const property = writtenName(key);
  const home = homes.of(unknown, property);
  if (home === undefined) {
    return undefined;
  }
  const place = { at: key, fixes: [...moveHome(value, home), removeIt(value)] };
  const isOwn = home.path.length === 1;
  if (isOwn && home.structure === 'TaskDefinition') {
    return { ...place, message: 'ofTaskDefinition', values: { property } };
  }
  if (isOwn && home.structure === 'ContainerDefinition') {
    return { ...place, message: 'ofThisContainer', values: { property } };
  }
  if (home.path[0] === 'containerDefinitions' && home.path.length === 3) {
    return { ...place, message: 'ofContainer', values: { property } };
  }
  const { name, isList } = placeOf(value, home);
  return { ...place, message: isList ? 'inElement' : 'inObject', values: { property, home: name } };
}

function isOnlyCase(meant: string | undefined, property: string): boolean {
  return meant?.toLowerCase() === property.toLowerCase();
}
