import { sentence } from '../../../text.ts';
import { Spelling } from '../../documents/closest.ts';
import type { UnknownProperty } from '../../documents/deviations.ts';
import type { Notation } from '../../notation/notation.ts';
import { notationOf } from '../../notation/notation-of.ts';
import { type StructureName, structures } from '../../notation/shape.ts';
import { rename } from '../../syntax/change.ts';
import { hasPlaceholder } from '../../syntax/placeholder.ts';
import { defineRule, type Messages, type Violation } from '../define-rule.ts';
import { writtenName } from '../name-of.ts';

/** Keys that people write to be read by people or editors: `$schema`, `_comment`, `//`, `#`, `x-…`. */
const REMARK = /^(?:[$_#]|\/\/|x-|comments?$)/i;

const messages = {
  mistyped: {
    severity: 'warning',
    text: 'ECS does not know the property "{property}" here. Did you mean "{meant}"?',
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
    const spelling = new Spelling();
    const names = new Names(notationOf(first.value));
    for (const unknown of unknownProperties) {
      // What a script completes may be more than a task definition; and what ECS prints may be newer than this.
      const isOurs = unknown.structure !== 'TaskDefinition' || taskDefinition.isWhole;
      const violation = violationOf(unknown, isOurs && !taskDefinition.isDescribed, names, spelling);
      if (violation !== undefined) {
        report(violation);
      }
    }
  },
});

/** The names of the properties of structures, by how a notation writes them. */
class Names {
  readonly #notation: Notation;
  readonly #known = new Map<StructureName, ReadonlyMap<string, string>>();

  constructor(notation: Notation) {
    this.#notation = notation;
  }

  of(structure: StructureName): ReadonlyMap<string, string> {
    const known = this.#known.get(structure);
    if (known !== undefined) {
      return known;
    }
    const names = new Map(Array.from(structures[structure].keys(), (name) => [this.#notation.write(name), name]));
    this.#known.set(structure, names);
    return names;
  }
}

function violationOf(
  { value, structure }: UnknownProperty,
  isOurs: boolean,
  names: Names,
  spelling: Spelling,
): Violation<typeof messages> | undefined {
  const { key, parent } = value;
  if (key === undefined) {
    return undefined;
  }
  const property = writtenName(key);
  if (hasPlaceholder(property) || REMARK.test(property)) {
    return undefined;
  }
  const properties = names.of(structure);
  const meant = spelling.meant(property, properties.keys());
  const name = meant === undefined ? undefined : properties.get(meant);
  if (meant !== undefined && name !== undefined) {
    const isOnlyCase = meant.toLowerCase() === property.toLowerCase();
    return {
      at: key,
      message: 'mistyped',
      values: { property, meant },
      fixes:
        parent?.has(name) === true
          ? []
          : [{ title: sentence('Rename it to {0}', meant), safe: isOnlyCase, changes: () => [rename(value, name)] }],
    };
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
  names: Names,
): 'ofTaskDefinition' | 'ofContainer' | 'unknown' {
  if (structure === 'ContainerDefinition' && names.of('TaskDefinition').has(property)) {
    return 'ofTaskDefinition';
  }
  return structure === 'TaskDefinition' && names.of('ContainerDefinition').has(property) ? 'ofContainer' : 'unknown';
}
