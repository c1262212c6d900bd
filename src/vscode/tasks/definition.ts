import type { ContainerQuery } from '../../live/find-container.ts';
import { Problem } from '../../problem.ts';
import { sentence } from '../../text.ts';

/** What a task of type `ecs-exec` says in tasks.json. */
export interface ContainerTask extends ContainerQuery {
  readonly command: string;
}

/** Reads a definition, whose values may be of any type. Throws a `Problem` that names what is missing. */
export function readDefinition(definition: Readonly<Record<string, unknown>>): ContainerTask {
  const optional = (name: string): string | undefined => {
    const value = definition[name];
    return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
  };
  const required = (name: string): string => {
    const value = optional(name);
    if (value === undefined) {
      throw new Problem(
        'task-definition',
        sentence('The task does not have a "{0}".', name),
        sentence('Add it in tasks.json.'),
      );
    }
    return value;
  };
  const query = {
    cluster: required('cluster'),
    service: optional('service'),
    task: optional('task'),
    container: optional('container'),
  };
  if (query.service === undefined && query.task === undefined) {
    throw new Problem(
      'task-definition',
      sentence('The task has neither a "{0}" nor a "{1}".', 'service', 'task'),
      sentence('Add one of them in tasks.json.'),
    );
  }
  return { ...query, command: required('command') };
}
