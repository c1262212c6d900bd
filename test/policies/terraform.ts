import assert from 'node:assert/strict';

/**
 * Reads the `aws_iam_policy_document` blocks of a text, one attribute or block a line, into the documents that
 * Terraform makes of them. What is filled in stands in `values`.
 */
export function readTerraform(text: string, values: Readonly<Record<string, string>>): readonly unknown[] {
  const blocks = text.split(/^data "aws_iam_policy_document" /m).slice(1);
  return blocks.map((block) => ({
    Version: '2012-10-17',
    Statement: block
      .split(/^ {2}statement \{$/m)
      .slice(1)
      .map((statement) => readStatement(statement, values)),
  }));
}

function readStatement(text: string, values: Readonly<Record<string, string>>): unknown {
  const [own = '', ...conditions] = text.split(/^ {4}condition \{$/m);
  const { sid, effect = ['Allow'], actions, resources } = attributes(own, values);
  const Condition: Record<string, Record<string, unknown>> = {};
  for (const condition of conditions) {
    const { test: [operator = ''] = [], variable: [key = ''] = [], values: wanted } = attributes(condition, values);
    (Condition[operator] ??= {})[key] = one(wanted);
  }
  return {
    Sid: one(sid),
    Effect: one(effect),
    Action: one(actions),
    Resource: one(resources),
    ...(conditions.length > 0 && { Condition }),
  };
}

function attributes(
  text: string,
  values: Readonly<Record<string, string>>,
): Partial<Record<string, readonly string[]>> {
  const found = text.matchAll(/^ +(\w+) += (\[.*\]$|\[[^]*?^ *\]$|".*"$)/gm);
  return Object.fromEntries(
    [...found].map(([, name = '', value = '']) => [
      name,
      [...value.matchAll(/"(?:[^"\\]|\\.)*"/g)].map(([quoted]) => fill(quoted, values)),
    ]),
  );
}

function fill(quoted: string, values: Readonly<Record<string, string>>): string {
  const escaped = quoted.replace(/([$%])\1\{|\$\{([^}]+)\}/g, (_all, sign: string | undefined, name: string) =>
    sign === undefined ? (values[name] ?? assert.fail(name)) : `${sign}{`,
  );
  return JSON.parse(escaped) as string;
}

function one(list: readonly string[] | undefined): unknown {
  return list?.length === 1 ? list[0] : list;
}
