/** How long texts in YAML, HCL and JSON take, beside parsing them alone with the same parser, in the same run. */
import { parse as parseYaml, parseDocument, stringify, type YAMLMap, type YAMLSeq } from 'yaml';
import { loadHclParser } from '../../src/hcl-parser.ts';
import type { Format } from '../../src/language/api.ts';
import { templates } from '../../src/language/documents/cloudformation/template.ts';
import { policies } from '../../src/language/documents/policy/recognize.ts';
import { input } from '../../src/language/documents/recognize.ts';
import { clusters } from '../../src/language/documents/recognize-cluster.ts';
import { services, taskRuns } from '../../src/language/documents/service/recognize.ts';
import { terraformFiles } from '../../src/language/documents/terraform/recognize.ts';
import { createLanguageService } from '../../src/language/index.ts';
import { CLOUDFORMATION_TAGS } from '../../src/language/notation/cloudformation.ts';
import { declared } from '../../src/language/syntax/yaml/tags.ts';
import { type Candidate, measure, taskDefinition } from './language.ts';
import type { Row } from './row.ts';

const GOAL = '≤ 1.3 × parsing';
const SEARCH_GOAL = 'one search of its text';

export async function benchFormats(): Promise<Row[]> {
  const service = createLanguageService({ loadHcl: loadHclParser });
  await service.load('hcl');
  const parser = await loadHclParser();
  const customTags = declared(CLOUDFORMATION_TAGS);
  const parsers: Readonly<Record<'yaml' | 'hcl', (text: string) => void>> = {
    // The options with which it is fastest.
    yaml: (text) =>
      parseDocument(text, {
        schema: 'failsafe',
        customTags,
        uniqueKeys: false,
        prettyErrors: false,
        logLevel: 'silent',
      }),
    hcl: (text) => parser.parse(text)?.delete(),
  };
  const rows: Row[] = [];
  const check = (what: string, text: string, format: Format, goal: string): Candidate => ({
    what,
    goal,
    run: () => service.open(text, undefined, format).findings(),
  });
  const besideParsing = async (what: string, text: string, format: 'yaml' | 'hcl'): Promise<void> => {
    const parsing: Candidate = { what: 'parsing', run: () => parsers[format](text) };
    rows.push(...(await measure(text, [check(what, text, format, GOAL)], parsing)));
  };
  const besideSearch = async (what: string, text: string, format: Format, names: readonly string[]): Promise<void> => {
    const any = new RegExp(names.join('|'));
    const search: Candidate = { what: 'a search', run: () => any.test(text) };
    rows.push(...(await measure(text, [check(what, text, format, SEARCH_GOAL)], search)));
  };
  await besideParsing('check a task definition of 4 KB in YAML', asYaml(taskDefinition(5000)), 'yaml');
  await besideParsing('check a template of 4 KB in YAML', template(4096), 'yaml');
  await besideParsing('check a template of 70 KB in YAML', template(70 * 1024), 'yaml');
  await besideParsing('check a Terraform file of 4 KB', terraform(4096), 'hcl');
  await besideParsing('check a Terraform file of 70 KB', terraform(70 * 1024), 'hcl');
  const asJson = templateAsJson(70 * 1024);
  rows.push(...(await measure(asJson, [check('check a template of 70 KB in JSON', asJson, 'json', '≤ 100 ms')])));
  const yamlNames = [templates, input, policies, services, taskRuns, clusters].flatMap(({ names }) => names);
  await besideSearch('see that 70 KB of other YAML are not ours', otherYaml(70 * 1024), 'yaml', yamlNames);
  await besideSearch('see that 70 KB of other HCL are not ours', otherHcl(70 * 1024), 'hcl', terraformFiles.names);
  return rows;
}

function asYaml(json: string): string {
  return stringify(JSON.parse(json), { aliasDuplicateObjects: false });
}

/** A template of about so many characters: task definitions with services and roles. */
export function template(length: number): string {
  const parts: string[] = [];
  for (let index = 0, size = 0; size < length; index++) {
    const part = `
  Service${index}:
    Type: AWS::ECS::Service
    Properties:
      Cluster: !ImportValue Cluster
      TaskDefinition: !Ref TaskDefinition${index}
      EnableExecuteCommand: !If [IsProduction, false, true]
      LaunchType: FARGATE
      NetworkConfiguration:
        AwsvpcConfiguration:
          Subnets: !Split [',', !ImportValue Subnets]
  TaskDefinition${index}:
    Type: AWS::ECS::TaskDefinition
    Properties:
      Family: !Sub '\${AWS::StackName}-${index}'
      Cpu: 256
      Memory: 512
      NetworkMode: awsvpc
      RequiresCompatibilities: [FARGATE]
      TaskRoleArn: !GetAtt TaskRole${index}.Arn
      ExecutionRoleArn: !GetAtt ExecutionRole.Arn
      ContainerDefinitions:
        - Name: app
          Image: !Sub '\${AWS::AccountId}.dkr.ecr.\${AWS::Region}.amazonaws.com/app:\${Version}'
          ReadonlyRootFilesystem: ${index % 2 === 0}
          PortMappings:
            - ContainerPort: 8080
          Environment:
${Array.from({ length: 12 }, (_, variable) => `            - Name: VARIABLE_${variable}\n              Value: !Sub '\${Stage}-value-${variable}'`).join('\n')}
          LogConfiguration:
            LogDriver: awslogs
            Options:
              awslogs-group: !Ref LogGroup
              awslogs-region: !Ref AWS::Region
              awslogs-stream-prefix: app
  TaskRole${index}:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Version: '2012-10-17'
        Statement:
          - Effect: Allow
            Principal: { Service: ecs-tasks.amazonaws.com }
            Action: sts:AssumeRole
`;
    parts.push(part);
    size += part.length;
  }
  return `AWSTemplateFormatVersion: '2010-09-09'\nResources:${parts.join('')}`;
}

/** The same in JSON, with its functions written out. */
function templateAsJson(length: number): string {
  const customTags = [...CLOUDFORMATION_TAGS].flatMap(([tag, name]) => [
    { tag, resolve: (value: string) => ({ [name]: value }) },
    { tag, collection: 'seq' as const, resolve: (list: YAMLMap | YAMLSeq) => ({ [name]: list.toJSON() as unknown }) },
  ]);
  const shorter = template(Math.round(length / 1.6));
  return JSON.stringify(parseYaml(shorter, { customTags }), undefined, 2);
}

/** A file of about so many characters: task definitions with services and roles. */
export function terraform(length: number): string {
  const parts: string[] = [];
  for (let index = 0, size = 0; size < length; index++) {
    const variables = Array.from(
      { length: 12 },
      (_, variable) => `        { name = "VARIABLE_${variable}", value = "\${var.stage}-value-${variable}" },\n`,
    );
    const part = `
resource "aws_ecs_service" "service_${index}" {
  name                   = "service-${index}"
  cluster                = aws_ecs_cluster.main.id
  task_definition        = aws_ecs_task_definition.task_${index}.arn
  desired_count          = var.desired_count
  launch_type            = "FARGATE"
  enable_execute_command = var.is_production ? false : true

  network_configuration {
    subnets         = data.aws_subnets.private.ids
    security_groups = [aws_security_group.tasks.id]
  }
}

resource "aws_ecs_task_definition" "task_${index}" {
  family                   = "task-${index}"
  cpu                      = 256
  memory                   = 512
  network_mode             = "awsvpc"
  requires_compatibilities = ["FARGATE"]
  task_role_arn            = aws_iam_role.task_${index}.arn
  execution_role_arn       = aws_iam_role.execution.arn

  container_definitions = jsonencode([
    {
      name                   = "app"
      image                  = "\${aws_ecr_repository.app.repository_url}:\${var.tag}"
      readonlyRootFilesystem = ${index % 2 === 0}
      portMappings           = [{ containerPort = 8080 }]
      environment = [
${variables.join('')}      ]
      logConfiguration = {
        logDriver = "awslogs"
        options = {
          awslogs-group         = aws_cloudwatch_log_group.app.name
          awslogs-region        = var.region
          awslogs-stream-prefix = "app"
        }
      }
    }
  ])
}

resource "aws_iam_role" "task_${index}" {
  name = "task-${index}"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "ecs-tasks.amazonaws.com" }
      Action    = "sts:AssumeRole"
    }]
  })
}
`;
    parts.push(part);
    size += part.length;
  }
  return parts.join('');
}

function otherHcl(length: number): string {
  const bucket = (index: number): string =>
    `resource "aws_s3_bucket" "bucket_${index}" {\n  bucket = "bucket-${index}"\n  tags   = { Name = var.name }\n}\n\n`;
  return Array.from({ length: Math.ceil(length / 110) }, (_, index) => bucket(index)).join('');
}

function otherYaml(length: number): string {
  const step = (index: number): string =>
    `      - name: Step ${index}\n        run: npm run step-${index}\n        with: { key: value }\n`;
  return `name: CI\non: [push]\njobs:\n  build:\n    steps:\n${Array.from({ length: Math.ceil(length / 75) }, (_, index) => step(index)).join('')}`;
}
