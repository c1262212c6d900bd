import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import type { Subject } from '../../../src/language/documents/subject.ts';
import { terraformFiles } from '../../../src/language/documents/terraform/recognize.ts';
import { terraform as notation } from '../../../src/language/notation/terraform/index.ts';
import { languageServiceFor } from '../../../src/language/service.ts';
import { applyEdits } from '../../../src/language/syntax/edits.ts';
import { json } from '../../../src/language/syntax/json/index.ts';
import { hcl } from '../syntax/hcl/hcl.ts';
import { plain } from '../syntax/plain.ts';
import { terraform } from '../terraform.ts';

function subjectsIn(text: string): readonly Subject[] {
  return terraformFiles.recognize(hcl.parse(text) ?? assert.fail());
}

/** The only subject of a text, as the API's input would have it. */
function seen(text: string): unknown {
  const [subject, ...others] = subjectsIn(text);
  assert.deepEqual(others, []);
  return plain(subject?.value);
}

suite('resources as the API’s input', () => {
  test('a task definition', () => {
    const text = `resource "aws_ecs_task_definition" "x" {
      family     = "x"
      cpu        = 256
      skip_destroy = true
      tags = { Team = "x" }
      runtime_platform {
        cpu_architecture = "ARM64"
      }
      volume {
        name      = "a"
        host_path = "/a"
      }
      volume {
        name                = "b"
        configure_at_launch = true
        efs_volume_configuration {
          file_system_id = "fs-1"
        }
      }
      ephemeral_storage {
        size_in_gib = "30"
      }
      proxy_configuration {
        container_name = "envoy"
        properties = { AppPorts = "80" }
      }
      container_definitions = jsonencode([{ name = "a", Image = "b", Environment = [{ Name = "A", value = "1" }] }])
    }`;
    assert.deepEqual(seen(text), {
      family: 'x',
      cpu: '256',
      runtimePlatform: { cpuArchitecture: 'ARM64' },
      volumes: [
        { name: 'a', host: { sourcePath: '/a' } },
        { name: 'b', configuredAtLaunch: true, efsVolumeConfiguration: { fileSystemId: 'fs-1' } },
      ],
      ephemeralStorage: { sizeInGiB: 30 },
      proxyConfiguration: { containerName: 'envoy', properties: [{ name: 'AppPorts', value: '80' }] },
      containerDefinitions: [{ name: 'a', image: 'b', environment: [{ name: 'A', value: '1' }] }],
    });
  });

  test('a service', () => {
    const text = `resource "aws_ecs_service" "x" {
      name = "x"
      enable_ecs_managed_tags = true
      network_configuration {
        subnets          = ["subnet-1"]
        assign_public_ip = true
      }
      service_connect_configuration {
        enabled = true
        service {
          port_name = "http"
          client_alias {
            port = 80
          }
        }
      }
      ordered_placement_strategy {
        type = "spread"
      }
      deployment_controller {
        type = "ECS"
      }
    }`;
    assert.deepEqual(seen(text), {
      serviceName: 'x',
      enableECSManagedTags: true,
      networkConfiguration: { awsvpcConfiguration: { subnets: ['subnet-1'], assignPublicIp: 'ENABLED' } },
      serviceConnectConfiguration: { enabled: true, services: [{ portName: 'http', clientAliases: [{ port: 80 }] }] },
      placementStrategy: [{ type: 'spread' }],
      deploymentController: { type: 'ECS' },
    });
  });

  test('a cluster', () => {
    const text = `resource "aws_ecs_cluster" "x" {
      name = "x"
      setting {
        name  = "containerInsights"
        value = "enhanced"
      }
      configuration {
        execute_command_configuration {
          logging = "OVERRIDE"
          log_configuration {
            s3_bucket_name               = "b"
            s3_bucket_encryption_enabled = true
          }
        }
      }
    }`;
    const logConfiguration = { s3BucketName: 'b', s3EncryptionEnabled: true };
    assert.deepEqual(seen(text), {
      clusterName: 'x',
      settings: [{ name: 'containerInsights', value: 'enhanced' }],
      configuration: { executeCommandConfiguration: { logging: 'OVERRIDE', logConfiguration } },
    });
  });

  test('a policy of blocks', () => {
    const text = `data "aws_iam_policy_document" "x" {
      statement {
        sid       = "A"
        actions   = ["sts:AssumeRole"]
        principals {
          type        = "Service"
          identifiers = ["ecs-tasks.amazonaws.com"]
        }
        condition {
          test     = "ArnLike"
          variable = "aws:SourceArn"
          values   = ["arn:aws:ecs:*"]
        }
        condition {
          test     = "StringEquals"
          variable = "aws:SourceAccount"
          values   = [var.account]
        }
      }
      statement {
        effect      = "Deny"
        not_actions = ["s3:*"]
        resources   = ["*"]
      }
    }`;
    assert.deepEqual(seen(text), {
      Version: '2012-10-17',
      Statement: [
        {
          Sid: 'A',
          Action: ['sts:AssumeRole'],
          Effect: 'Allow',
          Principal: { Service: ['ecs-tasks.amazonaws.com'] },
          Condition: {
            ArnLike: { 'aws:SourceArn': ['arn:aws:ecs:*'] },
            StringEquals: { 'aws:SourceAccount': [undefined] },
          },
        },
        { Effect: 'Deny', NotAction: ['s3:*'], Resource: ['*'] },
      ],
    });
  });

  test('each has an address, and says to which others it refers', () => {
    const [role, task, service] = subjectsIn(`
resource "aws_iam_role" "task" {
  assume_role_policy = jsonencode({ Statement = [] })
}
resource "aws_ecs_task_definition" "app" {
  family        = "app"
  task_role_arn = aws_iam_role.task.arn
}
resource "aws_ecs_service" "app" {
  task_definition = "\${aws_ecs_task_definition.app.family}:\${aws_ecs_task_definition.app.revision}"
  cluster         = var.cluster.id
}
`);
    assert.deepEqual(
      [role, task, service].map((subject) => subject?.address),
      ['aws_iam_role.task', 'aws_ecs_task_definition.app', 'aws_ecs_service.app'],
    );
    const referred = (subject: Subject | undefined, name: string): string | undefined =>
      subject === undefined ? assert.fail() : notation.referenceIn?.(subject.value.get(name));
    assert.equal(referred(task, 'taskRoleArn'), 'aws_iam_role.task');
    assert.equal(referred(service, 'taskDefinition'), 'aws_ecs_task_definition.app');
    assert.equal(referred(service, 'cluster'), undefined);
  });

  test('JSON that is broken is unknown', () => {
    const text = (list: string): string =>
      `resource "aws_ecs_task_definition" "x" {\n  container_definitions = <<EOT\n${list}\nEOT\n}\n`;
    assert.deepEqual(seen(text('[{ "name": "x" }]')), { containerDefinitions: [{ name: 'x' }] });
    assert.deepEqual(seen(text('[{ "name": "x" ]')), { containerDefinitions: undefined });
  });

  test('what is no resource of ours is none', () => {
    assert.deepEqual(subjectsIn('resource "aws_iam_role" "x" {\n  assume_role_policy = var.x\n}\n'), []);
    assert.deepEqual(subjectsIn('resource "aws_ecs_task_definition" {\n  family = "x"\n}\n'), []);
    assert.deepEqual(subjectsIn('resource "aws_ecs_task_definition" "a" "b" {\n  family = "x"\n}\n'), []);
  });
});

suite('Terraform written as JSON', () => {
  const service = languageServiceFor([{ format: 'json', syntax: json, recognizers: [terraformFiles] }]);
  const text = JSON.stringify(
    {
      resource: {
        aws_ecs_task_definition: {
          app: {
            family: 'app',
            requires_compatibilities: ['FARGATE'],
            network_mode: 'host',
            cpu: 256,
            memory: 512,
            task_role_arn: '${aws_iam_role.task.arn}',
            execution_role_arn: '${aws_iam_role.task.arn}',
            container_definitions: '${jsonencode(local.containers)}',
            volume: [{ name: 'a', efs_volume_configuration: [{ file_system_id: '${var.x}', root_directory: 'a' }] }],
          },
        },
        aws_ecs_service: { app: [{ name: 'app', enable_execute_command: false }] },
      },
      data: {
        aws_iam_policy_document: {
          x: { statement: [{ actions: ['ssmmessages:OpenControlChannel'], resources: ['*'] }] },
        },
      },
    },
    undefined,
    2,
  );

  test('is found and mended as HCL is', () => {
    const opened = service.open(text);
    assert.deepEqual(
      opened.subjects.map(({ kind }) => kind),
      ['task-definition', 'service', 'policy'],
    );
    const found = opened.findings();
    assert.deepEqual(
      found.map(({ rule }) => rule),
      ['task/fargate-network-mode', 'service/enable-execute-command', 'policy/some-channels'],
    );
    const fixed = found.reduceRight((edited, { fixes }) => applyEdits(edited, fixes[0]?.edits() ?? []), text);
    assert.ok(fixed.startsWith(text.slice(0, text.indexOf('"host"')) + '"awsvpc"'));
    assert.match(fixed, /"enable_execute_command": true/);
    assert.match(fixed, /"ssmmessages:OpenControlChannel",\n +"ssmmessages:CreateControlChannel",/);
    assert.deepEqual(service.open(fixed).findings(), []);
  });
});

suite('files that many share', () => {
  test('a text without a resource of ECS or IAM is not read', () => {
    assert.deepEqual(terraform.open('resource "aws_s3_bucket" "x" {\n').subjects, []);
  });
});
