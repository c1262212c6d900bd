import type { RuleId } from '../../src/language/rules/rule.ts';
import { variableOf } from './list.ts';

/** What the rules of a group are about, for want of a better idea. */
interface Example {
  readonly rule: (id: RuleId) => string;
  readonly bad: string;
  readonly good: string;
  readonly unknown: string;
  /** The lines with the finding's marker and its fix, and the line that they follow. */
  readonly marked: (id: RuleId) => string;
}

/** The files of a new rule, by their paths in the project. */
export function skeletonOf(id: RuleId): readonly (readonly [file: string, text: string])[] {
  const fixtures = `test/fixtures/language/${id}`;
  const example = EXAMPLES.find(([group]) => id.startsWith(`${group}/`))?.[1] ?? ON_TASK_DEFINITIONS;
  return [
    [`src/language/rules/${id}.ts`, example.rule(id)],
    [`docs/rules/${id}.md`, page(id, example)],
    [`${fixtures}/finding.jsonc`, example.marked(id)],
    [`${fixtures}/finding.fixed.jsonc`, example.good],
    [`${fixtures}/silent.jsonc`, example.unknown],
  ];
}

const FIX = 'TODO: set privileged to false';

const ON_TASK_DEFINITIONS: Example = {
  rule: taskDefinitionRule,
  bad: document('true'),
  good: document('false'),
  unknown: document('"${privileged}"'),
  marked: (id) => document('true', `      //            ^^^^ warning ${id}/privileged\n      // fix: ${FIX}\n`),
};

const WIDE_FIX = 'TODO: name the resources';

const ON_POLICIES: Example = {
  rule: policyRule,
  bad: policy('*'),
  good: policy('arn:aws:ecs:us-east-1:111122223333:task/web/*'),
  unknown: policy('${tasks}'),
  marked: (id) => policy('*', `      //          ^^^ warning ${id}/wide\n      // fix: ${WIDE_FIX}\n`),
};

const TAGS_FIX = 'TODO: set enableECSManagedTags to true';

const ON_SERVICES: Example = {
  rule: serviceRule,
  bad: service('false'),
  good: service('true'),
  unknown: service('"${tags}"'),
  marked: (id) => service('false', `  //                      ^^^^^ warning ${id}/untagged\n  // fix: ${TAGS_FIX}\n`),
};

const CLUSTER_FIX = 'TODO: set logging to "DEFAULT"';

const ON_CLUSTERS: Example = {
  rule: clusterRule,
  bad: cluster('NONE'),
  good: cluster('DEFAULT'),
  unknown: cluster('${logging}'),
  marked: (id) => cluster('NONE', `      //         ^^^^^^ warning ${id}/unlogged\n      // fix: ${CLUSTER_FIX}\n`),
};

/** By group; those that are not here are about task definitions. */
const EXAMPLES: readonly (readonly [group: string, example: Example])[] = [
  ['policy', ON_POLICIES],
  ['service', ON_SERVICES],
  ['cluster', ON_CLUSTERS],
];

function serviceRule(id: RuleId): string {
  return `import { sentence } from '../../../text.ts';
import { set } from '../../syntax/change.ts';
import { defineRule } from '../define-rule.ts';

/**
 * TODO: what AWS demands or advises, in its own words.
 * Source: TODO: the page on which AWS says it.
 */
export const ${variableOf(id)} = defineRule({
  id: '${id}',
  on: 'service',
  messages: {
    untagged: {
      severity: 'warning',
      text: 'TODO: say in one sentence what is wrong with a service whose {.enableECSManagedTags} is false.',
    },
  },
  check({ service, report }) {
    // TODO: ask for what is to be reported: a value that is unknown says no, as does a task definition that is not here.
    const tags = service.get('enableECSManagedTags');
    if (!tags.is(false)) {
      return;
    }
    report({
      at: tags,
      message: 'untagged',
      fixes: [
        {
          title: sentence('${TAGS_FIX}'),
          safe: false,
          changes: () => [set(service.value, ['enableECSManagedTags'], true)],
        },
      ],
    });
  },
});
`;
}

function service(tags: string, markers = ''): string {
  return `{
  "cluster": "prod",
  "serviceName": "web",
  "taskDefinition": "web",
  "desiredCount": 1,
  "enableExecuteCommand": true,
  "enableECSManagedTags": ${tags}
${markers}}
`;
}

function clusterRule(id: RuleId): string {
  return `import { sentence } from '../../../text.ts';
import { set } from '../../syntax/change.ts';
import { defineRule } from '../define-rule.ts';

/**
 * TODO: what AWS demands or advises, in its own words.
 * Source: TODO: the page on which AWS says it.
 */
export const ${variableOf(id)} = defineRule({
  id: '${id}',
  on: 'cluster',
  messages: {
    unlogged: {
      severity: 'warning',
      text: 'TODO: say in one sentence what is wrong with a cluster whose {.logging} is NONE.',
    },
  },
  check({ cluster, report }) {
    // TODO: ask for what is to be reported: a value that is unknown says no.
    const logging = cluster.exec.get('logging');
    if (!logging.is('NONE')) {
      return;
    }
    report({
      at: logging,
      message: 'unlogged',
      fixes: [
        {
          title: sentence('${CLUSTER_FIX}'),
          safe: false,
          changes: () => [set(cluster.exec, ['logging'], 'DEFAULT')],
        },
      ],
    });
  },
});
`;
}

function cluster(logging: string, markers = ''): string {
  return `{
  "clusterName": "prod",
  "configuration": {
    "executeCommandConfiguration": {
      "logging": "${logging}"
${markers}    }
  }
}
`;
}

function policyRule(id: RuleId): string {
  return `import { sentence } from '../../../text.ts';
import { replace } from '../../syntax/change.ts';
import { defineRule } from '../define-rule.ts';

/**
 * TODO: what AWS demands or advises, in its own words.
 * Source: TODO: the page on which AWS says it.
 */
export const ${variableOf(id)} = defineRule({
  id: '${id}',
  on: 'policy',
  messages: {
    wide: {
      severity: 'warning',
      text: 'TODO: say in one sentence what is wrong with {action} on all resources.',
    },
  },
  check({ policy, report }) {
    for (const { statement, pattern } of policy.allowing('ecs:describetasks')) {
      // TODO: ask for what is to be reported: a resource that is unknown says no.
      for (const { value, isAll } of statement.resources) {
        if (!isAll) {
          continue;
        }
        report({
          at: value,
          message: 'wide',
          values: { action: pattern.written },
          fixes: [
            {
              title: sentence('${WIDE_FIX}'),
              safe: false,
              changes: () => [replace(value, 'arn:aws:ecs:us-east-1:111122223333:task/web/*')],
            },
          ],
        });
      }
    }
  },
});
`;
}

function policy(resource: string, markers = ''): string {
  return `{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "ecs:DescribeTasks",
      "Resource": "${resource}"
${markers}    }
  ]
}
`;
}

function taskDefinitionRule(id: RuleId): string {
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

function page(id: RuleId, { bad, good }: Example): string {
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
${bad}\`\`\`

### After the first fix

\`\`\`json
${good}\`\`\`

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
