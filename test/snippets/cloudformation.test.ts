import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { suite, test } from 'node:test';
import { parse } from 'yaml';
import { english } from '../../src/text.ts';
import { CLOUDFORMATION_YAML } from '../language/notation/mirrors.ts';
import { expand, offers, type Typed } from './expand.ts';

interface Snippet {
  readonly prefix: string;
  readonly description: string;
  readonly body: readonly string[];
}

const file = new URL('../../snippets/cloudformation.code-snippets', import.meta.url);
const snippets = Object.values(JSON.parse(readFileSync(file, 'utf8')) as Record<string, Snippet>);

/** How an editor writes a snippet among the resources of a template that is indented by some blanks a level. */
function resource({ body }: Snippet, typed?: Typed, step = 2): string {
  return expand(body, typed).replace(/^[\t ]*(?=.)/gm, (indent) => ' '.repeat(columnAfter(indent, step)));
}

/** The column behind the indentation of a line, a level deeper. A tab goes to the next level. */
function columnAfter(indent: string, step: number): number {
  return Array.from(indent).reduce(
    (column, character) => (character === '\t' ? column - (column % step) + step : column + 1),
    step,
  );
}

function findingsIn(resources: readonly string[]): readonly string[] {
  const opened = CLOUDFORMATION_YAML.service.open(['Resources:', ...resources].join('\n'));
  assert.notDeepEqual(opened.subjects, []);
  return opened.findings().map(({ message }) => english(message));
}

function snippet(prefix: string): Snippet {
  return snippets.find((candidate) => candidate.prefix === prefix) ?? assert.fail(prefix);
}

suite('every snippet for CloudFormation', () => {
  for (const each of snippets) {
    const { prefix, description, body } = each;

    test(`${prefix}: has a prefix of its own, and a description that fits beside the completion`, () => {
      assert.match(prefix, /^ecs-exec-cfn-[a-z-]+$/);
      assert.equal(snippets.filter((other) => other.prefix === prefix).length, 1);
      assert.ok(description.length > 0 && description.length <= 90, `${description.length} characters`);
    });

    test(`${prefix}: is YAML that the rules find right, with its defaults and with every choice`, () => {
      assert.deepEqual(findingsIn([resource(each)]), []);
      for (const [number, values] of offers(body)) {
        for (const value of values) {
          assert.deepEqual(findingsIn([resource(each, { [number]: value })]), [], value);
        }
      }
    });

    test(`${prefix}: names no partition, region or account`, () => {
      assert.doesNotMatch(expand(body), /arn:aws|us-east-1|\d{12}/);
    });
  }

  test('all of them make a template, and the same one however it is indented', () => {
    const written = (step: number): readonly string[] => snippets.map((each) => resource(each, {}, step));
    const read = (step: number): { Resources: object } =>
      parse(['Resources:', ...written(step)].join('\n'), { logLevel: 'silent' }) as { Resources: object };
    for (const step of [2, 3, 4, 8]) {
      assert.deepEqual(read(step), read(2));
      assert.deepEqual(findingsIn(written(step)), []);
    }
    assert.deepEqual(Object.keys(read(2).Resources).sort(), [
      'Cluster',
      'NoTasksWithExec',
      'OnlyThroughEcsExec',
      'Service',
      'SessionEndpoint',
      'SessionKey',
      'SessionLogs',
      'TaskDefinition',
      'TaskRole',
    ]);
  });

  test('they are what the service looks at: their opposites have findings', () => {
    const opposites: readonly (readonly [string, string, string])[] = [
      ['ecs-exec-cfn-task-definition', 'ReadonlyRootFilesystem: false', 'ReadonlyRootFilesystem: true'],
      ['ecs-exec-cfn-service', 'PlatformVersion: LATEST', 'PlatformVersion: 1.3.0'],
      ['ecs-exec-cfn-task-role', '- ssmmessages:OpenDataChannel', '- ssmmessages:OpenDataChanel'],
      ['ecs-exec-cfn-endpoint', '- ssmmessages:OpenDataChannel', '- ssmmessages:OpenDataChanel'],
      ['ecs-exec-cfn-deny-launch', 'ecs:RunTask', 'ecs:RunTasks'],
      ['ecs-exec-cfn-cluster', 'LogConfiguration:', 'LogConfigurations:'],
    ];
    for (const [prefix, right, wrong] of opposites) {
      const text = resource(snippet(prefix));
      assert.ok(text.includes(right), prefix);
      assert.notDeepEqual(findingsIn([text.replace(right, wrong)]), [], prefix);
    }
  });
});
