import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { templates } from '../../../src/language/documents/cloudformation/template.ts';
import type { Subject } from '../../../src/language/documents/subject.ts';
import type { Syntax } from '../../../src/language/syntax/value.ts';
import { CLOUDFORMATION_JSON, CLOUDFORMATION_YAML, yaml } from '../notation/mirrors.ts';

function subjectsIn(text: string, syntax: Syntax = yaml): readonly Subject[] {
  return templates.mayHold?.(text, syntax) === false ? [] : templates.recognize(syntax.parse(text) ?? assert.fail());
}

function only(text: string): Subject {
  const [subject, ...others] = subjectsIn(text);
  assert.equal(others.length, 0);
  return subject ?? assert.fail('nothing is recognized');
}

/** A template with one resource, whose lines are given from its properties on. */
function resource(type: string, ...lines: readonly string[]): string {
  return ['Resources:', '  It:', `    Type: ${type}`, '    Properties:', ...lines.map((line) => `      ${line}`)].join(
    '\n',
  );
}

const POLICY = '{Version: 2012-10-17, Statement: {Effect: Allow, Action: "ssmmessages:*", Resource: "*"}}';

suite('a template', () => {
  test('has task definitions, services, clusters and policies, by their names', () => {
    const text = `
Resources:
  Td: {Type: AWS::ECS::TaskDefinition, Properties: {ContainerDefinitions: []}}
  Sv: {Type: "AWS::ECS::Service", Properties: {TaskDefinition: !Ref Td}}
  Cl: {Type: AWS::ECS::Cluster, Properties: {ClusterName: x}}
  Empty: {Type: AWS::ECS::Cluster}
  Role:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument: ${POLICY}
      Policies: [{PolicyName: a, PolicyDocument: ${POLICY}}, !Ref Other, {PolicyName: b, PolicyDocument: !Ref Text}]
  Po: {Type: AWS::IAM::Policy, Properties: {PolicyDocument: ${POLICY}}}
  Ma: {Type: AWS::IAM::ManagedPolicy, Properties: {PolicyDocument: ${POLICY}}}
  Rp: {Type: AWS::IAM::RolePolicy, Properties: {PolicyDocument: ${POLICY}}}
  No: {Type: !Ref Type, Properties: {}}
  Fn::ForEach::More: [Name, !Ref Names, {"X\${Name}": {Type: AWS::ECS::Cluster, Properties: {}}}]
`;
    assert.deepEqual(
      subjectsIn(text).map(({ kind, address, origin, isWhole }) => [kind, address, origin, isWhole]),
      [
        ['task-definition', 'Td', 'template', true],
        ['service', 'Sv', 'template', true],
        ['cluster', 'Cl', 'template', true],
        ...['Role', 'Role', 'Po', 'Ma', 'Rp'].map((name) => ['policy', name, 'template', true]),
        ['cluster', 'X${Name}', 'template', true],
      ],
    );
  });

  test('can be in JSON, as the CDK writes it', () => {
    const text = JSON.stringify({
      Resources: { TaskDef54694570: { Type: 'AWS::ECS::TaskDefinition', Properties: { Family: 'x' }, Metadata: {} } },
    });
    assert.deepEqual(
      subjectsIn(text, CLOUDFORMATION_JSON.syntax).map(({ address }) => address),
      ['TaskDef54694570'],
    );
  });

  test('is not whole where a macro may change it, and is where AWS’s own transform may not', () => {
    const text = resource('AWS::ECS::TaskDefinition', 'Family: x');
    for (const [transform, isWhole] of [
      ['Transform: AWS::Serverless-2016-10-31', true],
      ['Transform: [AWS::LanguageExtensions, AWS::Serverless-2016-10-31]', true],
      ['Transform: [MyMacro, AWS::LanguageExtensions]', false],
      ['Transform: !Ref Macro', false],
      ['Transform:\n  Name: AWS::Include\n  Parameters: {Location: s3://x/y}', false],
    ] as const) {
      assert.equal(only(`${transform}\n${text}`).isWhole, isWhole, transform);
    }
  });

  for (const [name, text] of Object.entries({
    'an AppSpec file':
      'version: 0.0\nResources:\n  - TargetService:\n      Type: AWS::ECS::Service\n      Properties: {}\n',
    'a schema': 'typeName: AWS::ECS::TaskDefinition\nproperties: {Family: {type: string}}\n',
    'a record of AWS Config': 'resourceType: AWS::ECS::Service\nconfiguration: {Cluster: x}\n',
    'a list of types': 'Resources: [AWS::ECS::Service]\n',
    'a text with the name in it': 'Resources: AWS::ECS::Service\n',
    'resources of another service': 'Resources: {A: {Type: AWS::Lambda::Function, Properties: {}}}\n',
    'a role of another service': resource('AWS::IAM::Role', 'AssumeRolePolicyDocument: {Statement: []}'),
  })) {
    test(`is not ${name}`, () => {
      assert.deepEqual(subjectsIn(text), []);
      assert.deepEqual(CLOUDFORMATION_YAML.service.open(text).findings(), []);
    });
  }

  test('is not parsed for nothing', () => {
    for (const text of ['Resources: {A: {Type: AWS::S3::Bucket}}', 'Resources: {A: {Type: AWS::IAM::Role}}']) {
      assert.equal(templates.mayHold?.(text, yaml), false, text);
    }
  });
});

suite('what is seen of a resource', () => {
  const task = (...lines: readonly string[]): Subject['value'] =>
    only(resource('AWS::ECS::TaskDefinition', ...lines)).value;

  test('has the names of the API', () => {
    const value = task(
      'ProxyConfiguration: {ProxyConfigurationProperties: [{Name: AppPorts, Value: 80}]}',
      'Volumes:',
      '  - EFSVolumeConfiguration: {FilesystemId: fs-1, AuthorizationConfig: {IAM: ENABLED}}',
      '    FSxWindowsFileServerVolumeConfiguration: {FileSystemId: fs-2}',
    );
    const [volume] = value.get('volumes').items;
    assert.equal(value.get('proxyConfiguration', 'properties').items[0]?.get('value').string, '80');
    assert.equal(volume?.get('efsVolumeConfiguration', 'fileSystemId').string, 'fs-1');
    assert.equal(volume.get('efsVolumeConfiguration', 'authorizationConfig', 'iam').string, 'ENABLED');
    assert.equal(volume.get('fsxWindowsFileServerVolumeConfiguration', 'fileSystemId').string, 'fs-2');
    const cluster = only(
      resource('AWS::ECS::Cluster', 'ClusterSettings: [{Name: containerInsights, Value: off}]'),
    ).value;
    assert.equal(cluster.get('settings').items[0]?.get('value').string, 'off');
  });

  test('is unknown where a function makes it, and absent where there is no value', () => {
    const value = task(
      'Family: !Sub "${AWS::StackName}-x"',
      'TaskRoleArn: !GetAtt Role.Arn',
      'Cpu: !Ref AWS::NoValue',
      'Memory: {"Fn::FindInMap": [a, b, c]}',
      'PidMode: {Ref: AWS::NoValue}',
      'RequiresCompatibilities: [FARGATE, !Ref AWS::NoValue, !Ref Other]',
    );
    for (const name of ['family', 'taskRoleArn', 'memory']) {
      assert.equal(value.get(name).isUnknown, true, name);
    }
    for (const name of ['cpu', 'pidMode']) {
      assert.equal(value.get(name).isAbsent, true, name);
    }
    assert.deepEqual(
      value.get('requiresCompatibilities').items.map(({ string }) => string),
      ['FARGATE', undefined],
    );
  });

  test('may have more where something is put in its place, and no such name is unknown to ECS', () => {
    const text = resource(
      'AWS::ECS::TaskDefinition',
      'Fn::Transform: {Name: AWS::Include, Parameters: {Location: s3://a/b}}',
      'ContainerDefinitions:',
      '  - Name: a',
      '    Image: b',
      '    Fn::ForEach::Limits: [Name, [a], {"${Name}": 1}]',
    );
    const { value } = only(text);
    assert.equal(value.get('cpu').isUnknown, true);
    assert.equal(value.get('containerDefinitions').items[0]?.get('linuxParameters').isUnknown, true);
    assert.deepEqual(CLOUDFORMATION_YAML.service.open(text).findings(), []);
  });

  test('keeps the names of free maps, and takes strings for numbers and booleans', () => {
    const value = task(
      'Cpu: 256',
      'ContainerDefinitions:',
      '  - DockerLabels: {CamelCase: x, com.example: !Ref Y}',
      '    Essential: "false"',
      '    Memory: "512"',
    );
    const [container] = value.get('containerDefinitions').items;
    assert.equal(value.get('cpu').string, '256');
    assert.equal(container?.get('dockerLabels', 'CamelCase').string, 'x');
    assert.equal(container.get('essential').is(false), true);
    assert.equal(container.get('memory').number, 512);
  });

  test('is not judged where CloudFormation’s type is another', () => {
    const text = resource(
      'AWS::ECS::Service',
      'TaskDefinition: !Ref Td',
      'ForceNewDeployment: {EnableForceNewDeployment: true}',
    );
    assert.deepEqual(CLOUDFORMATION_YAML.service.open(text).findings(), []);
  });

  test('refers to others by their names', () => {
    const { value, notation } = only(
      resource(
        'AWS::ECS::TaskDefinition',
        'TaskRoleArn: !GetAtt Role.Arn',
        'ExecutionRoleArn: {"Fn::GetAtt": [Execution, Arn]}',
        'Family: !Ref Name',
        'NetworkMode: !Ref AWS::Region',
        'Cpu: !Sub ${Size}',
        'Memory: !Sub ${Size}0',
        'PidMode: !If [A, !Ref B, !Ref C]',
        'IpcMode: none',
      ),
    );
    const references = [
      'taskRoleArn',
      'executionRoleArn',
      'family',
      'networkMode',
      'cpu',
      'memory',
      'pidMode',
      'ipcMode',
    ];
    assert.deepEqual(
      references.map((name) => notation.referenceIn?.(value.get(name))),
      ['Role', 'Execution', 'Name', undefined, 'Size', undefined, undefined, undefined],
    );
  });

  test('is itself in policies, where names are the same everywhere', () => {
    const { value } = only(
      resource(
        'AWS::IAM::ManagedPolicy',
        'PolicyDocument:',
        '  Statement:',
        '    - Effect: Allow',
        '      Action: [ecs:ExecuteCommand, !Ref More]',
        '      Resource: !Sub arn:x',
        '      Condition: {StringEquals: {aws:SourceAccount: 1}}',
      ),
    );
    const [statement] = value.get('Statement').items;
    assert.deepEqual(
      statement?.get('Action').items.map(({ string }) => string),
      ['ecs:ExecuteCommand', undefined],
    );
    assert.equal(statement.get('Resource').isUnknown, true);
    assert.equal(statement.get('Condition', 'StringEquals', 'aws:SourceAccount').number, 1);
  });
});

suite('what depends on conditions', () => {
  const findings = (...lines: readonly string[]): readonly string[] => {
    const text = resource(
      'AWS::ECS::TaskDefinition',
      'TaskRoleArn: x',
      'ContainerDefinitions: [{Name: a, Image: b}]',
      ...lines,
    );
    return CLOUDFORMATION_YAML.service
      .open(text)
      .findings()
      .filter(({ severity }) => severity !== 'information')
      .map(({ rule, range }) => `${rule} at ${text.slice(range.start, range.end)}`);
  };
  const sizes = (cpu: string, memory: string): readonly string[] =>
    findings('RequiresCompatibilities: [FARGATE]', 'NetworkMode: awsvpc', `Cpu: ${cpu}`, `Memory: ${memory}`);

  test('is told outside of all branches only where it holds in all of them', () => {
    assert.deepEqual(sizes('256', '!If [A, 4096, 8192]'), ['task/fargate-size at 4096', 'task/fargate-size at 8192']);
    assert.deepEqual(sizes('!If [A, 256, 512]', '300'), ['task/fargate-size at 300']);
    assert.deepEqual(sizes('!If [A, 256, 1024]', '512'), []);
  });

  test('is told in a branch only where it holds whatever the other conditions are', () => {
    assert.deepEqual(sizes('!If [A, 1024, 256]', '!If [B, 2048, 512]'), []);
    assert.deepEqual(sizes('!If [A, 1024, 256]', '!If [A, 2048, 512]'), []);
    assert.deepEqual(sizes('!If [A, 1024, 2048]', '!If [B, 32768, 40960]'), [
      'task/fargate-size at 32768',
      'task/fargate-size at 40960',
    ]);
  });

  test('is advised in a branch only where the other one does not follow the advice', () => {
    const advice = (exec: string): readonly string[] =>
      CLOUDFORMATION_YAML.service
        .open(resource('AWS::ECS::Service', 'TaskDefinition: app', `EnableExecuteCommand: ${exec}`))
        .findings()
        .map(({ rule }) => rule);
    assert.deepEqual(advice('false'), ['service/enable-execute-command']);
    assert.deepEqual(advice('!If [A, true, false]'), []);
    assert.equal(advice('!If [A, false, false]').length, 2);
  });

  test('is looked at for three conditions, and unknown for more', () => {
    const memory = (conditions: number): readonly string[] =>
      sizes(
        Array.from({ length: conditions - 1 }, (_, index) => `!If [C${index}, 256, `).join('') +
          '256' +
          ']'.repeat(conditions - 1),
        '!If [A, 30000, 30001]',
      );
    assert.equal(memory(3).length, 2);
    assert.equal(memory(4).length, 0);
  });

  test('has no fix that would not be one in all cases, or would break what chooses', () => {
    const text = resource(
      'AWS::ECS::TaskDefinition',
      'TaskRoleArn: x',
      'NetworkMode: awsvpc',
      'Memory: 512',
      'ContainerDefinitions:',
      '  - Name: a',
      '    Image: b',
      '    LinuxParameters: !If [A, {MaxSwap: 1}, !Ref AWS::NoValue]',
      '  - Name: c',
      '    Image: d',
      '    LinuxParameters: !Ref AWS::NoValue',
    );
    const found = CLOUDFORMATION_YAML.service.open(text).findings();
    assert.deepEqual(
      found.map(({ rule, fixes }) => [rule, fixes.length]),
      [
        ['exec/init-process', 0],
        ['exec/init-process', 0],
      ],
    );
  });
});
