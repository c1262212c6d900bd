import assert from 'node:assert/strict';
import { test } from 'node:test';
import { everyFormat } from './every-format.ts';

const PART = 'resource "aws_ecs_task_definition" "web" {\n  network_mode = "awsvpc"\n}\n';

test('what an override of Terraform leaves out stands in another file', () => {
  const findings = (name: string) => everyFormat.open(PART, { name, isUtf16: false, isNamed: true }).findings();
  for (const name of ['override.tf', 'web_override.tf', 'infra/override.tf', 'override.tofu']) {
    assert.deepEqual(findings(name), [], name);
  }
  for (const name of ['main.tf', 'no-override.tf', 'override/main.tf']) {
    assert.notDeepEqual(findings(name), [], name);
  }
});
