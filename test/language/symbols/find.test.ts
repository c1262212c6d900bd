import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { createLanguageService } from '../../../src/language/index.ts';
import { atCursor, readMarks } from './marks.ts';

const service = createLanguageService();

/** From whichever of the marked places one asks, the answer is the marked places. */
function check(marked: string): void {
  const { text, definitions, references } = readMarks(marked);
  const all = [...definitions, ...references].sort((a, b) => a.start - b.start);
  assert.notEqual(all.length, 0);
  for (const place of all) {
    const definition = definitions.includes(place) ? place : definitions[0];
    for (const offset of [place.start - 1, place.start, place.end, place.end + 1]) {
      assert.deepEqual(service.open(text).symbols.definition(offset), definition);
      assert.deepEqual(service.open(text).symbols.references(offset, true), all);
      assert.deepEqual(service.open(text).symbols.references(offset, false), references);
    }
  }
}

function checkNothing(marked: string): void {
  const [text, offset] = atCursor(marked);
  assert.equal(service.open(text).symbols.definition(offset), undefined);
  assert.deepEqual(service.open(text).symbols.references(offset, true), []);
}

const task = (properties: string) =>
  `{"family": "shop", "containerDefinitions": [{"name": "«web»", "image": "web"}], ${properties}}`;
const container = (properties: string) =>
  `{"family": "web", "containerDefinitions": [{"name": "«web»", "image": "web"}, {"name": "db", "image": "web", ${properties}}]}`;

suite('a container', () => {
  for (const document of [
    container('"dependsOn": [{"containerName": "‹web›", "condition": "START"}]'),
    container('"volumesFrom": [{"sourceContainer": "‹web›", "readOnly": true}]'),
    container('"links": ["‹web›", "‹web›:front", "‹web›:"]'),
    task('"proxyConfiguration": {"type": "APPMESH", "containerName": "‹web›"}'),
    task('"loadBalancers": [{"containerName": "‹web›", "containerPort": 80}]'),
    task('"serviceRegistries": [{"containerName": "‹web›"}]'),
    task('"containerOverrides": [{"name": "‹web›", "command": ["web"]}]'),
    task('"overrides": {"containerOverrides": [{"name": "‹web›"}]}'),
    '{"taskDefinition": {"family": "web", "containerDefinitions": [{"name": "«web»", "links": ["‹web›"]}]}}',
    '[{"name": "db", "image": "web", "cpu": 1, "essential": true, "links": ["‹web›"]}, {"name": "«web»"}]',
  ]) {
    test(document, () => check(document));
  }
});

suite('a volume', () => {
  for (const document of [
    '{"family": "x", "containerDefinitions": [{"name": "data", "mountPoints": [{"sourceVolume": ' +
      '"‹data›", "containerPath": "data"}]}], "volumes": [{"name": "«data»", "host": {"sourcePath": ' +
      '"data"}}, {"name": "other"}]}',
    '{"family": "x", "containerDefinitions": [], "volumes": [{"name": "«data»", "configuredAtLaunch": ' +
      'true}], "volumeConfigurations": [{"name": "‹data›"}]}',
    '[{"name": "data", "image": "x", "cpu": 1, "mountPoints": [{"sourceVolume": "‹data›"}]}, ' +
      '{"mountPoints": [{"sourceVolume": "‹data›"}]}]',
  ]) {
    test(document, () => check(document));
  }
});

suite('a port', () => {
  for (const document of [
    '{"family": "x", "containerDefinitions": [{"name": "http", "portMappings": [{"name": "«http»", ' +
      '"appProtocol": "http"}]}], "serviceConnectConfiguration": {"services": [{"portName": "‹http›", ' +
      '"discoveryName": "http"}]}}',
    '{"family": "x", "containerDefinitions": [{"portMappings": [{"name": "«http»"}]}], ' +
      '"vpcLatticeConfigurations": [{"portName": "‹http›"}]}',
  ]) {
    test(document, () => check(document));
  }
});

suite('names are the same', () => {
  test('when a placeholder is the same', () => {
    check(container('"links": ["‹web›", "${web}", "{{ web }}:web"]'));
    for (const name of ['${web}', '${name:-web}', '{{ must_env `WEB` }}', '<WEB>']) {
      check(container(`"links": ["‹${name}›:w:x"]`).replace('«web»', `«${name}»`));
    }
  });

  test('however they are escaped', () => {
    check(container(String.raw`"links": ["‹w\u0065b›", "‹w\u0065b›:w\u0065b"]`));
    check(container(String.raw`"links": ["‹{{ env \"A:B\" }}›:x"]`).replace('«web»', String.raw`«{{ env \"A:B\" }}»`));
  });

  test('when two containers have one', () => {
    check('{"family": "x", "containerDefinitions": [{"name": "«web»"}, {"name": "«web»", "links": ["‹web›"]}]}');
  });

  test('when they are defined nowhere', () => {
    check(container('"links": ["‹api›"], "volumesFrom": [{"sourceContainer": "‹api›"}]').replace('«web»', 'web'));
  });

  test('in a document with a byte order mark, comments, CRLF and syntax errors', () => {
    check(
      '\uFEFF{\r\n"family": "x", // "web"\r\n"containerDefinitions": [{"name": "«web»", "cpu": }, ' +
        '{"links": ["‹web›", ] /* web */}',
    );
  });
});

suite('there is nothing', () => {
  for (const document of [
    '{"family": "w|eb", "containerDefinitions": [{"name": "web"}]}',
    '{"family": "x", "containerDefinitions": [{"name": "web", "links": ["web:w|eb"]}]}',
    '{"family": "x", "containerDefinitions": [{"name": "web", "environment": [{"name": "w|eb"}]}]}',
    '{"family": "x", "containerDefinitions": [{"name": "web", "image": "w|eb"}]}',
    '{"family": "x", "containerDefinitions": [{"name": "web"}], "volumes": {"name": "w|eb"}}',
    '{"family": "x", "containerDefinitions": [{"name": "web"}], "volumes": {"web": {"name": "w|eb"}}}',
    '{"family": "x", "containerDefinitions": [{"name": "|", "links": [""]}]}',
    '{"family": "x", "containerDefinitions": [{"name": "web"}], "dependsOn": [{"containerName": "w|eb"}]}',
    '{"name": "w|eb", "version": "1.0.0"}',
    '{"AWSEBDockerrunVersion": 2, "family": "x", "containerDefinitions": [{"name": "w|eb"}]}',
    '|',
  ]) {
    test(`in ${document}`, () => checkNothing(document));
  }
});
