import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import type { FileEdit, OpenText, Place, Refusal } from '../../../src/language/api.ts';
import { createLanguageService } from '../../../src/language/index.ts';
import { type FolderText, neighboursOf, openNeighbour, pathsBeyond } from '../../../src/language/neighbours.ts';
import { english } from '../../../src/text.ts';

const service = createLanguageService();

const TASK = JSON.stringify({
  family: 'shop',
  containerDefinitions: [
    { name: 'web', image: 'nginx', portMappings: [{ name: 'http', containerPort: 80 }] },
    { name: 'log', image: 'fluentd', dependsOn: [{ containerName: 'web', condition: 'START' }] },
  ],
  volumes: [{ name: 'data', configuredAtLaunch: true }],
});
const SERVICE = JSON.stringify({
  serviceName: 'shop',
  taskDefinition: 'shop',
  desiredCount: 1,
  loadBalancers: [{ containerName: 'web', containerPort: 80 }],
  serviceConnectConfiguration: { enabled: true, services: [{ portName: 'http' }] },
  volumeConfigurations: [{ name: 'data' }],
});
const RUN = JSON.stringify({ taskDefinition: 'shop:3', overrides: { containerOverrides: [{ name: 'web' }] } });
const FOLDER: readonly FolderText[] = [
  { name: 'task.json', text: TASK },
  { name: 'service.json', text: SERVICE },
  { name: 'run.json', text: RUN },
  { name: 'other.json', text: SERVICE.replaceAll('shop', 'other') },
];

function openIn(files: readonly FolderText[], name: string): OpenText {
  const text = files.find((file) => file.name === name)?.text ?? assert.fail(name);
  return openNeighbour({ name, text }, service).beside(neighboursOf(name, files, service));
}

function describe(files: readonly FolderText[], own: string, places: readonly Place[]): readonly string[] {
  return places.map(({ file = own, start, end }) => {
    const text = files.find(({ name }) => name === file)?.text ?? '';
    return `${file} ${start} ${text.slice(start, end)}`;
  });
}

/** What the files are after edits. */
function applied(
  files: readonly FolderText[],
  own: string,
  edits: readonly FileEdit[] | Refusal,
): readonly FolderText[] {
  assert.ok(!('reason' in edits));
  return files.map(({ name, text }) => {
    const ofFile = edits.filter(({ file = own }) => file === name).toReversed();
    return {
      name,
      text: ofFile.reduce((all, edit) => all.slice(0, edit.start) + edit.text + all.slice(edit.end), text),
    };
  });
}

suite('names in a service are those of the task definition beside it', () => {
  const inService = openIn(FOLDER, 'service.json').symbols;
  const container = SERVICE.indexOf('"web"') + 1;

  test('they are defined there', () => {
    const definitions = ['"web"', '"http"', '"data"'].map((name) => inService.definition(SERVICE.indexOf(name) + 1));
    assert.deepEqual(
      describe(
        FOLDER,
        'service.json',
        definitions.filter((place) => place !== undefined),
      ),
      ['web', 'http', 'data'].map((name) => `task.json ${TASK.indexOf(`"name":"${name}"`) + 8} ${name}`),
    );
  });

  test('they are referred to from all that runs it', () => {
    const places = describe(FOLDER, 'service.json', inService.references(container, true));
    assert.deepEqual(
      places.map((place) => place.split(' ')[0]),
      ['service.json', 'task.json', 'task.json', 'run.json'],
    );
    const inTask = openIn(FOLDER, 'task.json').symbols;
    assert.equal(inTask.references(TASK.indexOf('"web"') + 1, false).length, 3);
  });

  test('they are renamed in all that runs it, from wherever that is asked for', () => {
    for (const { name, text } of FOLDER.slice(0, 3)) {
      const edits = openIn(FOLDER, name).symbols.rename(text.indexOf('"web"') + 1, 'front');
      const renamed = applied(FOLDER, name, edits);
      assert.deepEqual(
        renamed.map((file) => file.text),
        FOLDER.map((file) => (file.name === 'other.json' ? file.text : file.text.replaceAll('"web"', '"front"'))),
      );
    }
  });

  test('they are offered', () => {
    const empty = SERVICE.replace('"web"', '""');
    const files = FOLDER.map((file) => (file.name === 'service.json' ? { ...file, text: empty } : file));
    const offered = openIn(files, 'service.json').symbols.completions(empty.indexOf('""') + 1);
    assert.deepEqual(
      offered.map(({ name }) => name),
      ['web', 'log'],
    );
  });

  test('a name that is taken there is refused, and so is one that stands nowhere', () => {
    const refused = inService.rename(container, 'log');
    assert.ok('reason' in refused);
    assert.equal(english(refused.reason), 'Choose another name: there already is a container "log".');
    const alone = openIn(FOLDER, 'other.json').symbols.prepareRename(
      SERVICE.replaceAll('shop', 'other').indexOf('"web"') + 1,
    );
    assert.ok('reason' in alone);
  });

  test('nothing is renamed while one of the files is broken', () => {
    const files = FOLDER.map((file) => (file.name === 'run.json' ? { ...file, text: file.text.slice(0, -1) } : file));
    const refused = openIn(files, 'service.json').symbols.rename(container, 'front');
    assert.ok('reason' in refused);
    assert.match(english(refused.reason), /^Correct the syntax errors first/);
  });
});

test('names are the same in YAML, and in YAML beside JSON', () => {
  const yaml = [
    'family: shop',
    'containerDefinitions:',
    '  - name: web # The first.',
    '    image: nginx',
    '  - name: log',
    '    image: fluentd',
    '    dependsOn: [{ containerName: web, condition: START }]',
    '',
  ].join('\n');
  const files = [
    { name: 'task.yaml', text: yaml },
    { name: 'service.yml', text: 'taskDefinition: shop\nserviceName: a\nloadBalancers:\n  - containerName: web\n' },
    { name: 'service.json', text: SERVICE },
  ];
  for (const { name, text } of files) {
    const at = text.search(/\bweb\b/);
    const { symbols } = openIn(files, name);
    const [defined] = describe(files, name, [symbols.definition(at) ?? assert.fail(name)]);
    assert.equal(defined, `task.yaml ${yaml.indexOf('web')} web`);
    assert.deepEqual(
      applied(files, name, symbols.rename(at, 'front')).map((file) => file.text),
      files.map((file) => file.text.replaceAll(/\bweb\b/g, 'front')),
    );
  }
});

test('names are the same in files of other folders that a configuration names', () => {
  const files = [
    { name: '../service.json', text: SERVICE },
    { name: 'task.json', text: TASK },
    { name: '../ecspresso.yml', text: 'service_definition: service.json\ntask_definition: tasks/task.json\n' },
  ];
  const open = service.open(TASK).beside(neighboursOf('task.json', files, service, 'app/tasks'));
  const container = TASK.indexOf('"web"') + 1;
  assert.deepEqual(
    open.symbols.references(container, false).map(({ file }) => file),
    [undefined, '../service.json'],
  );
  const after = applied(files, 'task.json', open.symbols.rename(container, 'front'));
  assert.equal(after[0]?.text, SERVICE.replaceAll('"web"', '"front"'));
  assert.deepEqual(pathsBeyond(files, 'app/tasks'), ['../service.json']);
  assert.deepEqual(pathsBeyond(files, 'tasks'), ['../service.json']);
  assert.deepEqual(pathsBeyond(files, 'app/other'), []);
});

test('what is described is no place to rename, and a service of several task definitions is linked with none', () => {
  const described = JSON.stringify({
    services: [
      {
        serviceArn: 'x',
        clusterArn: 'x',
        desiredCount: 1,
        taskDefinition: 'shop:1',
        loadBalancers: [{ containerName: 'web' }],
      },
    ],
  });
  const files = [...FOLDER.slice(0, 1), { name: 'described.json', text: described }];
  const edits = openIn(files, 'task.json').symbols.rename(TASK.indexOf('"web"') + 1, 'front');
  assert.equal(applied(files, 'task.json', edits)[1]?.text, described);
  const definition = openIn(files, 'described.json').symbols.definition(described.indexOf('"web"') + 1);
  assert.equal(definition?.file, 'task.json');
  const two = [...FOLDER, { name: 'copy.json', text: TASK }];
  assert.equal(openIn(two, 'service.json').symbols.definition(SERVICE.indexOf('"web"') + 1), undefined);
});
