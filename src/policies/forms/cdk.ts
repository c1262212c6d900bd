import type { Hole, Policy, Statement, Written } from '../policy.ts';
import { commentLines, type Form, inBrackets, pascalCase } from './form.ts';

/** TypeScript for AWS CDK 2 with a document for each policy. What a stack knows by itself it fills in. */
export const cdk: Form = {
  id: 'cdk',
  language: 'typescript',
  isOneEach: false,
  write(policies, say) {
    const body = policies.map((policy) => declaration(policy, say)).join('\n');
    const imports = [...(body.includes('${Aws.') ? ['Aws'] : []), 'aws_iam as iam'].join(', ');
    const used = CONSTANTS.filter(({ name }) => body.includes(`\${${name}}`));
    return [
      `import { ${imports} } from 'aws-cdk-lib';`,
      '',
      ...used.flatMap(({ name, value }) => [`const ${name} = '${value}';`, '']),
      body,
    ].join('\n');
  },
};

const REFERENCES: Readonly<Record<Hole, string>> = {
  partition: 'Aws.PARTITION',
  region: 'Aws.REGION',
  account: 'Aws.ACCOUNT_ID',
  cluster: 'clusterName',
  key: 'keyId',
};

const CONSTANTS = [
  { name: REFERENCES.cluster, value: '<CLUSTER_NAME>' },
  { name: REFERENCES.key, value: '<KEY_ID>' },
];

function declaration(policy: Policy, say: Parameters<Form['write']>[1]): string {
  const name = pascalCase(policy.id);
  return [
    ...commentLines(policy, say).map((line) => `// ${line}`),
    `export const ${name.charAt(0).toLowerCase()}${name.slice(1)} = new iam.PolicyDocument({`,
    '  statements: [',
    ...policy.statements.map(statement),
    '  ],',
    '});',
    '',
  ].join('\n');
}

function statement({ sid, effect, actions, resources, conditions }: Statement): string {
  const operators = [...new Set(conditions.map(({ operator }) => operator))];
  return [
    '    new iam.PolicyStatement({',
    `      sid: ${text([sid])},`,
    `      effect: iam.Effect.${effect.toUpperCase()},`,
    `      actions: ${list(actions.map((action) => [action]))},`,
    `      resources: ${list(resources)},`,
    ...(operators.length === 0
      ? []
      : [
          '      conditions: {',
          ...operators.flatMap((operator) => [
            `        ${operator}: {`,
            ...conditions
              .filter((condition) => condition.operator === operator)
              .map(({ key, values }) => `          ${text([key])}: ${list(values, 10)},`),
            '        },',
          ]),
          '      },',
        ]),
    '    }),',
  ].join('\n');
}

function list(values: readonly Written[], indent = 6): string {
  return inBrackets(values.map(text), indent);
}

/** A string, or a template where something is filled in. */
function text(parts: Written): string {
  const isTemplate = parts.some((part) => typeof part !== 'string');
  const special = isTemplate ? /[\\`]|\$(?=\{)/g : /[\\']/g;
  const inner = parts.map((part) =>
    typeof part === 'string'
      ? part.replace(/[\r\n]/g, ' ').replace(special, String.raw`\$&`)
      : `\${${REFERENCES[part.hole]}}`,
  );
  return isTemplate ? `\`${inner.join('')}\`` : `'${inner.join('')}'`;
}
