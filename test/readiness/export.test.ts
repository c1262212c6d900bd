import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { toText } from '../../src/cli/check/text.ts';
import { toJson } from '../../src/readiness/export/json.ts';
import { toMarkdown } from '../../src/readiness/export/markdown.ts';
import { Memory } from '../../src/readiness/gather/memory.ts';
import { makeReport } from '../../src/readiness/make-report.ts';
import type { Mend } from '../../src/readiness/model/mend.ts';
import type { Hop } from '../../src/readiness/model/network-path.ts';
import type { Report } from '../../src/readiness/model/report.ts';
import { english, sentence } from '../../src/text.ts';
import { contentOf } from '../../src/vscode/readiness/report-html.ts';
import { report } from '../vscode/readiness/report.ts';
import { type Answers, cloud, running, valueOf } from './gather/cloud.ts';
import { definition, place } from './world.ts';

const HOSTILE = [
  '# x',
  '- x',
  '+ x',
  '12) x',
  '=== x',
  '> x',
  '    x',
  '[x](command:y)',
  '![x](https://y)',
  '<img src=x onerror=alert(1)>',
  '**x** _x_ ~~x~~',
  'a | b',
  '&lt;x&gt;',
  '`x`',
  '```',
  '` ``x`` ```y```',
  '\\',
  'x\n# y\n\n```\n- z',
  '\u001b[31mred\u202eder',
  'x'.repeat(10_000),
];

const ROLE = 'arn:aws:iam::123456789012:role/web-task';

/** A report in which these words stand wherever words of AWS can stand. */
function saying(evil: string): Report {
  const mends: readonly Mend[] = [
    { kind: 'other-container', container: evil },
    { kind: 'text', title: sentence('{0}', evil), texts: [{ form: 'cli', text: evil }] },
    { kind: 'attach-policy', roleArn: `${ROLE}/${evil}`, policyName: evil, policy: evil },
  ];
  const words = sentence('{0}', evil);
  const hop: Hop = { kind: 'endpoint', name: evil, state: 'fail', remark: words };
  return report(
    {
      'task-role': {
        state: 'fail',
        sentence: words,
        evidence: [
          { label: words, value: evil },
          { label: words, value: words },
        ],
        permissions: [evil],
        mends,
      },
    },
    {
      place: { clusterArn: evil, taskArn: evil, container: evil, region: evil },
      paths: [{ service: evil, state: 'fail', sentence: words, hops: [hop], mends: [], permissions: [] }],
    },
  );
}

/** Whether it has what changes the colour, or the direction, of what follows. */
function steers(text: string): boolean {
  return ['\u001b', '\u202e'].some((character) => text.includes(character));
}

/** Markdown without what stands in code, where nothing has a meaning. */
function withoutCode(markdown: string): string {
  const outside: string[] = [];
  let fence: string | undefined;
  for (const line of markdown.split('\n')) {
    const [mark] = /^`{3,}/.exec(line) ?? [];
    if (fence === undefined && mark !== undefined) {
      fence = mark;
    } else if (fence !== undefined) {
      fence = line === fence ? undefined : fence;
    } else {
      outside.push(line.replaceAll(/(?<![\\`])(`+)(?!`).*?(?<!`)\1(?!`)/g, 'code'));
    }
  }
  assert.equal(fence, undefined, 'a block of code does not end');
  return outside.join('\n');
}

suite('a report as Markdown', () => {
  /** Without words that are replaced, each line begins with what this project writes there. */
  const outline = (markdown: string): readonly string[] =>
    withoutCode(markdown)
      .split('\n')
      .map((line) => /^(#{1,3} |- |1\. |)/.exec(line)?.[0] ?? '');
  const harmless = outline(toMarkdown(saying('x')));

  for (const evil of HOSTILE) {
    test(`has no markup of others: ${JSON.stringify(evil.slice(0, 40))}`, () => {
      const markdown = toMarkdown(saying(evil));
      const prose = withoutCode(markdown);
      assert.doesNotMatch(prose, /(?<!\\)(?:\\\\)*[`*_[\]<>|~&]/, prose);
      assert.doesNotMatch(prose, /^(?: {4}|\s*(?:[+=>]|\d+\)))/m, prose);
      assert.deepEqual(outline(markdown), harmless, markdown);
      assert.ok(!steers(markdown));
    });
  }
});

suite('a report as JSON', () => {
  for (const evil of HOSTILE) {
    test(`keeps its form with ${JSON.stringify(evil.slice(0, 40))}`, () => {
      const json = toJson(saying(evil));
      const read = JSON.parse(json) as { readonly container: string; readonly checks: readonly object[] };
      assert.equal(read.checks.length, report().checks.length);
      assert.ok(Array.from(read.container).length <= 300);
      assert.ok(!steers(json));
    });
  }
});

suite('what helps, in a report for people', () => {
  const policy = '{\n  "Statement": []\n}';
  const attach: Mend = { kind: 'attach-policy', roleArn: ROLE, policyName: 'exec', policy };
  const command = { form: 'cli', text: 'aws iam put-role-policy' } as const;
  const forms: Mend = { kind: 'text', title: sentence('Statement'), texts: [{ form: 'json', text: policy }, command] };
  const again: Mend = { kind: 'text', title: sentence('Once more'), texts: [{ form: 'json', text: policy }] };
  const made = report({ 'task-role': { state: 'fail', mends: [attach, forms, again] } });

  for (const [form, text] of [
    ['Markdown', toMarkdown(made)],
    ['text', toText(made, false)],
  ] as const) {
    test(`has each text once, as ${form}`, () => {
      assert.equal(text.split('"Statement": []').length - 1, 1, text);
      assert.match(text, /Add this policy to role "web-task"\.[^]*Statement[^]*aws iam put-role-policy/);
      assert.doesNotMatch(text, /Once more/);
    });
  }
});

suite('an exported report', () => {
  test('is bounded, whatever AWS says', () => {
    const long = 'word '.repeat(50_000);
    const many = <Piece>(piece: Piece): readonly Piece[] => Array.from({ length: 5_000 }, () => piece);
    const one = saying(long);
    const large: Report = {
      ...one,
      checks: one.checks.map((check) => ({
        ...check,
        state: 'fail',
        evidence: many({ label: sentence('A'), value: long }),
        permissions: many(long),
        mends: many<Mend>({ kind: 'text', title: sentence('A'), texts: [{ form: 'cli', text: long }] }),
      })),
      paths: one.paths.map((path) => ({ ...path, hops: path.hops.flatMap(many) })),
    };
    for (const text of [toMarkdown(large), toJson(large), toText(large, false)]) {
      assert.ok(text.length < 1_500_000, String(text.length));
    }
  });

  test('has no value of an environment variable, and no token, in any form', async () => {
    const SECRET = 'hunter2-value';
    const names = ['AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN', 'HTTPS_PROXY', 'http_proxy', 'NO_PROXY', 'PASSWORD'];
    const environment = names.map((name) => ({ name, value: `http://user:${SECRET}@proxy` }));
    const secret = { name: 'TOKEN', valueFrom: `arn:aws:secretsmanager:eu-central-1:111122223333:secret:${SECRET}` };
    const container = { environment, secrets: [secret], command: ['--password', SECRET], entryPoint: [SECRET] };
    const worlds: readonly Answers[] = [
      { 'taskDefinitions.describe': () => valueOf(definition({}, container)) },
      {
        'details.task': () => ({
          description: { ...running, overrides: { containerOverrides: [{ name: 'web', environment }] } },
        }),
      },
    ];
    for (const answers of worlds) {
      const { gateway } = cloud(answers);
      const made = await makeReport(place, gateway, { memory: new Memory() });
      assert.match(toMarkdown(made), /PROXY/i);
      const shown = contentOf(made, { say: english, time: String, mayChange: true });
      for (const text of [toMarkdown(made), toJson(made), toText(made, false), JSON.stringify([made, shown])]) {
        assert.ok(!text.includes(SECRET), text);
      }
    }
  });
});
