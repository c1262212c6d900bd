import fc from 'fast-check';

/** What an unlucky hand, or a script, puts into a task definition. */
const JUNK = [
  '{',
  '}',
  '[',
  ']',
  ',',
  ':',
  '"',
  '\\',
  '/*',
  '*/',
  '//',
  '\n',
  '\r\n',
  '\t',
  '\uFEFF',
  '\u0000',
  '-',
  '1e',
  'null',
  'true',
  'false',
  '0',
  '[]',
  '{}',
  '""',
  '"${x}"',
  '${x}',
  '{{ x }}',
  '{% if x %}',
  '<NAME>',
  '"name"',
  '"image"',
  '"family"',
  '"linuxParameters": null,',
  '"networkMode": "none",',
  '"readonlyRootFilesystem": true,',
  '"containerDefinitions": [],',
  '"containerDefinitions": ["app"],',
  '"FARGATE"',
  '"EC2",',
  '"taskDefinition": "web",',
  '"launchType": "FARGATE",',
  '"enableExecuteCommand": false,',
  '"networkConfiguration": {},',
];

/** What stands in the place of a value of a task definition. */
const VALUES: readonly string[] = [
  'null',
  '0',
  '-1.5',
  '"app"',
  '""',
  '"${x}"',
  'true',
  'false',
  '[]',
  '{}',
  '[null]',
  '["FARGATE"]',
  '{"name": "app"}',
  '[{"containerPath": "/var"}]',
];

/** The same for a policy. */
export const POLICY_JUNK: readonly string[] = [
  ...JUNK.slice(0, 30),
  '"*"',
  '"Statement": [],',
  '"Effect": "Deny",',
  '"Action": "*",',
  '"NotAction": "ecs:*",',
  '"Action": ["ecs:ExecuteCommand", "ssm:StartSession"],',
  '"Resource": "arn:aws:ecs:*:*:task/*",',
  '"NotResource": "*",',
  '"Principal": {"Service": "ecs-task.amazonaws.com"},',
  '"Condition": {"StringEquals": {"ecs:cluster": "*"}},',
  'ssmmessages:',
  'arn:',
  '${aws:username}',
];

/** What stands in the place of a value of a policy. */
export const POLICY_VALUES: readonly string[] = [
  'null',
  '0',
  'true',
  '""',
  '[]',
  '{}',
  '[null]',
  '"*"',
  '"${x}"',
  '"${aws:username}"',
  '"Deny"',
  '"ecs:ExecuteCommand"',
  '["ecs:executecommand", "ssm:StartSession"]',
  '"ssmmessages:Create*"',
  '"logs:PutLogEvents"',
  '"sts:AssumeRole"',
  '"arn:aws:ecs:*:*:cluster/web"',
  '["arn:aws:ecs:us-east-1:111122223333:task/web/*", "arn:aws:ssm:*::document/AWS-X"]',
  '"arn:aws:kms:*:*:alias/x"',
  '{"StringEquals": {"ecs:enable-execute-command": "true", "aws:ResourceTag/x": "y"}}',
];

interface Mutation {
  readonly at: number;
  readonly length: number;
  readonly text: string;
}

function mutation(junk: readonly string[]): fc.Arbitrary<Mutation> {
  return fc.record({
    at: fc.nat(),
    length: fc.oneof(fc.constant(0), fc.nat(4), fc.nat(300)),
    text: fc.oneof(fc.constant(''), fc.constantFrom(...junk), fc.string({ maxLength: 5 })),
  });
}

/** One of the documents, with some of it cut out or overwritten. */
export function mutated(documents: readonly string[], most = 4, junk: readonly string[] = JUNK): fc.Arbitrary<string> {
  return fc
    .tuple(fc.constantFrom(...documents), fc.array(mutation(junk), { maxLength: most }))
    .map(([document, mutations]) => mutations.reduce(mutate, document));
}

/** One of the documents with some of its values replaced by others of whatever type; it is still JSON, if it was. */
export function withOtherValues(
  documents: readonly string[],
  replacements: readonly string[] = VALUES,
): fc.Arbitrary<string> {
  const values = fc.constantFrom(...replacements);
  return fc
    .tuple(fc.constantFrom(...documents), fc.array(fc.tuple(fc.nat(), values), { minLength: 1, maxLength: 5 }))
    .map(([document, replaced]) =>
      replaced.reduce((text, [index, value]) => replaceValue(text, index, value), document),
    );
}

function mutate(document: string, { at, length, text }: Mutation): string {
  const start = at % (document.length + 1);
  return document.slice(0, start) + text + document.slice(start + length);
}

function replaceValue(text: string, index: number, value: string): string {
  const scalars = [...text.matchAll(/(?<=[:[,]\s*)("(?:[^"\\]|\\.)*"|-?\d+|true|false|null)(?=\s*[,\]}])/g)];
  const scalar = scalars[index % scalars.length];
  return scalar === undefined
    ? text
    : text.slice(0, scalar.index) + value + text.slice(scalar.index + scalar[0].length);
}
