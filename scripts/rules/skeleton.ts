import type { RuleId } from '../../src/language/rules/rule.ts';
import { variableOf } from './list.ts';

/**
 * The files of a new rule, by their paths in the project. It reports privileged containers, for want of a better idea.
 */
export function skeletonOf(id: RuleId): readonly (readonly [file: string, text: string])[] {
  const fixtures = `test/fixtures/language/${id}`;
  return [
    [`src/language/rules/${id}.ts`, rule(id)],
    [`docs/rules/${id}.md`, page(id)],
    [
      `${fixtures}/finding.jsonc`,
      document('true', `      //            ^^^^ warning ${id}/privileged\n      // fix: ${FIX}\n`),
    ],
    [`${fixtures}/finding.fixed.jsonc`, document('false')],
    [`${fixtures}/silent.jsonc`, document('"${privileged}"')],
  ];
}

const FIX = 'TODO: set privileged to false';

function rule(id: RuleId): string {
  return `import { sentence } from '../../../text.ts';
import { set } from '../../syntax/change.ts';
import { defineRule } from '../define-rule.ts';

/**
 * TODO: what AWS demands or advises, in its own words.
 * Source: TODO: the page on which AWS says it.
 */
export const ${variableOf(id)} = defineRule({
  id: '${id}',
  on: 'task-definition',
  messages: {
    privileged: {
      severity: 'warning',
      text: 'TODO: say in one sentence what is wrong with container "{container}", whose {.privileged} is true.',
    },
  },
  check({ taskDefinition, report }) {
    for (const container of taskDefinition.containers) {
      // TODO: ask for what is to be reported, with is(…) or isAbsent: a value that is unknown says no to both.
      const privileged = container.get('privileged');
      if (!privileged.is(true)) {
        continue;
      }
      report({
        at: privileged,
        message: 'privileged',
        values: { container: container.label },
        fixes: [
          {
            title: sentence('${FIX}'),
            safe: false,
            changes: () => [set(container.value, ['privileged'], false)],
          },
        ],
      });
    }
  },
});
`;
}

function page(id: RuleId): string {
  return `# ${id}

TODO: what the rule requires, in one sentence.

Reported on TODO.

## Why

TODO: what happens otherwise.

## What AWS says

> TODO: its own words, or the message with which it refuses the task definition.

From [TODO](https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RegisterTaskDefinition.html).

## How to fix it

TODO: what the quick fix does, and whether "fix all" makes it.

### Before

\`\`\`json
${document('true')}\`\`\`

### After the first fix

\`\`\`json
${document('false')}\`\`\`

## When it stays silent

- TODO: what cannot be known.
`;
}

function document(privileged: string, markers = ''): string {
  return `{
  "family": "web",
  "containerDefinitions": [
    {
      "name": "app",
      "image": "registry.example/app:1",
      "privileged": ${privileged}
${markers}    }
  ]
}
`;
}
