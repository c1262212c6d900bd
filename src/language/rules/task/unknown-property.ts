import { sentence } from '../../../text.ts';
import type { UnknownProperty } from '../../documents/deviations.ts';
import { PropertyNames } from '../../documents/property-names.ts';
import { notationOf } from '../../notation/notation-of.ts';
import type { StructureName } from '../../notation/shape.ts';
import { rename } from '../../syntax/change.ts';
import { defineRule, type Messages, type Violation } from '../define-rule.ts';
import { writtenName } from '../name-of.ts';
import { isNameInSpace } from '../stray-space.ts';

const messages = {
  mistyped: {
    severity: 'warning',
    text: 'ECS does not know the property "{property}" here. Did you mean "{meant}"?',
  },
  space: {
    severity: 'warning',
    text: 'ECS does not know this property: there is a space or an invisible character beside "{meant}".',
  },
  ofTaskDefinition: {
    severity: 'warning',
    text: 'The property "{property}" belongs to the task definition, not to a container.',
  },
  ofContainer: {
    severity: 'warning',
    text: 'The property "{property}" belongs to a container definition, not to the task definition.',
  },
  unknown: { severity: 'warning', text: 'ECS does not know the property "{property}" here.' },
} as const satisfies Messages;

/**
 * The AWS CLI refuses a property that it does not know ("Unknown parameter in input"); other tools leave it out.
 * The names are those of AWS's SDK.
 */
export const unknownProperty = defineRule({
  id: 'task/unknown-property',
  on: 'task-definition',
  messages,
  check({ taskDefinition, report }) {
    const { unknownProperties } = taskDefinition.deviations;
    const [first] = unknownProperties;
    if (first === undefined) {
      return;
    }
    const names = new PropertyNames(notationOf(first.value));
    for (const unknown of unknownProperties) {
      // What a script completes may be more than a task definition; and what ECS prints may be newer than this.
      const isOurs = unknown.structure !== 'TaskDefinition' || taskDefinition.isWhole;
      const violation = violationOf(unknown, isOurs && !taskDefinition.isDescribed, names);
      if (violation !== undefined) {
        report(violation);
      }
    }
  },
});

function violationOf(
  { value, structure, meant }: UnknownProperty,
  isOurs: boolean,
  names: PropertyNames,
): Violation<typeof messages> | undefined {
  const { key, parent } = value;
  if (key === undefined) {
    return undefined;
  }
  const property = writtenName(key);
  if (meant !== undefined) {
    const written = notationOf(value).write(meant);
    const isOnlySpace = isNameInSpace(property, written);
    const isOnlyCase = isOnlySpace || written.toLowerCase() === property.toLowerCase();
    const fixes =
      parent?.has(meant) === true
        ? []
        : [{ title: sentence('Rename it to {0}', written), safe: isOnlyCase, changes: () => [rename(value, meant)] }];
    return isOnlySpace
      ? { at: key, message: 'space', values: { meant: written }, fixes }
      : { at: key, message: 'mistyped', values: { property, meant: written }, fixes };
  }
  if (!isOurs) {
    return undefined;
  }
  return { at: key, message: ownerOf(property, structure, names), values: { property } };
}

/** Whose property it is, if it stands in a task definition and is one of a container, or the other way round. */
function ownerOf(
  property: string,
  structure: StructureName,
  names: PropertyNames,
): 'ofTaskDefinition' | 'ofContainer' | 'unknown' {
  if (structure === 'ContainerDefinition' && names.of('TaskDefinition').has(property)) {
    return 'ofTaskDefinition';
  }
  return structure === 'TaskDefinition' && names.of('ContainerDefinition').has(property) ? 'ofContainer' : 'unknown';
}
