import type { SubjectKind } from '../api.ts';
import type { Subject } from '../documents/subject.ts';
import { elementOf, mapped, structureOf } from '../notation/parts.ts';
import { outputOnly, type Shape, structures, told } from '../notation/shape.ts';
import { isByDefault } from '../syntax/node.ts';
import type { Value } from '../syntax/value.ts';
import type { Fitting } from './complete-policy.ts';
import { seenAt } from './seen.ts';

const SHAPES: Readonly<Partial<Record<SubjectKind, Shape>>> = {
  'task-definition': { structure: 'TaskDefinition' },
  'container-definitions': { list: { structure: 'ContainerDefinition' } },
  service: { structure: 'Service' },
  'task-run': { structure: 'TaskRun' },
  cluster: { structure: 'Cluster' },
};

/** The names of the properties that an object can have and does not have yet. */
export function fittingProperties(subject: Subject, object: Value | undefined): Fitting | undefined {
  const seen = object && seenAt(subject.value, object);
  // What is around the containers of a module is the module's own.
  if (object === undefined || seen?.kind !== 'object' || isElsewhere(subject) || isModule(subject, seen)) {
    return undefined;
  }
  const structure = structureOf(shapeOf(seen, subject));
  if (structure === undefined) {
    return undefined;
  }
  const names = Array.from(structures[structure].keys()).filter(
    (name) =>
      told.get(structure)?.has(name) !== true &&
      !(structure === 'TaskDefinition' && outputOnly.has(name)) &&
      !seen.children.some((child) => child.key?.name === name && !isByDefault(child)),
  );
  return { kind: 'property', names: names.map((name) => subject.notation.write(name, structure)) };
}

/** The words that a string can be, where it is one of a few. */
export function fittingWords(subject: Subject, string: Value): Fitting | undefined {
  const seen = seenAt(subject.value, string);
  const shape = seen === undefined || isElsewhere(subject) ? undefined : shapeOf(seen, subject);
  return typeof shape === 'object' && 'enum' in shape ? { kind: 'value', names: shape.enum } : undefined;
}

/** Those who write templates of CloudFormation have AWS Toolkit or a schema for names and words. */
function isElsewhere({ notation }: Subject): boolean {
  return notation.name === 'cloudformation';
}

function isModule({ notation, value }: Subject, object: Value): boolean {
  return notation.name === 'terraform' && object === value;
}

/** The shape of a value in a subject, as the names of properties on the way to it say. */
function shapeOf(value: Value, subject: Subject): Shape | undefined {
  const { parent, key } = value;
  if (value === subject.value || parent === undefined) {
    return SHAPES[subject.kind];
  }
  const outer = shapeOf(parent, subject);
  const structure = structureOf(outer);
  if (structure !== undefined) {
    return key && structures[structure].get(key.name);
  }
  return key === undefined ? elementOf(outer) : mapped(outer);
}
