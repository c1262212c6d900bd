/** Task definitions in which nothing is wrong, to be typed. */
export const TASK_DEFINITIONS: Readonly<Record<string, string>> = {
  'a task definition for Fargate': `{
  "family": "orders",
  "requiresCompatibilities": ["FARGATE"],
  "networkMode": "awsvpc",
  "cpu": "1024",
  "memory": "2048",
  "runtimePlatform": { "cpuArchitecture": "X86_64", "operatingSystemFamily": "LINUX" },
  "ephemeralStorage": { "sizeInGiB": 40 },
  "executionRoleArn": "arn:aws:iam::123456789012:role/ecs/orders-start",
  "taskRoleArn": "arn:aws:iam::123456789012:role/orders",
  "tags": [{ "key": "team", "value": "checkout" }],
  "volumes": [
    { "name": "uploads" },
    {
      "name": "shared",
      "efsVolumeConfiguration": {
        "fileSystemId": "fs-0123456789abcdef0",
        "transitEncryption": "ENABLED",
        "authorizationConfig": { "accessPointId": "fsap-0123456789abcdef0", "iam": "ENABLED" }
      }
    }
  ],
  "containerDefinitions": [
    {
      "name": "api",
      "image": "123456789012.dkr.ecr.eu-central-1.amazonaws.com/orders:7",
      "essential": true,
      "user": "1000",
      "portMappings": [
        { "name": "http", "containerPort": 9090, "hostPort": 9090, "protocol": "tcp", "appProtocol": "http" }
      ],
      "environment": [
        { "name": "STAGE", "value": "live" },
        { "name": "WORKERS", "value": "4" }
      ],
      "environmentFiles": [{ "value": "arn:aws:s3:::orders-settings/live.env", "type": "s3" }],
      "secrets": [
        {
          "name": "API_KEY",
          "valueFrom": "arn:aws:secretsmanager:eu-central-1:123456789012:secret:orders/key-a1B2c3:key::"
        },
        { "name": "TOKEN", "valueFrom": "arn:aws:ssm:eu-central-1:123456789012:parameter/orders/token" }
      ],
      "mountPoints": [
        { "sourceVolume": "uploads", "containerPath": "/var/uploads", "readOnly": false },
        { "sourceVolume": "shared", "containerPath": "/mnt/shared", "readOnly": true }
      ],
      "dependsOn": [
        { "containerName": "schema", "condition": "SUCCESS" },
        { "containerName": "log", "condition": "START" }
      ],
      "healthCheck": {
        "command": ["CMD", "wget", "-qO-", "http://localhost:9090/ready"],
        "interval": 20,
        "timeout": 4,
        "retries": 5
      },
      "ulimits": [{ "name": "nofile", "softLimit": 4096, "hardLimit": 8192 }],
      "linuxParameters": { "initProcessEnabled": true, "capabilities": { "drop": ["ALL"] } },
      "logConfiguration": { "logDriver": "awsfirelens", "options": { "Name": "cloudwatch_logs" } },
      "startTimeout": 90,
      "stopTimeout": 30
    },
    {
      "name": "schema",
      "image": "123456789012.dkr.ecr.eu-central-1.amazonaws.com/orders:7",
      "essential": false,
      "entryPoint": ["/usr/bin/env"],
      "command": ["node", "schema.js"],
      "linuxParameters": { "initProcessEnabled": true },
      "logConfiguration": {
        "logDriver": "awslogs",
        "options": {
          "awslogs-group": "/orders/schema",
          "awslogs-region": "eu-central-1",
          "awslogs-stream-prefix": "schema",
          "mode": "non-blocking",
          "max-buffer-size": "4m"
        }
      }
    },
    {
      "name": "log",
      "image": "public.ecr.aws/aws-observability/aws-for-fluent-bit:stable",
      "essential": true,
      "linuxParameters": { "initProcessEnabled": true },
      "firelensConfiguration": { "type": "fluentbit", "options": { "enable-ecs-log-metadata": "true" } },
      "memoryReservation": 64
    }
  ]
}`,

  'a task definition for instances, containers first': `{
  "containerDefinitions": [
    {
      "name": "site",
      "image": "ghcr.io/example/site@sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
      "cpu": 128,
      "memory": 512,
      "memoryReservation": 256,
      "essential": true,
      "links": ["cache:redis"],
      "portMappings": [
        { "containerPort": 80, "hostPort": 8080 },
        { "containerPort": 443, "hostPort": 0 }
      ],
      "mountPoints": [{ "sourceVolume": "pages", "containerPath": "/srv" }],
      "volumesFrom": [{ "sourceContainer": "cache", "readOnly": true }],
      "extraHosts": [{ "hostname": "upstream", "ipAddress": "10.0.0.7" }],
      "systemControls": [{ "namespace": "net.core.somaxconn", "value": "1024" }],
      "restartPolicy": { "enabled": false },
      "repositoryCredentials": {
        "credentialsParameter": "arn:aws:secretsmanager:us-east-1:123456789012:secret:ghcr-Ab12Cd"
      },
      "linuxParameters": {
        "initProcessEnabled": true,
        "tmpfs": [{ "containerPath": "/run", "size": 64, "mountOptions": ["noexec"] }],
        "devices": [{ "hostPath": "/dev/fuse", "permissions": ["read", "write"] }]
      },
      "logConfiguration": { "logDriver": "json-file", "options": { "max-size": "10m" } }
    },
    {
      "name": "cache",
      "image": "redis:7",
      "memory": 128,
      "essential": false,
      "linuxParameters": { "initProcessEnabled": true }
    }
  ],
  "volumes": [
    { "name": "pages", "host": { "sourcePath": "/srv/pages" } },
    { "name": "data", "dockerVolumeConfiguration": { "scope": "shared", "autoprovision": true, "driver": "local" } }
  ],
  "placementConstraints": [{ "type": "memberOf", "expression": "attribute:ecs.instance-type =~ m5.*" }],
  "family": "site",
  "tags": [
    { "key": "team", "value": "web" }
  ],
  "networkMode": "bridge",
  "requiresCompatibilities": ["EC2"],
  "executionRoleArn": "arn:aws:iam::123456789012:role/site-start",
  "taskRoleArn": "arn:aws:iam::123456789012:role/site"
}`,

  'a list of container definitions': `[
  {
    "name": "worker",
    "image": "worker:1",
    "essential": true,
    "memory": 256,
    "portMappings": [{ "containerPort": 8000 }],
    "environment": [{ "name": "QUEUE", "value": "jobs" }],
    "linuxParameters": { "initProcessEnabled": true }
  }
]`,
};
