import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import type { Format } from '../../../src/language/api.ts';
import { createLanguageService } from '../../../src/language/index.ts';
import { applyEdits } from '../../../src/language/syntax/edits.ts';
import { english } from '../../../src/text.ts';
import { everyFormat } from '../every-format.ts';
import { atCursor } from './marks.ts';

const service = createLanguageService();

/** The text after renaming, or why it was refused. */
function rename(marked: string, newName: string): string {
  const [text, offset] = atCursor(marked);
  const result = service.open(text).symbols.rename(offset, newName);
  return 'reason' in result ? english(result.reason) : applyEdits(text, result);
}

/** The name that would be renamed, or why it would be refused. */
function prepare(marked: string): string {
  const [text, offset] = atCursor(marked);
  const result = service.open(text).symbols.prepareRename(offset);
  return 'reason' in result ? english(result.reason) : result.name;
}

const SHOP = `{
  "family": "web",
  "containerDefinitions": [
    { "name": "web", "image": "web", "portMappings": [{ "name": "web", "containerPort": 80 }] },
    { "name": "db", "links": ["web", "web:web"], "mountPoints": [{ "sourceVolume": "web" }] }, // web
  ],
  "volumes": [{ "name": "web" }, { "name": "logs" }],
  "proxyConfiguration": { "containerName": "web" }
}`;
const inShop = (before: string) => SHOP.replace(before, before.replace('web', 'w|eb'));

suite('rename', () => {
  test('changes a container wherever it stands, and nothing else', () => {
    const renamed = SHOP.replace('{ "name": "web", "image"', '{ "name": "front-2", "image"')
      .replace('["web", "web:web"]', '["front-2", "front-2:web"]')
      .replace('{ "containerName": "web"', '{ "containerName": "front-2"');
    for (const place of ['{ "name": "web", "image"', '["web"', '"web:', '"containerName": "web"']) {
      assert.equal(rename(inShop(place), 'front-2'), renamed);
    }
  });

  test('changes a volume, or a port', () => {
    assert.equal(
      rename(inShop('"volumes": [{ "name": "web"'), 'Data'),
      SHOP.replace('[{ "name": "web" }', '[{ "name": "Data" }').replace(
        '"sourceVolume": "web"',
        '"sourceVolume": "Data"',
      ),
    );
    assert.equal(
      rename(inShop('[{ "name": "web", "containerPort"'), 'http'),
      SHOP.replace('[{ "name": "web", "containerPort"', '[{ "name": "http", "containerPort"'),
    );
  });

  test('to the same name changes nothing', () => {
    assert.equal(rename(inShop('["web"'), 'web'), SHOP);
  });

  test('takes the name of another kind', () => {
    assert.notEqual(rename(inShop('["web"'), 'logs'), SHOP);
    assert.match(rename(inShop('["web"'), 'logs'), /"logs:web"/);
  });

  test('to and from a placeholder is written as JSON', () => {
    const document = String.raw`[{"name": "a", "image": "x", "cpu": 1, "essential": true}, {"links": ["|a:a"]}]`;
    const templated = String.raw`[{"name": "{{ env \"A\" }}", "image": "x", "cpu": 1, "essential": true}, {"links": ["|{{ env \"A\" }}:a"]}]`;
    assert.equal(rename(document, '{{ env "A" }}'), templated.replace('|', ''));
    assert.equal(rename(templated, 'a'), document.replace('|', ''));
    assert.equal(prepare(templated), '{{ env "A" }}');
  });

  test('tells two of the same name apart: what refers to the name goes with the first', () => {
    const twice = (first: string, second: string, reference: string) =>
      `{"family": "x", "containerDefinitions": [{"name": "${first}"}, {"name": "${second}", "links": ["${reference}"]}]}`;
    assert.equal(rename(twice('|a', 'a', 'a'), 'b'), twice('b', 'a', 'b'));
    assert.equal(rename(twice('a', 'a', '|a'), 'b'), twice('b', 'a', 'b'));
    assert.equal(rename(twice('a', '|a', 'a'), 'b'), twice('a', 'b', 'a'));
    const volumes = (first: string, second: string) =>
      `{"family": "x", "containerDefinitions": [], "volumes": [{"name": "${first}"}, {"name": "${second}"}]}`;
    assert.equal(rename(volumes('a', '|a'), 'b'), volumes('a', 'b'));
    assert.equal(rename(volumes('|a', 'a'), 'b'), volumes('b', 'a'));
  });
});

test('a name that is only referred to is free', () => {
  const [before, after] = [
    '{"family": "x", "containerDefinitions": [{"name": "|a", "links": ["b"]}]}',
    '{"family": "x", "containerDefinitions": [{"name": "b", "links": ["b"]}]}',
  ];
  assert.equal(rename(before, 'b'), after);
});

suite('rename is refused', () => {
  const LEGAL = ['a', '-', 'A_z-09', 'x'.repeat(255)];
  const ILLEGAL = ['', 'a b', 'ä', 'a.b', 'a:b', 'a"', 'x'.repeat(256)];
  const kinds = [
    { kind: 'container', place: '["web"', legal: LEGAL, illegal: ILLEGAL },
    { kind: 'volume', place: '"volumes": [{ "name": "web"', legal: LEGAL, illegal: ILLEGAL },
    {
      kind: 'port',
      place: '[{ "name": "web", "containerPort"',
      legal: ['a', '_z-09', 'x'.repeat(64)],
      illegal: [...ILLEGAL, 'A', '-a', 'x'.repeat(65)],
    },
  ];
  for (const { kind, place, legal, illegal } of kinds) {
    test(`when ECS does not allow the name of a ${kind}`, () => {
      for (const name of legal) {
        assert.notEqual(rename(inShop(place), name), SHOP);
      }
      for (const name of illegal) {
        assert.match(rename(inShop(place), name), new RegExp(`^Choose a name of 1 to .* for the ${kind}`), name);
      }
    });
  }

  test('when the name is taken', () => {
    assert.equal(rename(inShop('["web"'), 'db'), 'Choose another name: there already is a container "db".');
    assert.equal(
      rename(inShop('"sourceVolume": "web"'), 'logs'),
      'Choose another name: there already is a volume "logs".',
    );
  });

  test('when the name is defined elsewhere', () => {
    const containers = '[{"name": "a", "image": "x", "cpu": 1, "mountPoints": [{"sourceVolume": "|data"}]}]';
    const reason = 'Volume "data" is not defined in this file. Rename it where it is defined.';
    assert.equal(prepare(containers), reason);
    assert.equal(rename(containers, 'b'), reason);
  });

  test('while there are syntax errors', () => {
    const reason = 'Correct the syntax errors first: renaming could miss a place.';
    assert.equal(prepare(inShop('["web"').replace('"logs"', '"logs')), reason);
    assert.equal(rename(inShop('["web"').replace('"logs"', ''), 'b'), reason);
  });

  test('where there is no name', () => {
    const reason = 'Only the names of containers, volumes and ports can be renamed.';
    for (const document of [
      inShop('"family": "web"'),
      '{"name": "a|b"}',
      '|',
      '{"family": "x", "containerDefinitions": [{"name": "|"}]}',
    ]) {
      assert.equal(prepare(document), reason);
      assert.equal(rename(document, 'b'), reason);
    }
  });
});

test('what is to be renamed is the name without quotes and alias', () => {
  const [text, offset] = atCursor(inShop('"web:'));
  const target = service.open(text).symbols.prepareRename(offset);
  assert.ok('range' in target);
  assert.equal(text.slice(target.range.start - 1, target.range.end + 1), '"web:');
});

suite('rename, where names have no quotes', () => {
  const renamed = (format: Format, marked: string, newName: string): string => {
    const [text, offset] = atCursor(marked);
    const result = everyFormat.open(text, undefined, format).symbols.rename(offset, newName);
    return 'reason' in result ? english(result.reason) : applyEdits(text, result);
  };
  const module = (key: string, name: string, target = name): string => `module "web" {
  source = "terraform-aws-modules/ecs/aws//modules/service"
  container_definitions = {
    ${key} = { image = "web" }
    log = { image = "log", dependsOn = [{ containerName = "${name}", condition = "START" }] }
  }
  load_balancer = { public = { container_name = "${target}" } }
}
`;

  test('a name of HCL stands for the container of a module, and has quotes where it needs them', () => {
    for (const marked of [module('w|eb', 'web'), module('web', 'w|eb', 'web'), module('web', 'web', 'w|eb')]) {
      assert.equal(renamed('hcl', marked, 'front'), module('front', 'front'));
    }
    assert.equal(renamed('hcl', module('"w|eb"', 'web'), 'front'), module('"front"', 'front'));
    assert.equal(renamed('hcl', module('w|eb', 'web'), '2nd'), module('"2nd"', '2nd'));
  });

  test('what would be no string in YAML gets quotes', () => {
    const task = (name: string, link: string): string =>
      `family: web\ncontainerDefinitions:\n  - name: ${name}\n    image: web\n  - name: log\n    image: log\n    links: [${link}]\n`;
    assert.equal(renamed('yaml', task('w|eb', '"web:x"'), '010'), task('"010"', '"010:x"'));
    assert.equal(renamed('yaml', task('w|eb', 'web'), 'front'), task('front', 'front'));
  });
});
