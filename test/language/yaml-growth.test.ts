import { after, suite, test } from 'node:test';
import { GrowthMeter, type Output } from '../support/growth.ts';
import { many } from './hostile-documents.ts';
import { CLOUDFORMATION_YAML } from './notation/mirrors.ts';

const meter = new GrowthMeter();
after(() => meter[Symbol.dispose]());

const HEAD = 'Resources:\n  A:\n    Type: AWS::ECS::TaskDefinition\n    Properties:\n';

function containers(count: number, ...lines: readonly string[]): string {
  const each = many(count, (index) =>
    [`        - Name: c${index}`, ...lines.map((line) => `          ${line}`)].join('\n'),
  );
  return `${HEAD}      ContainerDefinitions:\n${each.join('\n')}\n`;
}

/** Templates that hold so many of something. */
const TEMPLATES: Readonly<Record<string, (count: number) => string>> = {
  containers: (count) => containers(count, 'Image: x', 'ReadonlyRootFilesystem: true'),
  'values that depend on conditions': (count) =>
    containers(count, 'Image: !If [A, x, y]', 'ReadonlyRootFilesystem: !If [B, true, !If [C, true, false]]'),
  'conditions in conditions': (count) => `${HEAD}      Cpu: ${'!If [A, 1, '.repeat(count)}2${']'.repeat(count)}\n`,
  comments: (count) => `${HEAD}${'      # c\n'.repeat(count)}      Cpu: 1\n`,
  'unknown tags': (count) => `${HEAD}      RequiresCompatibilities: [${'!Nope x, '.repeat(count)}]\n`,
  'anchors and what stands for them': (count) =>
    HEAD + many(count, (index) => `      X${index}: &a${index} {x: *a${Math.max(0, index - 1)}}\n`).join(''),
  'what may be a placeholder': (count) => `${HEAD}      Cpu: "${'{{ '.repeat(count)}\n`,
};

/** All that an editor asks about a template, once. */
function ask(text: string): Output {
  const opened = CLOUDFORMATION_YAML.service.open(text);
  const findings = opened.findings();
  const edits = findings.slice(-3).flatMap(({ fixes }) => fixes.flatMap((fix) => fix.edits()));
  opened.fixAll();
  return { findings: findings.length, edits: edits.length };
}

suite('the work grows no faster than a template', () => {
  for (const [name, text] of Object.entries(TEMPLATES)) {
    test(name, () => meter.assertNoFasterThanText(text, ask));
  }
});
