import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { createLanguageService } from '../../../src/language/index.ts';

const service = createLanguageService();

const CONTAINER =
  '"name": "web", "image": "web:1", "memory": 9, "essential": true, "linuxParameters": { "initProcessEnabled": true }';

/** Templates of container definitions, as Terraform, Jinja and others fill them in. All of these may be right. */
const TEMPLATES: Readonly<Record<string, string>> = {
  'an element under a condition of Terraform': `[
    { ${CONTAINER} }%{ if sidecar ~},
    { "name": "side", "image": "side:1", "memory": 64, "linuxParameters": { "initProcessEnabled": true } }
    %{~ endif }
  ]`,
  'properties under conditions of Terraform': `[
    { ${CONTAINER}
      %{ if command != "" ~}, "command": ["\${command}"]%{ endif ~}
      %{ if mounted }, "mountPoints": [{ "sourceVolume": "x", "containerPath": "/x" }]%{ endif }
    }
  ]`,
  'a loop of Terraform': `[
    { ${CONTAINER}, "environment": [
      %{ for name, value in environment ~}
      { "name": "\${name}", "value": "\${value}" },
      %{ endfor ~}
      { "name": "LAST", "value": "1" }
    ] }
  ]`,
  'values of Terraform without quotes': `[
    { ${CONTAINER}, "cpu": \${cpu}, "portMappings": \${jsonencode([for port in ports : { containerPort = port }])} }
  ]`,
  'conditions and loops of Jinja': `[
    { ${CONTAINER} {# who asks #}
      {% if debug %}, "command": ["sleep"]{% endif %},
      "environment": [{% for each in all %}{ "name": "{{ each }}", "value": "1" }{% if not loop.last %},{% endif %}{% endfor %}]
    }
  ]`,
};

suite('templates of JSON', () => {
  for (const [what, text] of Object.entries(TEMPLATES)) {
    for (const name of ['web.json.tpl', 'web.tftpl', 'web.json.j2', 'web.json.template']) {
      test(`${name}: ${what}`, () => {
        const opened = service.open(text, { name, isUtf16: false, isNamed: false });
        assert.deepEqual(
          opened.subjects.map(({ kind }) => kind),
          ['container-definitions'],
        );
        assert.deepEqual(opened.findings(), []);
      });
    }
  }
});
