import { AwsError } from './error.ts';
import { Parameters } from './parameters.ts';

/** The input of a query protocol, in which everything is a text on the wire. */
export class FormParameters extends Parameters {
  override number(name: string): number | undefined {
    const value = this.text(name);
    if (value === undefined) {
      return undefined;
    }
    return /^-?\d{1,15}$/.test(value) ? Number(value) : malformed(name, value);
  }

  override flag(name: string): boolean | undefined {
    const value = this.text(name);
    if (value === undefined) {
      return undefined;
    }
    return value === 'true' || value === 'false' ? value === 'true' : malformed(name, value);
  }
}

type Tree = Map<string, Tree | string>;

/**
 * The members of a form: `Filter.1.Value.2=a` and `ActionNames.member.1=a` are lists, `A.B=c` is a structure.
 * https://smithy.io/2.0/aws/protocols/aws-query-protocol.html
 */
export function readForm(body: Buffer): Readonly<Record<string, unknown>> {
  const root: Tree = new Map();
  for (const [name, value] of new URLSearchParams(body.toString())) {
    const steps = name.split('.');
    const last = steps.pop() ?? '';
    let at = root;
    for (const step of steps) {
      const next = at.get(step);
      const tree: Tree = typeof next === 'object' ? next : new Map<string, Tree | string>();
      at.set(step, tree);
      at = tree;
    }
    at.set(last, value);
  }
  return Object.fromEntries([...root].map(([name, value]) => [name, plain(value)]));
}

function plain(value: Tree | string): unknown {
  if (typeof value === 'string') {
    return value;
  }
  const members = value.get('member');
  if (value.size === 1 && members instanceof Map) {
    return plain(members);
  }
  const entries = [...value].map(([name, member]): [string, unknown] => [name, plain(member)]);
  return entries.every(([name]) => /^[1-9]\d*$/.test(name))
    ? entries.sort(([one], [other]) => Number(one) - Number(other)).map(([, item]) => item)
    : Object.fromEntries(entries);
}

function malformed(name: string, value: string): never {
  throw new AwsError('MalformedInput', `The value ${value} of ${name} is of the wrong type.`);
}
