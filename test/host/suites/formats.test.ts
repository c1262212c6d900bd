import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { suite } from '../runner/harness.ts';
import { until } from '../runner/until.ts';
import { closeAll, findings, replaceAll, rule, setting, untilRules } from './support.ts';

const SERVICE = `resource "aws_ecs_service" "shop" {
  name                   = "shop"
  task_definition        = aws_ecs_task_definition.shop.arn
  enable_execute_command = true

  network_configuration {
    subnets = var.subnets
  }
}

resource "aws_ecs_task_definition" "shop" {
  container_definitions = jsonencode([
    {
      name                   = "web"
      image                  = "nginx"
      memory                 = 128
      readonlyRootFilesystem = true # As others want it.
    }
  ])

  family        = "shop"
  task_role_arn = aws_iam_role.shop.arn
}
`;
const TASK = `{
  "family": "jobs",
  "taskRoleArn": "arn:aws:iam::111122223333:role/jobs",
  "containerDefinitions": [
    { "name": "job", "image": "job", "memory": 64, "linuxParameters": { "initProcessEnabled": true } }
  ]
}
`;
/** Laid out as `terraform fmt` does. */
const FIXED_SERVICE = SERVICE.replace(
  '  task_role_arn = aws_iam_role.shop.arn\n',
  '  task_role_arn = aws_iam_role.shop.arn\n  network_mode  = "awsvpc"\n',
).replace(
  'readonlyRootFilesystem = true # As others want it.\n',
  `readonlyRootFilesystem = false # As others want it.
      linuxParameters = {
        initProcessEnabled = true
      }
`,
);
/** Fixes, by the rule whose finding each of them takes away. */
const FIXES = {
  'exec/awsvpc': 'Set network_mode to awsvpc',
  'exec/readonly-root-filesystem': 'Set readonlyRootFilesystem to false',
  'exec/init-process': 'Set initProcessEnabled to true',
} as const;
const ABOUT_THE_TASK = Object.keys(FIXES);
const ROLE = `resource "aws_iam_role" "shop" {
  name = "shop"

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { Service = "ecs-tasks.amazonaws.com" }
    }]
  })
}
`;
const CHANNELS = `
resource "aws_iam_role_policy" "exec" {
  role = aws_iam_role.shop.id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect   = "Allow"
      Action   = "ssmmessages:*"
      Resource = "*"
    }]
  })
}
`;
const TEMPLATE = `Resources:
  Service:
    Type: AWS::ECS::Service
    Properties:
      TaskDefinition: !Ref Definition
      EnableExecuteCommand: true
      NetworkConfiguration:
        AwsvpcConfiguration: { Subnets: !Ref Subnets }
      LoadBalancers:
        - ContainerName: wbe # As the target group's.
          ContainerPort: 8080
          TargetGroupArn: !Ref TargetGroup
  Definition:
    Type: AWS::ECS::TaskDefinition
    Properties:
      NetworkMode: bridge
      RequiresCompatibilities: [FARGATE]
      Cpu: '256'
      Memory: '512'
      TaskRoleArn: !Sub 'arn:\${AWS::Partition}:iam::\${AWS::AccountId}:role/shop'
      ContainerDefinitions:
        - Name: web
          Image: nginx
          Essential: false
          PortMappings:
            - ContainerPort: 8080
          LinuxParameters:
            InitProcessEnabled: true
`;
const BOTH_SAFE = ['task/fargate-network-mode', 'task/essential-container'] as const;

function workspaceFolder(): vscode.Uri {
  const folder = vscode.workspace.workspaceFolders?.[0];
  assert.ok(folder);
  return vscode.Uri.joinPath(folder.uri, 'formats-test');
}

/** Writes a file and shows it. Each test has a folder of its own, for VS Code keeps a closed document for a while. */
async function show(path: string, text: string): Promise<vscode.TextDocument> {
  await write(path, text);
  return showWritten(path);
}

async function write(path: string, text: string): Promise<void> {
  const uri = vscode.Uri.joinPath(workspaceFolder(), path);
  await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
}

async function showWritten(path: string): Promise<vscode.TextDocument> {
  const document = await vscode.workspace.openTextDocument(vscode.Uri.joinPath(workspaceFolder(), path));
  await vscode.window.showTextDocument(document);
  return document;
}

/** Applies a quick fix of a finding. */
async function fix(document: vscode.TextDocument, { range }: vscode.Diagnostic, title: string): Promise<void> {
  const action = await until(`the fix ${title}`, async () => {
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      document.uri,
      range,
      vscode.CodeActionKind.QuickFix.value,
      50,
    );
    return actions.find((each) => each.title === title);
  });
  assert.ok(action.edit);
  assert.ok(await vscode.workspace.applyEdit(action.edit));
}

function of(name: string, found: readonly vscode.Diagnostic[]): vscode.Diagnostic {
  return found.find((each) => rule(each) === name) ?? assert.fail(name);
}

export default suite('formats', ({ test, afterEach, after }) => {
  afterEach(closeAll);
  after(() => vscode.workspace.fs.delete(workspaceFolder(), { recursive: true }));

  test('files of Terraform are checked with one another, without an extension that knows their language', async () => {
    await write('terraform/roles.tf', ROLE);
    await write('terraform/service.tf', SERVICE);
    // What stands beside this has been read before the first file of Terraform is opened, and with it the parser.
    await untilRules(await show('terraform/task.json', TASK), 'exec/awsvpc');
    const service = await showWritten('terraform/service.tf');
    assert.equal(service.languageId, 'plaintext');
    const found = await untilRules(
      service,
      'service/network-configuration',
      'service/role-without-channels',
      ...ABOUT_THE_TASK,
    );
    const exec = of('service/role-without-channels', found);
    assert.equal(service.lineAt(exec.range.start).text, '  enable_execute_command = true');

    for (const [each, title] of Object.entries(FIXES)) {
      const now = await until(`the finding ${each}`, () => findings(service).find((finding) => rule(finding) === each));
      await fix(service, now, title);
      await until(`no finding ${each}`, () => findings(service).every((finding) => rule(finding) !== each));
    }
    // The network of the service fits that of its task now.
    await untilRules(service, 'service/role-without-channels');
    assert.equal(service.getText(), FIXED_SERVICE);

    // What is typed into the other file counts before it is saved.
    const role = await showWritten('terraform/roles.tf');
    await replaceAll(role, `${ROLE}${CHANNELS}`);
    await untilRules(service);
    await replaceAll(role, ROLE);
    await untilRules(service, 'service/role-without-channels');
  });

  test('a template of CloudFormation is checked and fixed, one finding or all', async () => {
    const template = await show('fixed/template.yaml', TEMPLATE);
    const found = await untilRules(template, 'service/target-container', ...BOTH_SAFE);
    const target = of('service/target-container', found);
    assert.equal(template.getText(target.range), 'wbe');
    await fix(template, target, 'Change it to web');
    await untilRules(template, ...BOTH_SAFE);
    const repaired = TEMPLATE.replace('wbe #', 'web #');
    assert.equal(template.getText(), repaired);

    await vscode.commands.executeCommand('ecs-exec.fixAll');
    await untilRules(template);
    assert.equal(
      template.getText(),
      repaired.replace('Mode: bridge', 'Mode: awsvpc').replace('Essential: false', 'Essential: true'),
    );
  });

  test("a template leads from a service's container to its definition, and renames both", async () => {
    const text = TEMPLATE.replace('wbe', 'web');
    const template = await show('renamed/template.yaml', text);
    await untilRules(template, ...BOTH_SAFE);
    const place = template.positionAt(text.indexOf('ContainerName: web') + 'ContainerName: w'.length);
    const [definition, ...others] = await vscode.commands.executeCommand<vscode.Location[]>(
      'vscode.executeDefinitionProvider',
      template.uri,
      place,
    );
    assert.ok(definition);
    assert.deepEqual(others, []);
    assert.equal(template.offsetAt(definition.range.start), text.indexOf('Name: web\n') + 'Name: '.length);
    assert.equal(template.getText(definition.range), 'web');

    const edit = await vscode.commands.executeCommand<vscode.WorkspaceEdit>(
      'vscode.executeDocumentRenameProvider',
      template.uri,
      place,
      'front',
    );
    assert.ok(await vscode.workspace.applyEdit(edit));
    assert.equal(template.getText(), text.replaceAll('Name: web', 'Name: front'));
    await untilRules(template, ...BOTH_SAFE);
  });

  for (const [path, text, word, expected, written] of [
    [
      'completed/service.tf',
      SERVICE,
      '      memory ',
      'memoryReservation',
      `      ${'memoryReservation'.padEnd(22)} = `,
    ],
    ['completed/template.yaml', TEMPLATE, 'ContainerName: wbe', 'web', 'ContainerName: web'],
  ] as const) {
    test(`what fits is offered in ${path}`, async () => {
      const at = text.indexOf(word) + word.trimEnd().length;
      const half = text.slice(0, at) + text.slice(text.indexOf('\n', at));
      const document = await show(path, half);
      const item = await until(`${expected} to be offered`, async () => {
        const { items } = await vscode.commands.executeCommand<vscode.CompletionList>(
          'vscode.executeCompletionItemProvider',
          document.uri,
          document.positionAt(at),
        );
        return items.find(({ label }) => typeof label === 'object' && label.label === expected);
      });
      const edit = new vscode.WorkspaceEdit();
      assert.ok(item.range instanceof vscode.Range && typeof item.insertText === 'string');
      edit.replace(document.uri, item.range, item.insertText);
      assert.ok(await vscode.workspace.applyEdit(edit));
      assert.equal(document.getText(), half.replace(word.trimEnd(), written));
    });
  }

  test('what cfn-lint reports of a template, too, can be left to it', async () => {
    const template = await show('cfn-lint/template.yaml', TEMPLATE);
    await untilRules(template, 'service/target-container', ...BOTH_SAFE);
    await setting('diagnostics.leaveToCfnLint', 'always', 'always');
    await untilRules(template, 'service/target-container');
    await setting('diagnostics.leaveToCfnLint', 'never', 'never');
    await untilRules(template, 'service/target-container', ...BOTH_SAFE);
    await setting('diagnostics.leaveToCfnLint', undefined, 'auto');
    await untilRules(template, 'service/target-container', ...BOTH_SAFE);
  });

  test('a file of YAML that is none of ours has no finding', async () => {
    const other = await show('other/deployment.yaml', 'kind: Deployment\nspec: { containers: [{ name: web }] }\n');
    // Both are told of in the order in which they were opened.
    const template = await show('other/template.yaml', TEMPLATE);
    await untilRules(template, 'service/target-container', ...BOTH_SAFE);
    await untilRules(other);
    // The same file has some once it is a template.
    await replaceAll(other, TEMPLATE);
    await untilRules(other, 'service/target-container', ...BOTH_SAFE);
    await replaceAll(other, 'kind: Deployment\n');
    await untilRules(other);
  });
});
