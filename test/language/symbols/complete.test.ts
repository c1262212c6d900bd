import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { createLanguageService } from '../../../src/language/index.ts';
import { applyEdits } from '../../../src/language/syntax/edits.ts';
import { atCursor } from './marks.ts';

const service = createLanguageService();

function offered(marked: string): readonly string[] {
  const [text, offset] = atCursor(marked);
  return service
    .open(text)
    .symbols.completions(offset)
    .map(({ name }) => name);
}

/** The text once the first of the names offered is written. */
function accepted(marked: string): string | undefined {
  const [text, offset] = atCursor(marked);
  const first = service.open(text).symbols.completions(offset)[0];
  return first === undefined ? undefined : applyEdits(text, [first.edit]);
}

/** A task definition with containers web, db and log; db has more properties, and so may the task definition. */
const task = (ofDb: string, ofTask = '"volumes": [{"name": "data"}, {"name": "tmp"}]') => `{
  "family": "shop",
  "containerDefinitions": [
    {"name": "web", "image": "x", "portMappings": [{"name": "http"}]},
    {"name": "db", "image": "x", ${ofDb}},
    {"name": "log", "image": "x"}
  ],
  ${ofTask}
}`;

suite('where another container is meant, the others are offered', () => {
  for (const place of [
    '"dependsOn": [{"containerName": "|"}]',
    '"links": ["|"]',
    '"volumesFrom": [{"sourceContainer": "|"}]',
  ]) {
    test(place, () => assert.deepEqual(offered(task(place)), ['web', 'log']));
  }

  test('those first that are not in the list yet', () => {
    assert.deepEqual(offered(task('"dependsOn": [{"containerName": "web"}, {"containerName": "|"}]')), ['log', 'web']);
    assert.deepEqual(offered(task('"dependsOn": [{"containerName": "w|eb"}, {"containerName": "log"}]')), [
      'web',
      'log',
    ]);
    assert.deepEqual(offered(task('"dependsOn": [{"containerName": "w|eb"}]')), ['web', 'log']);
    assert.deepEqual(offered(task('"links": ["web:front", "|"]')), ['log', 'web']);
    assert.deepEqual(offered(task('"links": ["web"], "dependsOn": [{"containerName": "|"}]')), ['web', 'log']);
  });

  test('in an array of containers', () => {
    assert.deepEqual(
      offered('[{"name": "a", "image": "x", "cpu": 1, "essential": true}, {"name": "b", "links": ["|"]}]'),
      ['a'],
    );
  });

  test('once, if several have one name, and not if they have none', () => {
    assert.deepEqual(offered(task('"links": ["|"]').replace('"log"', '"web"')), ['web']);
    assert.deepEqual(offered(task('"links": ["|"]').replace('"log"', '""')), ['web']);
  });
});

suite('all are offered', () => {
  test('where a container is meant for the task', () => {
    assert.deepEqual(offered(task('"cpu": 1', '"proxyConfiguration": {"containerName": "|"}')), ['web', 'db', 'log']);
  });

  test('where a volume is meant', () => {
    assert.deepEqual(offered(task('"mountPoints": [{"sourceVolume": "|"}]')), ['data', 'tmp']);
    assert.deepEqual(offered(task('"mountPoints": [{"sourceVolume": "data"}, {"sourceVolume": "|"}]')), [
      'tmp',
      'data',
    ]);
  });

  test('where a port is meant', () => {
    assert.deepEqual(offered(task('"cpu": 1', '"serviceConnectConfiguration": {"services": [{"portName": "|"}]}')), [
      'http',
    ]);
  });
});

test('where a name is to be given, those are offered that are used and not given yet', () => {
  assert.deepEqual(
    offered(
      task(
        '"mountPoints": [{"sourceVolume": "cache"}, {"sourceVolume": "data"}]',
        '"volumes": [{"name": "|"}, {"name": "data"}]',
      ),
    ),
    ['cache'],
  );
  assert.deepEqual(offered(task('"links": ["web", "proxy:p", "proxy"]').replace('"log"', '"|"')), ['proxy']);
  assert.deepEqual(offered(task('"links": ["proxy"]').replace('"log"', '"pro|xy"')), ['proxy']);
});

suite('what is there is completed', () => {
  const cases: readonly (readonly [place: string, after: string])[] = [
    ['"dependsOn": [{"containerName": "|"}]', '"dependsOn": [{"containerName": "web"}]'],
    ['"dependsOn": [{"containerName": "w|"}]', '"dependsOn": [{"containerName": "web"}]'],
    ['"dependsOn": [{"containerName": "lo|g"}]', '"dependsOn": [{"containerName": "web"}]'],
    ['"dependsOn": [{"containerName": |}]', '"dependsOn": [{"containerName": "web"}]'],
    ['"dependsOn": [{"containerName":|}]', '"dependsOn": [{"containerName":"web"}]'],
    ['"dependsOn": [{"containerName": | /* who */ }]', '"dependsOn": [{"containerName": "web" /* who */ }]'],
    [
      '"dependsOn": [{"containerName": |, "condition": "START"}]',
      '"dependsOn": [{"containerName": "web", "condition": "START"}]',
    ],
    [
      '"dependsOn": [{"containerName": | "condition": "START"}]',
      '"dependsOn": [{"containerName": "web", "condition": "START"}]',
    ],
    ['"dependsOn": [{"containerName": we|}]', '"dependsOn": [{"containerName": "web"}]'],
    ['"dependsOn": [{"containerName": nu|ll}]', '"dependsOn": [{"containerName": "web"}]'],
    ['"dependsOn": [{"containerName": "w|\n}]', '"dependsOn": [{"containerName": "web"\n}]'],
    ['"dependsOn": [{"containerName": "w|eb-1 }]', '"dependsOn": [{"containerName": "web" }]'],
    [
      '"dependsOn": [{"containerName": "w|, "condition": "START"}]',
      '"dependsOn": [{"containerName": "web", "condition": "START"}]',
    ],
    [
      '"dependsOn": [{"containerName": "|\n "condition": "START"}]',
      '"dependsOn": [{"containerName": "web",\n "condition": "START"}]',
    ],
    [
      '"dependsOn": [{"containerName": "|}, {"containerName": "log"}]',
      '"dependsOn": [{"containerName": "web"}, {"containerName": "log"}]',
    ],
    ['"links": [|]', '"links": ["web"]'],
    ['"links": ["log", |]', '"links": ["log", "web"]'],
    ['"links": [| "log"]', '"links": ["web", "log"]'],
    ['"links": ["log", w|]', '"links": ["log", "web"]'],
    ['"links": ["|:alias"]', '"links": ["web:alias"]'],
    ['"links": ["lo|g:alias"]', '"links": ["web:alias"]'],
    ['"links": ["{{ x| }}"]', '"links": ["web"]'],
    ['"links": ["w|, x"]', '"links": ["web"]'],
    ['"cpu": , "links": ["${x|}"]', '"cpu": , "links": ["web"]'],
  ];
  for (const [place, after] of cases) {
    test(place, () => assert.equal(accepted(task(place)), task(after)));
  }

  test('at the end of a text that is not finished', () => {
    const text =
      '{"family": "x", "containerDefinitions": [{"name": "web"}, {"name": "db", "dependsOn": [{"containerName": ';
    for (const typed of ['|', '"|', '"w|', 'w|']) {
      assert.equal(accepted(text + typed), `${text}"web"`);
    }
  });

  test('with quotes and escapes as JSON wants them', () => {
    const document = (link: string) =>
      String.raw`[{"name": "{{ env \"A\" }}", "image": "x", "cpu": 1, "essential": true}, {"links": [${link}]}]`;
    assert.equal(accepted(document('"|"')), document(String.raw`"{{ env \"A\" }}"`));
    assert.equal(accepted(document('|')), document(String.raw`"{{ env \"A\" }}"`));
  });
});

suite('nothing is offered', () => {
  for (const place of [
    '"dependsOn": [{"containerName": |"web"}]',
    '"dependsOn": [{"containerName": "web"|}]',
    '"dependsOn": [{"containerName": | "web"}]',
    '"dependsOn": [{"containerName": |"web\n}]',
    '"dependsOn": [{"containerName"|: "web"}]',
    '"dependsOn": [{"containerN|ame": "web"}]',
    '"dependsOn": [{"containerName": "|condition": "START"}]',
    '"dependsOn": [{"containerName"|}]',
    '"dependsOn": [{"containerName": /* | */}]',
    '"dependsOn": [{|}]',
    '"dependsOn": [|]',
    '"dependsOn": {"containerName": "|"}',
    '"dependsOn": [{"containerName": ${x|}}]',
    '"links": ["web" |]',
    '"links": |',
    '"links": ["web:|"]',
    '"links": ["web:al|ias"]',
    '"environment": [{"name": "|"}]',
    '"image": "|"',
  ]) {
    test(place, () => assert.deepEqual(offered(task(place)), []));
  }

  test('in a file of another kind', () => {
    assert.deepEqual(offered('{"name": "|", "links": [""], "image": "x"}'), []);
    assert.deepEqual(offered('|'), []);
  });
});
