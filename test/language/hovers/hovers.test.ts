import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite, test } from 'node:test';
import fc from 'fast-check';
import type { Hover } from '../../../src/language/api.ts';
import { createLanguageService } from '../../../src/language/index.ts';
import { english } from '../../../src/text.ts';
import { runs } from '../../support/properties.ts';
import { mutated } from '../mutations.ts';

const service = createLanguageService();
const FIXTURES = join(import.meta.dirname, '..', '..', 'fixtures', 'language');

/** What is shown where the text has a bar. */
function hoverAt(marked: string): Hover | undefined {
  const offset = marked.indexOf('|');
  assert.notEqual(offset, -1);
  return service.open(marked.replace('|', '')).hover(offset);
}

function shownAt(marked: string): string {
  return (hoverAt(marked)?.contents ?? []).map(english).join('\n');
}

/** A task definition with properties of its own and of its one container. */
function task(properties: string, container = '"name": "app", "image": "nginx"'): string {
  return `{ "family": "web", ${properties}, "containerDefinitions": [{ ${container} }] }`;
}

const LINUX = '"networkMode": "awsvpc"';
const WINDOWS = '"runtimePlatform": { "operatingSystemFamily": "WINDOWS_SERVER_2022_CORE" }';

suite('what no rule can check is said', () => {
  test('exec runs as root', () => {
    assert.match(shownAt(task(LINUX, '"name": "app", "image": "nginx", "us|er": "1000"')), /ECS Exec runs as root/);
    assert.equal(shownAt(task(WINDOWS, '"name": "app", "image": "nginx", "us|er": "1000"')), '');
  });

  test('exec takes CPU and memory from the task', () => {
    assert.match(shownAt(task('"c|pu": "256"')), /takes CPU and memory from the task/);
    assert.match(shownAt(task('"memory": "5|12"')), /takes CPU and memory from the task/);
    assert.equal(shownAt(task(LINUX, '"name": "app", "image": "nginx", "c|pu": 256')), '');
  });

  test('what the image needs for a shell and for logs', () => {
    assert.match(shownAt(task(LINUX, '"name": "app", "image": "|nginx"')), /`script` and `cat`/);
    assert.equal(shownAt(task(WINDOWS, '"name": "app", "image": "|nginx"')), '');
  });

  test('where sessions are logged', () => {
    assert.match(
      shownAt(task(LINUX, '"name": "app", "image": "nginx", "log|Configuration": {}')),
      /with other drivers, it is not kept/i,
    );
  });

  test('which role needs which permissions', () => {
    assert.match(
      shownAt(task('"taskRole|Arn": "web"')),
      /`ssmmessages:CreateControlChannel`.*`ssmmessages:OpenDataChannel`/,
    );
    assert.match(shownAt(task('"execution|RoleArn": "web"')), /does not use this role.*`taskRoleArn`/);
  });

  test('what a read-only root file system costs and gains', () => {
    const shown = shownAt(task(LINUX, '"name": "app", "image": "nginx", "readonlyRootFilesystem": t|rue'));
    assert.match(shown, /ECS\.5.*CKV_AWS_336/);
    assert.match(shown, /`\/var\/lib\/amazon` and `\/var\/log\/amazon`/);
    assert.equal(shownAt(task(WINDOWS, '"name": "app", "image": "nginx", "readonlyRootFilesystem": t|rue')), '');
  });

  test('which sidecars are added: the one of GuardDuty on Fargate only', () => {
    const container = '"na|me": "app", "image": "nginx"';
    for (const required of ['["FARGATE"]', '["EC2", "FARGATE"]', '["${type}"]', '[]', 'null']) {
      const shown = shownAt(task(`"requiresCompatibilities": ${required}`, container));
      assert.match(shown, /ecs-service-connect-.*aws-guardduty-agent-/, required);
    }
    const shown = shownAt(task('"requiresCompatibilities": ["EC2"]', container));
    assert.match(shown, /ecs-service-connect-/);
    assert.doesNotMatch(shown, /guardduty/);
  });
});

suite('a hover', () => {
  test('covers the name of the property, or its value', () => {
    const text = task('"cpu": "256"');
    for (const place of ['"cpu"', '"256"']) {
      const start = text.indexOf(place);
      assert.deepEqual(service.open(text).hover(start)?.range, { start, end: start + place.length });
      assert.deepEqual(service.open(text).hover(start + place.length - 1)?.range, { start, end: start + place.length });
      assert.equal(service.open(text).hover(start + place.length), undefined);
    }
  });

  test('is not shown inside of an object, only on its name', () => {
    const log = (inside: string) => task(LINUX, `"name": "app", "image": "nginx", "logConfiguration": { ${inside} }`);
    assert.equal(hoverAt(log('"logDriver": "aws|logs"')), undefined);
    assert.equal(hoverAt(log('"options": { "na|me": "x", "user": "y" }')), undefined);
  });

  test('says where to read more', () => {
    assert.match(hoverAt(task('"c|pu": "256"'))?.documentation ?? '', /^https:\/\/docs\.aws\.amazon\.com\/AmazonECS\//);
  });

  test('is shown in a bare array of containers, and in what AWS describes', () => {
    assert.match(shownAt('[{ "name": "app", "image": "n|ginx", "essential": true, "cpu": 1 }]'), /`script`/);
    assert.match(shownAt(`{ "taskDefinition": ${task('"c|pu": "256"')} }`), /takes CPU/);
  });

  test('is shown while the text is half-typed', () => {
    assert.match(shownAt(task('"cpu": "256", "me|mory": ')), /takes CPU/);
  });

  test('is not shown of other properties, nor of other documents', () => {
    assert.equal(hoverAt(task('"fam|ily": "web"')), undefined);
    assert.equal(hoverAt(task(LINUX, '"name": "app", "image": "nginx", "ess|ential": true')), undefined);
    assert.equal(hoverAt('{ "name": "p|ackage", "image": "x", "cpu": "1" }'), undefined);
    assert.equal(hoverAt('|'), undefined);
  });
});

test('at any offset of any text: no throw, and the offset is in the range', () => {
  const documents = globSync('documents/*.jsonc', { cwd: FIXTURES }).map((path) =>
    readFileSync(join(FIXTURES, path), 'utf8'),
  );
  assert.ok(documents.length > 5);
  fc.assert(
    fc.property(mutated(documents), fc.nat(), (text, at) => {
      const offset = at % (text.length + 1);
      const range = service.open(text).hover(offset)?.range;
      if (range !== undefined) {
        assert.ok(range.start <= offset && offset < range.end && range.end <= text.length);
      }
    }),
    runs(200),
  );
});
