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
];

interface Mutation {
  readonly at: number;
  readonly length: number;
  readonly text: string;
}

const mutation: fc.Arbitrary<Mutation> = fc.record({
  at: fc.nat(),
  length: fc.oneof(fc.constant(0), fc.nat(4), fc.nat(300)),
  text: fc.oneof(fc.constant(''), fc.constantFrom(...JUNK), fc.string({ maxLength: 5 })),
});

/** One of the documents, with some of it cut out or overwritten. */
export function mutated(documents: readonly string[], most = 4): fc.Arbitrary<string> {
  return fc
    .tuple(fc.constantFrom(...documents), fc.array(mutation, { maxLength: most }))
    .map(([document, mutations]) => mutations.reduce(mutate, document));
}

/** One of the documents with some of its values replaced by others of whatever type; it is still JSON, if it was. */
export function withOtherValues(documents: readonly string[]): fc.Arbitrary<string> {
  const values = fc.constantFrom(
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
  );
  return fc
    .tuple(fc.constantFrom(...documents), fc.array(fc.tuple(fc.nat(), values), { minLength: 1, maxLength: 5 }))
    .map(([document, replacements]) =>
      replacements.reduce((text, [index, value]) => replaceValue(text, index, value), document),
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
