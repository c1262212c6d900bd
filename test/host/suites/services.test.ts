import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { suite } from '../runner/harness.ts';
import { until } from '../runner/until.ts';
import { closeAll, makeFolder, replaceAll, untilRules } from './support.ts';

const TASK = `{
  "family": "shop",
  "taskRoleArn": "arn:aws:iam::111122223333:role/shop",
  "networkMode": "awsvpc",
  "containerDefinitions": [
    { "name": "web", "image": "nginx", "memory": 64, "linuxParameters": { "initProcessEnabled": true },
      "portMappings": [{ "name": "http", "containerPort": 8080 }] }
  ]
}
`;
const SERVICE = `{
  "desiredCount": 1,
  "enableExecuteCommand": true,
  "loadBalancers": [{ "targetGroupArn": "tg", "containerName": "wbe", "containerPort": 8080 }],
  "networkConfiguration": { "awsvpcConfiguration": { "subnets": ["subnet-0a"] } },
  "serviceConnectConfiguration": { "enabled": true, "services": [{ "portName": "http" }] }
}
`;
const YAML_TASK = `family: shop
taskRoleArn: arn:aws:iam::111122223333:role/shop
networkMode: awsvpc
containerDefinitions:
  - name: web
    image: nginx
    memory: 64
    linuxParameters: { initProcessEnabled: true }
    portMappings: [{ containerPort: 8080 }]
`;
const YAML_SERVICE = `serviceName: shop
taskDefinition: shop
desiredCount: 1
enableExecuteCommand: true
loadBalancers:
  - targetGroupArn: tg
    containerName: wbe
    containerPort: 8080
networkConfiguration: { awsvpcConfiguration: { subnets: [subnet-0a] } }
`;
const CONFIGURATION = 'service: shop\nservice_definition: ecs-service-def.json\ntask_definition: ecs-task-def.json\n';

/** Of one folder for each test: VS Code keeps what it knows of a closed document for a while. */
let folders = 0;

function workspaceFolder(): vscode.Uri {
  const folder = vscode.workspace.workspaceFolders?.[0];
  assert.ok(folder);
  return vscode.Uri.joinPath(folder.uri, 'services-test');
}

/** Writes files into a new folder. */
async function writeFiles(files: Readonly<Record<string, string>>): Promise<vscode.Uri> {
  folders += 1;
  const folder = vscode.Uri.joinPath(workspaceFolder(), String(folders));
  await makeFolder(workspaceFolder());
  await makeFolder(folder);
  for (const [name, text] of Object.entries(files)) {
    await vscode.workspace.fs.writeFile(vscode.Uri.joinPath(folder, name), new TextEncoder().encode(text));
  }
  return folder;
}

async function show(folder: vscode.Uri, name: string): Promise<vscode.TextDocument> {
  const document = await vscode.workspace.openTextDocument(vscode.Uri.joinPath(folder, name));
  await vscode.window.showTextDocument(document);
  return document;
}

function at(document: vscode.TextDocument, text: string): vscode.Position {
  return document.positionAt(document.getText().indexOf(text) + 1);
}

/** File, line and text of places, in order. */
async function described(locations: readonly vscode.Location[]): Promise<readonly string[]> {
  const places = locations.map(async ({ uri, range }) => {
    const document = await vscode.workspace.openTextDocument(uri);
    return `${uri.path.split('/').at(-1) ?? ''} ${range.start.line} ${document.getText(range)}`;
  });
  return (await Promise.all(places)).sort();
}

async function ask<T>(
  command: string,
  document: vscode.TextDocument,
  place: vscode.Position | vscode.Range,
  ...more: unknown[]
): Promise<T> {
  return vscode.commands.executeCommand<T>(command, document.uri, place, ...more);
}

export default suite('services', ({ test, afterEach, after }) => {
  afterEach(closeAll);
  after(() => vscode.workspace.fs.delete(workspaceFolder(), { recursive: true }));

  test('a service in YAML is checked with the task definition beside it, also as it is typed', async () => {
    const folder = await writeFiles({ 'task.yaml': YAML_TASK, 'service.yml': YAML_SERVICE });
    const service = await show(folder, 'service.yml');
    const [finding] = await untilRules(service, 'service/target-container');
    assert.equal(finding && service.getText(finding.range), 'wbe');
    const task = await show(folder, 'task.yaml');
    await replaceAll(task, YAML_TASK.replace('name: web', 'name: wbe'));
    await untilRules(service);
  });

  test('a service is checked with the task definition beside it, and their names are the same', async () => {
    const folder = await writeFiles({
      'ecs-task-def.json': TASK,
      'ecs-service-def.json': SERVICE,
      'ecspresso.yml': CONFIGURATION,
    });
    const service = await show(folder, 'ecs-service-def.json');
    const [finding] = await untilRules(service, 'service/target-container');
    assert.ok(finding);

    const fix = await until('the fix', async () => {
      const actions = await ask<vscode.CodeAction[]>('vscode.executeCodeActionProvider', service, finding.range);
      return actions.find(({ title }) => title === 'Change it to "web"');
    });
    assert.ok(fix.edit);
    assert.ok(await vscode.workspace.applyEdit(fix.edit));
    await untilRules(service);

    const defined = await until('the definition', async () => {
      const found = await ask<vscode.Location[]>('vscode.executeDefinitionProvider', service, at(service, '"web"'));
      return found.length > 0 && found;
    });
    assert.deepEqual(await described(defined), ['ecs-task-def.json 5 web']);
    const references = await ask<vscode.Location[]>('vscode.executeReferenceProvider', service, at(service, '"http"'));
    assert.deepEqual(await described(references), ['ecs-service-def.json 5 http', 'ecs-task-def.json 6 http']);

    const edit = await ask<vscode.WorkspaceEdit>(
      'vscode.executeDocumentRenameProvider',
      service,
      at(service, '"web"'),
      'front',
    );
    assert.ok(await vscode.workspace.applyEdit(edit));
    const task = await show(folder, 'ecs-task-def.json');
    assert.match(task.getText(), /"name": "front"/);
    assert.match(service.getText(), /"containerName": "front"/);
    await untilRules(service);

    // What is typed into the one is known in the other before it is saved, and so is what another program writes.
    await replaceAll(
      task,
      task
        .getText()
        .replace('"front"', '"back"')
        .replace(/ {2}"taskRoleArn.*\n/, ''),
    );
    await untilRules(service, 'service/target-container', 'service/exec-without-role');
    const back = await ask<vscode.WorkspaceEdit>(
      'vscode.executeDocumentRenameProvider',
      task,
      at(task, '"http"'),
      'api',
    );
    assert.equal(back.entries().length, 2);
    await vscode.workspace.fs.writeFile(
      vscode.Uri.joinPath(folder, 'ecspresso.yml'),
      new TextEncoder().encode('service_definition: other.json\n'),
    );
    await untilRules(service);
  });

  test('a configuration of ecspresso leads to a task definition in another folder, and back', async () => {
    const folder = await writeFiles({
      'tasks/web.json': TASK,
      'services/web.json': SERVICE,
      'prod/ecspresso.yml': `region: {{ must_env \`AWS_REGION\` }}
service_definition: ../services/web.json
task_definition: ../tasks/web.json
`,
    });
    const service = await show(folder, 'services/web.json');
    await untilRules(service, 'service/target-container');
    const references = await ask<vscode.Location[]>('vscode.executeReferenceProvider', service, at(service, '"http"'));
    assert.deepEqual(references.map(({ uri }) => uri.path.split('/').at(-2)).sort(), ['services', 'tasks']);

    const task = await show(folder, 'tasks/web.json');
    const edit = await until('the service to be known', async () => {
      const port = at(task, '"http"');
      const found = await ask<vscode.WorkspaceEdit>('vscode.executeDocumentRenameProvider', task, port, 'api');
      return found.entries().length === 2 && found;
    });
    assert.ok(await vscode.workspace.applyEdit(edit));
    assert.match(service.getText(), /"portName": "api"/);
    await replaceAll(task, task.getText().replace('"web"', '"wbe"'));
    await untilRules(service);
  });

  test('a schema completes what services, runs of tasks and clusters have', async () => {
    const texts = {
      'create-service.json': ['{ "cluster": "prod", | }', 'serviceConnectConfiguration'],
      'run-task.json': ['{ "taskDefinition": "shop", "overrides": { | } }', 'containerOverrides'],
      'create-cluster.json': ['{ "configuration": { "executeCommandConfiguration": { | } } }', 'kmsKeyId'],
    } as const;
    const folder = await writeFiles(
      Object.fromEntries(Object.entries(texts).map(([name, [text]]) => [name, text.replace('|', '')])),
    );
    for (const [name, [text, expected]] of Object.entries(texts)) {
      const document = await show(folder, name);
      await until(`${expected} to be offered`, async () => {
        const position = document.positionAt(text.indexOf('|'));
        const { items } = await ask<vscode.CompletionList>('vscode.executeCompletionItemProvider', document, position);
        return items.some(({ label }) => (typeof label === 'string' ? label : label.label) === expected);
      });
    }
  });
});
