/** How long texts in YAML take, beside parsing them alone with the same parser, in the same run. */
import { stringify } from 'yaml';
import { createLanguageService } from '../../src/language/index.ts';
import { CLOUDFORMATION_TAGS } from '../../src/language/notation/cloudformation.ts';
import { firstDocument } from '../../src/language/syntax/yaml/parse.ts';
import { type Candidate, measure, taskDefinition } from './language.ts';
import type { Row } from './row.ts';

const GOAL = '≤ 1.3 × parsing';

export async function benchFormats(): Promise<Row[]> {
  const service = createLanguageService();
  const rows: Row[] = [];
  const yaml = async (what: string, text: string, goal?: string): Promise<void> => {
    const parsing: Candidate = { what: 'parsing', run: () => firstDocument(text, CLOUDFORMATION_TAGS) };
    const check: Candidate = {
      what,
      ...(goal && { goal }),
      run: () => service.open(text, undefined, 'yaml').findings(),
    };
    rows.push(...(await measure(text, [check], parsing)));
  };
  await yaml('check a task definition of 4 KB in YAML', asYaml(taskDefinition(5000)), GOAL);
  await yaml('check a template of 70 KB', template(70 * 1024), GOAL);
  await yaml('see that 70 KB of other YAML are not ours', otherYaml(70 * 1024));
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

function otherYaml(length: number): string {
  const step = (index: number): string =>
    `      - name: Step ${index}\n        run: npm run step-${index}\n        with: { key: value }\n`;
  return `name: CI\non: [push]\njobs:\n  build:\n    steps:\n${Array.from({ length: Math.ceil(length / 75) }, (_, index) => step(index)).join('')}`;
}
