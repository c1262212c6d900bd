import type { Hover, Range } from '../api.ts';
import type { Subject, TaskDefinitionSubject } from '../documents/subject.ts';
import type { TaskDefinition } from '../documents/task-definition.ts';
import { withNames } from '../finding.ts';
import type { Notation } from '../notation/notation.ts';
import type { Value } from '../syntax/value.ts';
import { executionRole } from './execution-role.ts';
import { imageTools } from './image-tools.ts';
import type { Note } from './note.ts';
import { hoverInPolicy } from './policy-actions.ts';
import { readonlyRootFilesystem } from './readonly-root-filesystem.ts';
import { rootUser } from './root-user.ts';
import { sessionLogs } from './session-logs.ts';
import { sidecars } from './sidecars.ts';
import { taskRole } from './task-role.ts';
import { taskSize } from './task-size.ts';

const NOTES: readonly Note[] = [
  executionRole,
  imageTools,
  readonlyRootFilesystem,
  rootUser,
  sessionLogs,
  sidecars,
  taskRole,
  taskSize,
];

/** What there is to say of ECS Exec about the property at an offset of the text of a subject. */
export function hover(subject: Subject, offset: number): Hover | undefined {
  if (subject.kind === 'policy') {
    return hoverInPolicy(subject.policy, offset);
  }
  return 'taskDefinition' in subject ? hoverInTaskDefinition(subject, offset) : undefined;
}

function hoverInTaskDefinition({ taskDefinition, notation }: TaskDefinitionSubject, offset: number): Hover | undefined {
  const container = taskDefinition.containers.find(({ value }) => contains(value, offset));
  const owner = container === undefined ? 'task' : 'container';
  for (const property of (container ?? taskDefinition).value.children) {
    const place = placeAt(property, offset);
    const name = property.key?.name;
    if (place === undefined || name === undefined) {
      continue;
    }
    const note = NOTES.find(({ of, properties }) => of === owner && properties.includes(name));
    return note === undefined ? undefined : toHover(note, taskDefinition, place, notation);
  }
  return undefined;
}

function toHover(
  note: Note,
  taskDefinition: TaskDefinition,
  { start, end }: Range,
  notation: Notation,
): Hover | undefined {
  const contents = note.paragraphs(taskDefinition).map((paragraph) => withNames(paragraph, notation));
  return contents.length === 0 ? undefined : { contents, range: { start, end }, documentation: note.documentation };
}

/** The name of a property, or its value when that is no object or array, at an offset. */
function placeAt(property: Value, offset: number): Range | undefined {
  if (property.key !== undefined && contains(property.key, offset)) {
    return property.key;
  }
  const isNested = property.kind === 'object' || property.kind === 'array';
  return !isNested && contains(property, offset) ? property : undefined;
}

function contains({ start, end }: Range, offset: number): boolean {
  return start <= offset && offset < end;
}
