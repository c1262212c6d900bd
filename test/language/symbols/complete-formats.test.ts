import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import type { Format } from '../../../src/language/api.ts';
import { applyEdits } from '../../../src/language/syntax/edits.ts';
import { everyFormat } from '../every-format.ts';
import { atCursor } from './marks.ts';

/** What is offered at the bar in a text, and what the text becomes with one of them. */
function at(
  format: Format,
  marked: string,
): { readonly names: readonly string[]; readonly accept: (name?: string) => string } {
  const [text, offset] = atCursor(marked);
  const found = everyFormat.open(text, undefined, format).symbols.completions(offset);
  return {
    names: found.map(({ name }) => name),
    accept: (name = found[0]?.name ?? '') =>
      applyEdits(text, [found.find((each) => each.name === name)?.edit ?? assert.fail(name)]),
  };
}

/** A bar where a line is half-typed, and the line as it is with the first of what is offered, by what comes of it. */
type Typed = Readonly<Record<string, string>>;

/** Each half-typed line becomes what is expected of it, in a text around it. */
function typed(format: Format, around: (line: string) => string, lines: Typed): void {
  for (const [line, expected] of Object.entries(lines)) {
    test(JSON.stringify(line), () => {
      assert.equal(at(format, around(line)).accept(), around(expected));
    });
  }
}

const inTask = (line: string): string => `resource "aws_ecs_task_definition" "app" {
  family = "app"
  # A comment.
  container_definitions = jsonencode([
    {
      name  = "web"
      image = "nginx"
      ${line}
    },
    { name = "db", image = var.image },
  ])

  volume {
    name = "data"
  }
}
`;

suite('in the container definitions of Terraform', () => {
  typed('hcl', inTask, {
    'dependsOn = [{ containerName = "|" }]': 'dependsOn = [{ containerName = "db" }]',
    'dependsOn = [{ containerName = | }]': 'dependsOn = [{ containerName = "db" }]',
    'dependsOn = [{ containerName = d| }]': 'dependsOn = [{ containerName = "db" }]',
    'dependsOn = [{ containerName = "d| }]': 'dependsOn = [{ containerName = "db" }]',
    'dependsOn = [{\n  containerName = |\n  condition = "START"\n}]':
      'dependsOn = [{\n  containerName = "db"\n  condition = "START"\n}]',
    'dependsOn = [{ "containerName": | }]': 'dependsOn = [{ "containerName": "db" }]',
    'links = [|]': 'links = ["db"]',
    'links = ["a", |]': 'links = ["a", "db"]',
    'links = [| "a"]': 'links = ["db", "a"]',
    'links = [\n  |\n]': 'links = [\n  "db"\n]',
    'mountPoints = [{ sourceVolume = | }]': 'mountPoints = [{ sourceVolume = "data" }]',
    'mountPoints = [{\n  sourceVolume = "|\n}]': 'mountPoints = [{\n  sourceVolume = "data"\n}]',
    'dependsOn = [{ condition = "H|" }]': 'dependsOn = [{ condition = "COMPLETE" }]',
    'logConfiguration = { logDriver = | }': 'logConfiguration = { logDriver = "awsfirelens" }',
    // Names of properties.
    'portMappings = [{ | }]': 'portMappings = [{ containerPort =  }]',
    'portMappings = [{ con| }]': 'portMappings = [{ containerPort =  }]',
    'portMappings = [{ hostPort = 80, | }]': 'portMappings = [{ hostPort = 80, containerPort =  }]',
    'portMappings = [{ | = 80 }]': 'portMappings = [{ containerPort = 80 }]',
    'portMappings = [{ con|: 80 }]': 'portMappings = [{ containerPort: 80 }]',
    'portMappings = [{ "hostPort" : 80, | }]': 'portMappings = [{ "hostPort" : 80, "containerPort" :  }]',
    'portMappings = [{ "hostPort": 80, "|" }]': 'portMappings = [{ "hostPort": 80, "containerPort":  }]',
    'healthCheck = {\n  |\n}': 'healthCheck = {\n  command = \n}',
    'healthCheck = merge(var.check, { | })': 'healthCheck = merge(var.check, { command =  })',
    'healthCheck = {\n  startPeriod = 1\n  |\n}': 'healthCheck = {\n  startPeriod = 1\n  command     = \n}',
  });

  test('names of a container that are not there yet, their signs below those of others', () => {
    const { names, accept } = at('hcl', inTask('memo|'));
    assert.ok(names.includes('readonlyRootFilesystem') && !names.includes('image') && !names.includes('family'));
    assert.equal(accept('memory'), inTask('memory = '));
    assert.equal(accept('cpu'), inTask('cpu   = '));
    assert.equal(at('hcl', inTask('|')).accept('cpu'), inTask('cpu   = '));
  });

  test('words of attributes, where the provider has them', () => {
    const { names } = at('hcl', inTask('').replace('family = "app"', 'network_mode = "|"'));
    assert.deepEqual(names, ['awsvpc', 'bridge', 'host', 'none']);
  });

  for (const line of [
    '# memo|',
    '// {|',
    'image = "|"',
    'environment = [{ name = "A", value = "|" }]',
    'dockerLabels = { | }',
    'memory = |',
    'portMappings = [for port in var.ports : { | }]',
    'dependsOn = [{ containerName = "${|}" }]',
    'command = ["|"]',
  ]) {
    test(`nothing at ${line}`, () => assert.deepEqual(at('hcl', inTask(line)).names, []));
  }

  test('nothing where attributes and blocks are, nor in other objects', () => {
    const attribute = (text: string): string => inTask('').replace('  family = "app"', text);
    assert.deepEqual(at('hcl', attribute('  |')).names, []);
    assert.deepEqual(at('hcl', attribute('  fam|')).names, []);
    assert.deepEqual(at('hcl', attribute('  tags = { | }')).names, []);
    assert.deepEqual(at('hcl', attribute('  volume {\n    |\n  }')).names, []);
  });
});

suite('in JSON on lines of Terraform', () => {
  const inJson = (line: string): string => `resource "aws_ecs_task_definition" "app" {
  container_definitions = <<-EOT
    [
      { "name": "web", "image": "nginx", ${line} },
      { "name": "db", "image": "x" }
    ]
  EOT
  family = "é"
}
`;
  typed('hcl', inJson, {
    '"dependsOn": [{ "containerName": "|" }]': '"dependsOn": [{ "containerName": "db" }]',
    '"dependsOn": [{ "containerName": | }]': '"dependsOn": [{ "containerName": "db" }]',
    '"links": [|]': '"links": ["db"]',
    '"portMappings": [{ | }]': '"portMappings": [{ "containerPort":  }]',
    '"portMappings": [{ "con|" }]': '"portMappings": [{ "containerPort":  }]',
  });
});

suite('in services and modules of Terraform', () => {
  const service = (line: string): string => `${inTask('portMappings = [{ name = "http", containerPort = 80 }]')}
resource "aws_ecs_service" "app" {
  task_definition = aws_ecs_task_definition.app.arn
${line}
}
`;
  typed('hcl', service, {
    '  load_balancer {\n    container_name = |\n    container_port = 80\n  }':
      '  load_balancer {\n    container_name = "web"\n    container_port = 80\n  }',
    '  load_balancer {\n    container_name = "|"\n  }': '  load_balancer {\n    container_name = "web"\n  }',
    '  service_connect_configuration {\n    service {\n      port_name = |\n    }\n  }':
      '  service_connect_configuration {\n    service {\n      port_name = "http"\n    }\n  }',
    '  launch_type = "|"': '  launch_type = "EC2"',
  });

  const module = (version: string, line: string): string => `module "service" {
  source  = "terraform-aws-modules/ecs/aws//modules/service"
  version = "${version}"
  enable_execute_command = true
  container_definitions = {
    web = {
      image = "nginx"
      ${line}
    }
  }
}
`;
  test('names as a version of the module has them', () => {
    assert.equal(
      at('hcl', module('6.0', 'read|')).accept('readonlyRootFilesystem'),
      module('6.0', 'readonlyRootFilesystem = '),
    );
    assert.equal(
      at('hcl', module('5.2', 'read|')).accept('readonly_root_filesystem'),
      module('5.2', 'readonly_root_filesystem = '),
    );
  });
});

suite('in policies of Terraform', () => {
  const inPolicy = (line: string): string => `resource "aws_iam_role_policy" "exec" {
  role   = "app"
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{
      Effect   = "Allow"
      Resource = "*"
      ${line}
    }]
  })
}
`;
  typed('hcl', inPolicy, {
    'Action = "|"': 'Action = "ecs:ExecuteCommand"',
    'Action = |': 'Action = "ecs:ExecuteCommand"',
    'Action = ["ecs:ExecuteCommand", "ecs:|"]': 'Action = ["ecs:ExecuteCommand", "ecs:DescribeTasks"]',
    'Action = ["ecs:ExecuteCommand", "ecs:|]': 'Action = ["ecs:ExecuteCommand", "ecs:DescribeTasks"]',
    'Action = ["ecs:ExecuteCommand"]\n  Condition = { | }':
      'Action = ["ecs:ExecuteCommand"]\n  Condition = { StringEquals =  }',
    'Action = ["ecs:ExecuteCommand"]\n  Condition = { StringEquals = { | } }':
      'Action = ["ecs:ExecuteCommand"]\n  Condition = { StringEquals = { "ecs:cluster" =  } }',
    'Action = ["ecs:ExecuteCommand"]\n  Condition = { StringEquals = { "aws:Pri|" = "x" } }':
      'Action = ["ecs:ExecuteCommand"]\n  Condition = { StringEquals = { "ecs:cluster" = "x" } }',
  });

  const document = (line: string): string => `data "aws_iam_policy_document" "exec" {
  statement {
    ${line}
  }
}
`;
  typed('hcl', document, {
    'actions = [|]': 'actions = ["ecs:ExecuteCommand"]',
    'actions = ["ssm|"]\n    resources = ["*"]': 'actions = ["ecs:ExecuteCommand"]\n    resources = ["*"]',
    'actions = ["ecs:ExecuteCommand"]\n    resources = [\n      |\n    ]':
      'actions = ["ecs:ExecuteCommand"]\n    resources = [\n      "*"\n    ]',
  });
});

const inTemplate = (line: string): string => `Resources:
  # A comment.
  Definition:
    Type: AWS::ECS::TaskDefinition
    Properties:
      Family: !Sub '\${AWS::StackName}-app'
      Volumes:
        - Name: data
      ContainerDefinitions:
        - Name: web
          Image: nginx
${line}
        - Name: db
          Image: !Ref Image
  Service:
    Type: AWS::ECS::Service
    Properties:
      TaskDefinition: !Ref Definition
`;

suite('in templates of CloudFormation', () => {
  typed('yaml', inTemplate, {
    '          DependsOn:\n            - ContainerName: |': '          DependsOn:\n            - ContainerName: db',
    '          DependsOn:\n            - ContainerName:|': '          DependsOn:\n            - ContainerName: db',
    '          DependsOn:\n            - ContainerName: d|\n              Condition: START':
      '          DependsOn:\n            - ContainerName: db\n              Condition: START',
    '          DependsOn:\n            - ContainerName: "|"': '          DependsOn:\n            - ContainerName: "db"',
    "          DependsOn:\n            - ContainerName: '|": '          DependsOn:\n            - ContainerName: db',
    '          DependsOn: [{ ContainerName: | }]': '          DependsOn: [{ ContainerName: db }]',
    '          Links:\n            - |': '          Links:\n            - db',
    '          Links: [|]': '          Links: [db]',
    '          MountPoints:\n            - SourceVolume: | # Which?':
      '          MountPoints:\n            - SourceVolume: data # Which?',
  });

  for (const line of [
    '          # DependsOn: |',
    '          |',
    '          Mem|',
    '          Image: |',
    '          DependsOn:\n            - Condition: |',
  ]) {
    test(`nothing at ${JSON.stringify(line)}`, () => assert.deepEqual(at('yaml', inTemplate(line)).names, []));
  }

  const inPolicy = (line: string): string => `Resources:
  Role:
    Type: AWS::IAM::ManagedPolicy
    Properties:
      PolicyDocument:
        Version: '2012-10-17'
        Statement:
          - { Effect: Allow, Action: ssmmessages:*, Resource: '*' }
          - Effect: Allow
${line}
`;
  const indented = (lines: string): string => inPolicy(lines.replace(/^/gm, ' '.repeat(12)));
  typed('yaml', indented, {
    'Action: |': 'Action: ecs:ExecuteCommand',
    'Action: ecs|': 'Action: ecs:ExecuteCommand',
    'Action: ecs:|': 'Action: ecs:ExecuteCommand',
    'Action:\n  - ecs:ExecuteCommand\n  - ssm:|': 'Action:\n  - ecs:ExecuteCommand\n  - ecs:DescribeTasks',
    'Action: [ecs:ExecuteCommand, |]': 'Action: [ecs:ExecuteCommand, "ecs:DescribeTasks"]',
    'Action: ecs:ExecuteCommand\nResource: |': 'Action: ecs:ExecuteCommand\nResource: "*"',
    'Action: ecs:ExecuteCommand\nResource: arn|': 'Action: ecs:ExecuteCommand\nResource: "*"',
    'Action: ecs:ExecuteCommand\nCondition:\n  |': 'Action: ecs:ExecuteCommand\nCondition:\n  StringEquals: ',
    'Action: ecs:ExecuteCommand\nCondition:\n  Str|:\n    aws:x: y':
      'Action: ecs:ExecuteCommand\nCondition:\n  StringEquals:\n    aws:x: y',
    'Action: ecs:ExecuteCommand\nCondition:\n  StringEquals:\n    ecs:|':
      'Action: ecs:ExecuteCommand\nCondition:\n  StringEquals:\n    ecs:cluster: ',
    'Action: ecs:ExecuteCommand\nCondition: { | }': 'Action: ecs:ExecuteCommand\nCondition: { StringEquals:  }',
  });
});

suite('in plain YAML', () => {
  const inYaml = (line: string): string => `family: app
containerDefinitions:
  - name: web
    image: nginx
${line}
  - name: db
    image: mysql
`;
  typed('yaml', inYaml, {
    '    dependsOn:\n      - containerName: |': '    dependsOn:\n      - containerName: db',
    '    portMappings:\n      - |': '    portMappings:\n      - containerPort: ',
    '    portMappings:\n      - con|': '    portMappings:\n      - containerPort: ',
    '    portMappings:\n      - con|: 80': '    portMappings:\n      - containerPort: 80',
    '    portMappings:\n      - hostPort: 80\n        |':
      '    portMappings:\n      - hostPort: 80\n        containerPort: ',
    '    healthCheck:\n      |': '    healthCheck:\n      command: ',
    '    healthCheck: {"interval": 5, |}': '    healthCheck: {"interval": 5, "command": }',
    '    logConfiguration:\n      logDriver: |': '    logConfiguration:\n      logDriver: awsfirelens',
    '    logConfiguration:\n      logDriver: aws|': '    logConfiguration:\n      logDriver: awsfirelens',
  });

  test('names where a line is indented: those of what it is in', () => {
    const names = (indent: string): readonly string[] => at('yaml', inYaml(`${indent}|`)).names;
    assert.ok(names('    ').includes('readonlyRootFilesystem') && !names('    ').includes('name'));
    assert.deepEqual(at('yaml', `${inYaml('')}|`).accept('taskRoleArn'), `${inYaml('')}taskRoleArn: `);
    assert.ok(!at('yaml', `${inYaml('')}|`).names.includes('revision'));
    assert.deepEqual(names('  '), []);
  });

  for (const line of ['    # me|', '    command: |', '    command:\n      - |', '    entryPoint: |-\n      me|']) {
    test(`nothing at ${JSON.stringify(line)}`, () => assert.deepEqual(at('yaml', inYaml(line)).names, []));
  }
});

test('in JSON, names of properties are for its schema to tell', () => {
  assert.deepEqual(at('json', '{"family": "a", "containerDefinitions": [{"name": "web", "image": "x", |}]}').names, []);
});
