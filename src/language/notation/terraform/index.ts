import type { Value } from '../../syntax/value.ts';
import type { Notation } from '../notation.ts';
import { Translated } from '../translated.ts';
import { Encoded } from './encoded.ts';
import { terraformName } from './names.ts';
import { Resource } from './resource.ts';

/** The only argument that is a switch, where the API has a word. */
const SWITCH = 'assignPublicIp';

/**
 * Terraform's resources of ECS. Container definitions are JSON: what `jsonencode` is given, or a heredoc. What the
 * provider alone knows is left to it.
 */
export const terraform: Notation = {
  name: 'terraform',
  see: (value, shape) => RESOURCE.see(value, shape),
  write: terraformName,
  spell: (value, property) => (property === SWITCH && typeof value === 'string' ? value === 'ENABLED' : value),
  referenceIn,
};

const ENCODED = new Encoded(terraform);
const RESOURCE = new Resource(terraform, ENCODED);

/** A value that is handed on as JSON, of which no structure is known. */
export function encoded(value: Value): Value {
  return ENCODED.see(value, 'any');
}

/** What is no resource, but has a name all the same. */
const NO_RESOURCES: ReadonlySet<string> = new Set(['var', 'local', 'each', 'count', 'self', 'path', 'terraform']);

/** A string that begins with a template that is a reference. */
const IN_STRING = /^\$\{\s*([\w.-]+)\s*\}/;

/** What a value of a resource refers to: `aws_iam_role.task` of `aws_iam_role.task.arn`. */
function referenceIn(value: Value): string | undefined {
  const { scalar, expression } = value instanceof Translated ? value.written : value;
  const path =
    expression?.kind === 'reference'
      ? expression.path
      : typeof scalar === 'string'
        ? IN_STRING.exec(scalar)?.[1]?.split('.')
        : undefined;
  const [first = ''] = path ?? [];
  const length = first === 'data' ? 3 : 2;
  return path === undefined || path.length <= length || NO_RESOURCES.has(first)
    ? undefined
    : path.slice(0, length).join('.');
}
