import assert from 'node:assert/strict';
import { after, beforeEach, suite, test } from 'node:test';
import { Linter } from './linter.ts';

const linter = new Linter();
after(() => linter[Symbol.dispose]());
beforeEach(() => linter.clear());

const TERRAFORM = `resource "aws_ecs_task_definition" "web" {
  family                = "web"
  container_definitions = jsonencode([{ name = "web", image = "web:1", memory = 64, cpu = "many" }])
}
`;
const TEMPLATE = `Resources:
  Web:
    Type: AWS::ECS::TaskDefinition
    Properties:
      Family: web
      ContainerDefinitions: [{ Name: web, Image: "web:1", Memory: 64 }]
`;

suite('a file with a syntax error', () => {
  test('is checked as far as it can be read, and standard error says that findings may be missing', async () => {
    linter.write('web.tf', `${TERRAFORM}\nresource "x" "y" { a = [\n`);
    const { error } = await linter.run(['.']);
    assert.equal(
      error,
      'web.tf could not be read as a whole, so findings may be missing. Look for a syntax error in it.\n',
    );
  });

  test('is said to have one where nothing in it can be read', async () => {
    linter.write('web.tf', TERRAFORM.replace('jsonencode([{', 'jsonencode([{,,'));
    linter.write('web.yaml', TEMPLATE.replace('Properties:', 'Properties: {'));
    const { error } = await linter.run(['web.tf', 'web.yaml']);
    assert.equal(
      error,
      'web.tf, web.yaml could not be read as a whole, so findings may be missing. Look for syntax errors in them.\n',
    );
  });

  test('what is whole is not said to have one', async () => {
    linter.write('web.tf', TERRAFORM);
    linter.write('web.yaml', TEMPLATE);
    assert.equal((await linter.run(['.'])).error, '');
  });
});
