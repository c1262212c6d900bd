import { text } from '../../../text.ts';
import type { UnknownProperty } from '../../documents/deviations.ts';
import { type StructureName, structures } from '../../notation/shape.ts';
import { rename } from '../../syntax/change.ts';
import { hasPlaceholder } from '../../syntax/placeholder.ts';
import { Spelling } from '../closest.ts';
import type { OldRule, Violation } from '../rule.ts';

/** Keys that people write to be read by people or editors: `$schema`, `_comment`, `//`, `#`, `x-…`. */
const REMARK = /^(?:[$_#]|\/\/|x-|comments?$)/i;

/**
 * The AWS CLI refuses a property that it does not know ("Unknown parameter in input"); other tools leave it out.
 * The names are those of AWS's SDK.
 */
export const unknownProperty: OldRule = {
  id: 'task/unknown-property',
  severity: 'warning',
  check(taskDefinition, report) {
    const spelling = new Spelling();
    for (const unknown of taskDefinition.deviations.unknownProperties) {
      // What a script completes may be more than a task definition; and what ECS prints may be newer than this.
      const isOurs = unknown.structure !== 'TaskDefinition' || taskDefinition.value.has('family');
      const violation = violationOf(unknown, isOurs && !taskDefinition.isDescribed, spelling);
      if (violation !== undefined) {
        report(violation);
      }
    }
  },
};

function violationOf(
  { value, structure }: UnknownProperty,
  isOurs: boolean,
  spelling: Spelling,
): Violation | undefined {
  const { key, parent } = value;
  if (key === undefined || hasPlaceholder(key.name) || REMARK.test(key.name)) {
    return undefined;
  }
  const { name } = key;
  const near = spelling.meant(name, structures[structure].keys());
  if (near !== undefined) {
    const isOnlyCase = near.toLowerCase() === name.toLowerCase();
    return {
      at: key,
      message: text('ECS does not know the property "{0}" here: did you mean "{1}"?', name, near),
      fixes:
        parent?.has(near) === true
          ? []
          : [{ title: text('Rename it to {0}', near), safe: isOnlyCase, changes: () => [rename(value, near)] }],
    };
  }
  if (!isOurs) {
    return undefined;
  }
  if (belongsTo(name, structure, 'TaskDefinition')) {
    return { at: key, message: text('The property "{0}" belongs to the task definition, not to a container.', name) };
  }
  if (belongsTo(name, structure, 'ContainerDefinition')) {
    return { at: key, message: text('The property "{0}" belongs to a container definition.', name) };
  }
  return { at: key, message: text('ECS does not know the property "{0}" here.', name) };
}

function belongsTo(name: string, structure: StructureName, other: 'TaskDefinition' | 'ContainerDefinition'): boolean {
  const isEither = structure === 'TaskDefinition' || structure === 'ContainerDefinition';
  return isEither && structure !== other && structures[other].has(name);
}
