import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { type Shape, type StructureName, structures } from '../../src/language/notation/shape.ts';
import { createEditor, readSchema, schema } from './editor.ts';
import { places, placesIn, wanted } from './places.ts';

/** The schemas of other documents: what these are, and where AWS lists several of them. */
const DOCUMENTS: readonly (readonly [name: string, structure: StructureName, list?: string])[] = [
  ['service', 'Service', 'services'],
  ['task-run', 'TaskRun'],
  ['cluster', 'Cluster', 'clusters'],
];

const editor = createEditor(schema);
const labels = async (text: string) => (await editor.complete(text)).map(({ label }) => label);

/** What the completion with the label inserts, in VS Code's snippet syntax. */
async function inserted(text: string, label: string): Promise<string | undefined> {
  return (await editor.complete(text)).find((item) => item.label === label)?.textEdit?.newText;
}

suite('names are offered', () => {
  test('of every property of every structure, wherever it stands', async () => {
    const all = places();
    const others = DOCUMENTS.flatMap(([, structure, list]) => placesIn(structure, list));
    const met = new Set([...all, ...others].map(({ structure }) => structure));
    assert.equal(met.size, Object.keys(structures).length);
    for (const { path, structure, document } of all) {
      assert.deepEqual(await labels(document('{ | }')), wanted(structure), path);
    }
  });

  for (const [name, structure, list] of DOCUMENTS) {
    test(`of every property of every structure of a ${name}`, async () => {
      const other = createEditor(readSchema(name));
      for (const { path, structure: here, document } of placesIn(structure, list)) {
        const items = await other.complete(document('{ | }'));
        const offered = items.map(({ label }) => label).filter((label) => /^\w+$/.test(label));
        assert.deepEqual(offered.sort(), wanted(here).toSorted(), path);
      }
      assert.deepEqual(await other.validate('{"cluster": 1, "desiredCount": "x", "configuration": []}'), []);
    });
  }

  test('also beside values of wrong types', async () => {
    const text =
      '{"family": 1, "containerDefinitions": [{"cpu": "{{ cpu }}", "environment": null, "essential": "", | }]}';
    assert.ok((await labels(text)).includes('portMappings'));
    assert.ok((await labels('{"networkMode": "{{ mode }}", "cpu": 256, "volumes": {}, | }')).includes('taskRoleArn'));
  });

  test('of the options of awslogs', async () => {
    const offered = await labels('[{"logConfiguration": {"options": { | }}}]');
    for (const option of ['awslogs-group', 'awslogs-region', 'awslogs-stream-prefix']) {
      assert.ok(offered.includes(option), option);
    }
  });
});

suite('values are offered', () => {
  const expected = (shape: Shape): readonly string[] => {
    if (shape === 'boolean') {
      return ['true', 'false'];
    }
    return typeof shape === 'object' && 'enum' in shape ? shape.enum.map((value) => `"${value}"`) : [];
  };

  test('of every enum and boolean, wherever it stands', async () => {
    for (const { path, structure, document } of places()) {
      for (const [name, shape] of structures[structure]) {
        const values = expected(shape);
        if (values.length === 0) {
          continue;
        }
        assert.deepEqual(await labels(document(`{"${name}": | }`)), values, `${path}.${name}`);
      }
    }
  });

  test('in place of another', async () => {
    assert.deepEqual(await labels('{"networkMode": "{{ mo|de }}"}'), ['"awsvpc"', '"bridge"', '"host"', '"none"']);
  });

  test('in an array', async () => {
    assert.deepEqual(await labels('{"requiresCompatibilities": [ | ]}'), [
      '"EC2"',
      '"EXTERNAL"',
      '"FARGATE"',
      '"MANAGED_INSTANCES"',
    ]);
  });

  test("from AWS's text, where the type does not name them", async () => {
    const offered = await labels('[{"linuxParameters": {"capabilities": {"add": [ | ]}}}]');
    assert.ok(offered.includes('"SYS_PTRACE"') && offered.includes('"NET_ADMIN"'), offered.join());
  });
});

suite('a name brings a skeleton of its value', () => {
  const cases: readonly (readonly [string, string, string])[] = [
    ['{ | }', 'family', '"family": "$1"'],
    ['{ | }', 'networkMode', '"networkMode": $1'],
    ['{ | }', 'requiresCompatibilities', '"requiresCompatibilities": [$1]'],
    ['{ | }', 'volumes', '"volumes": [\n\t{\n\t\t"name": "$1"\n\t}\n]'],
    ['[{ | }]', 'cpu', '"cpu": ${1:0}'],
    ['[{ | }]', 'essential', '"essential": $1'],
    ['[{ | }]', 'dockerLabels', '"dockerLabels": {$1}'],
    [
      '[{ | }]',
      'portMappings',
      '"portMappings": [\n\t{\n\t\t"containerPort": ${1:0},\n\t\t"protocol": "${2|tcp,udp|}"\n\t}\n]',
    ],
    ['[{ | }]', 'linuxParameters', '"linuxParameters": {\n\t"initProcessEnabled": ${1|true,false|}\n}'],
    ['[{ | }]', 'healthCheck', '"healthCheck": {\n\t"command": [\n\t\t"$1"\n\t]\n}'],
    ['[{"linuxParameters": { | }}]', 'capabilities', '"capabilities": {$1}'],
  ];
  for (const [text, label, expected] of cases) {
    test(label, async () => assert.equal(await inserted(text, label), expected));
  }

  test('an array offers another item', async () => {
    assert.deepEqual(await labels('[{"environment": [ | ]}]'), ['{ name, value }']);
    assert.deepEqual(await labels('[ | ]'), ['{ name, image }']);
  });

  test('an empty file offers a task definition', async () => {
    const label = '{ family, containerDefinitions }';
    const body =
      '{\n\t"family": "$1",\n\t"containerDefinitions": [\n\t\t{\n\t\t\t"name": "$2",\n\t\t\t"image": ' +
      '"$3"\n\t\t}\n\t]\n}';
    assert.deepEqual(await labels('|'), [label]);
    assert.equal(await inserted('|', label), body);
  });
});
