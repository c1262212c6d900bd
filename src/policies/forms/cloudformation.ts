import type { Hole, Policy, Written } from '../policy.ts';
import { documentOf } from './document.ts';
import { commentLines, type Form, pascalCase } from './form.ts';

/**
 * A CloudFormation template with a managed policy for each. What CloudFormation knows by itself it fills in; the rest
 * are parameters.
 */
export const cloudformation: Form = {
  id: 'cloudformation',
  language: 'yaml',
  isOneEach: false,
  write(policies, say) {
    const lines = ["AWSTemplateFormatVersion: '2010-09-09'"];
    const parameters = PARAMETERS.filter(({ hole }) => policies.some((policy) => has(policy, hole)));
    if (parameters.length > 0) {
      lines.push('Parameters:', ...parameters.flatMap(({ name }) => [`  ${name}:`, '    Type: String']));
    }
    lines.push('Resources:');
    for (const policy of policies) {
      lines.push(
        ...commentLines(policy, say).map((line) => `  # ${line}`),
        `  ${pascalCase(policy.id)}:`,
        '    Type: AWS::IAM::ManagedPolicy',
        '    Properties:',
        '      PolicyDocument:',
        ...yaml(documentOf(policy, written), 8),
      );
    }
    return `${lines.join('\n')}\n`;
  },
};

const PARAMETERS: readonly { readonly hole: Hole; readonly name: string }[] = [
  { hole: 'cluster', name: 'ClusterName' },
  { hole: 'key', name: 'KeyId' },
];

const REFERENCES: Readonly<Record<Hole, string>> = {
  partition: '${AWS::Partition}',
  region: '${AWS::Region}',
  account: '${AWS::AccountId}',
  cluster: '${ClusterName}',
  key: '${KeyId}',
};

function has({ statements }: Policy, hole: Hole): boolean {
  const inParts = (parts: Written): boolean => parts.some((part) => typeof part !== 'string' && part.hole === hole);
  return statements.some(
    ({ resources, conditions }) => resources.some(inParts) || conditions.some(({ values }) => values.some(inParts)),
  );
}

/** A scalar of YAML, to be filled in where it has holes. */
function written(parts: Written): Scalar {
  return parts.every((part) => typeof part === 'string')
    ? new Scalar(quoted(parts.join('')))
    : new Scalar(
        `!Sub ${quoted(
          // What is IAM's own to fill in is none of CloudFormation's.
          parts
            .map((part) => (typeof part === 'string' ? part.replaceAll('${', '${!') : REFERENCES[part.hole]))
            .join(''),
        )}`,
      );
}

/** A scalar as it is written. */
class Scalar {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** Lines of YAML for a value, indented by so many spaces. */
function yaml(value: object, indent: number): readonly string[] {
  const spaces = ' '.repeat(indent);
  return Object.entries(value).flatMap(([key, inner]: [string, unknown]) => {
    const name = /^[A-Za-z]+$/.test(key) ? key : quoted(key);
    if (Array.isArray(inner)) {
      return [`${spaces}${name}:`, ...inner.flatMap((item: unknown) => element(item, indent + 2))];
    }
    return isPlain(inner) ? [`${spaces}${name}:`, ...yaml(inner, indent + 2)] : [`${spaces}${name}: ${scalar(inner)}`];
  });
}

function element(item: unknown, indent: number): readonly string[] {
  const spaces = ' '.repeat(indent);
  if (!isPlain(item)) {
    return [`${spaces}- ${scalar(item)}`];
  }
  return yaml(item, indent + 2).map((line, index) => (index === 0 ? `${spaces}- ${line.trimStart()}` : line));
}

function isPlain(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !(value instanceof Scalar);
}

function scalar(value: unknown): string {
  return value instanceof Scalar ? value.text : quoted(String(value));
}

/** In quotes where YAML would else take it for something else: in those in which only a quote means something. */
function quoted(text: string): string {
  return /^[A-Za-z][\w:]*$/.test(text) && !text.endsWith(':') && !/^(true|false|yes|no|on|off|null|y|n)$/i.test(text)
    ? text
    : `'${text.replaceAll("'", "''")}'`;
}
