import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { suite, test } from 'node:test';
import { stringify } from 'yaml';
import { type Notation, NOTATIONS, notationsOf } from '../../scripts/rules/notations.ts';
import type { Configuration, OpenText } from '../../src/language/api.ts';
import { RULES } from '../../src/language/rules/index.ts';
import { everyFormat } from '../language/every-format.ts';
import { openBeside, readFixture } from '../language/fixture.ts';
import { documentIn, textOf } from '../language/notation/documents.ts';
import { CLOUDFORMATION_YAML } from '../language/notation/mirrors.ts';
import { inTerraform } from '../language/notation/terraform-text.ts';

const FIXTURES = new URL('../fixtures/language/', import.meta.url);

/**
 * What the fixtures do not show in other notations than JSON: in templates, a service and what it runs that do not go
 * together, and a property that is there twice.
 */
const MORE: Readonly<Record<Exclude<Notation, 'JSON'>, readonly string[]>> = {
  YAML: [
    'taskDefinition:\n  family: web\n  containerDefinitions: [{ name: web, image: nginx }]\n',
    '- family: web\n  containerDefinitions:\n    - name: web\n      image: nginx\n      image: httpd\n',
    'cluster: prod\nservice: web\ndeploymentController: { type: CODE_DEPLOY }\nforceNewDeployment: true\n',
  ],
  CloudFormation: [
    `Resources:
  Task:
    Type: AWS::ECS::TaskDefinition
    Properties:
      ContainerDefinitions:
        - Name: web
          Image: nginx
          Memory: 512
          Memory: 1024
          PortMappings: [{ ContainerPort: 80, Name: http }]
  Service:
    Type: AWS::ECS::Service
    Properties:
      TaskDefinition: !Ref Task
      EnableExecuteCommand: true
      LoadBalancers:
        - { ContainerName: wbe, ContainerPort: 80 }
        - { ContainerName: web, ContainerPort: 81 }
      ServiceConnectConfiguration:
        Enabled: true
        Services: [{ PortName: htpp }]
`,
  ],
  Terraform: [
    `resource "aws_ecs_task_definition" "task" {
  family = "web"
  container_definitions = jsonencode([
    {
      name         = "web"
      image        = "nginx"
      memory       = 512
      memory       = 1024
      portMappings = [{ containerPort = 80, name = "http" }]
    }
  ])
}
resource "aws_ecs_service" "service" {
  task_definition        = aws_ecs_task_definition.task.arn
  enable_execute_command = true
  load_balancer {
    container_name = "wbe"
    container_port = 80
  }
  load_balancer {
    container_name = "web"
    container_port = 81
  }
  service_connect_configuration {
    enabled = true
    service {
      port_name = "htpp"
    }
  }
}
`,
  ],
};

/** The rules that find something in the fixtures, as these are or in other notations. */
const found = new Map<Notation, Set<string>>(NOTATIONS.map((notation) => [notation, new Set()]));
const FORMATS = { JSON: 'json', YAML: 'yaml', CloudFormation: 'yaml', Terraform: 'hcl' } as const;

function look(opened: OpenText, notation: Notation, configuration?: Configuration): void {
  for (const { rule } of opened.findings(configuration)) {
    found.get(notation)?.add(rule);
  }
}

function lookAt(text: string, notation: Notation, configuration?: Configuration): void {
  look(everyFormat.open(text, undefined, FORMATS[notation]), notation, configuration);
}

function notationOf({ subjects, format }: OpenText): Notation {
  if (format === 'hcl') {
    return 'Terraform';
  }
  return subjects[0]?.notation === 'cloudformation' ? 'CloudFormation' : format === 'yaml' ? 'YAML' : 'JSON';
}

for (const path of globSync('**/*.{jsonc,yaml,tf}', { cwd: FIXTURES })) {
  const { text, configuration, file, beside } = readFixture(readFileSync(new URL(path, FIXTURES), 'utf8'));
  const isJson = path.endsWith('.jsonc');
  const name = isJson ? file.name : basename(path);
  const near = path.endsWith('.tf') ? [{ name, text }, ...beside] : beside;
  const opened = openBeside(everyFormat, text, { file: { ...file, name }, beside: near });
  look(opened, notationOf(opened), configuration);
  const document = isJson ? documentIn(text) : undefined;
  if (document !== undefined) {
    lookAt(stringify(document.data, { version: '1.1', aliasDuplicateObjects: false }), 'YAML', configuration);
    lookAt(textOf(document, CLOUDFORMATION_YAML), 'CloudFormation', configuration);
    lookAt(inTerraform(document.data, document.kind), 'Terraform', configuration);
  }
}
for (const notation of ['YAML', 'CloudFormation', 'Terraform'] as const) {
  MORE[notation].forEach((text) => lookAt(text, notation));
}

suite('the tables of rules say where each has something to say', () => {
  for (const [notation, ids] of found) {
    test(notation, () => {
      const told = RULES.filter((rule) => notationsOf(rule).includes(notation)).map(({ id }) => id);
      assert.deepEqual(
        told,
        RULES.map(({ id }) => id).filter((id) => ids.has(id)),
      );
    });
  }
});
