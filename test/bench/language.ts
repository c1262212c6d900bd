/**
 * The language service's speed, beside that of jsonc-parser's `parseTree` alone, and of VS Code's own JSON service with
 * our schema, on the same text in the same run.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseTree } from 'jsonc-parser';
import json, { type JSONSchema } from 'vscode-json-languageservice';
import { root } from '../../scripts/command.ts';
import { createLanguageService } from '../../src/language/index.ts';
import { json as syntax } from '../../src/language/syntax/json/index.ts';
import type { Row } from './row.ts';

const GOAL = '< 1.5 × parseTree';
const ROUNDS = 300;
/**
 * A measurement repeats what it measures until about so many characters are read: long enough for the clock, and short
 * enough to be through before the machine turns to something else.
 */
const CHARACTERS_PER_ROUND = 80_000;

export async function benchLanguage(): Promise<Row[]> {
  const service = createLanguageService();
  const validate = jsonService();
  const rows: Row[] = [];
  for (const kilobytes of [4, 60]) {
    const text = taskDefinition(kilobytes * 1024);
    const check = { what: `check a task definition of ${kilobytes} KB`, run: () => service.open(text).findings() };
    const parse = { what: '  parse it, of that', run: () => syntax.parse(text) };
    const other = { what: "  VS Code's JSON service, for comparison", run: () => validate(text) };
    rows.push(...(await measure(text, [{ ...check, goal: GOAL }, parse, other])));
  }
  for (const { what, text } of [
    { what: 'check a policy of 4 KB', text: policy(4096) },
    { what: 'check a service of 4 KB', text: serviceDefinition(4096) },
  ]) {
    rows.push(...(await measure(text, [{ what, goal: GOAL, run: () => service.open(text).findings() }])));
  }
  const lockFile = otherJson(1024 * 1024);
  rows.push(
    ...(await measure(lockFile, [
      { what: 'see that 1 MB of other JSON is not ours', run: () => service.open(lockFile).findings() },
    ])),
  );
  return rows;
}

/** Parses and validates with the schema of task definitions, as VS Code does with every JSON file. */
function jsonService(): (text: string) => PromiseLike<unknown> {
  const schema = JSON.parse(readFileSync(join(root, 'schemas', 'task-definition.schema.json'), 'utf8')) as JSONSchema;
  const service = json.getLanguageService({});
  service.configure({ schemas: [{ uri: 'ecs-exec:///schema.json', fileMatch: ['*.json'], schema }] });
  return (text) => {
    const document = json.TextDocument.create('file:///task-definition.json', 'json', 1, text);
    return service.doValidation(document, service.parseJSONDocument(document));
  };
}

export interface Candidate {
  readonly what: string;
  readonly goal?: string;
  readonly run: () => unknown;
}

/**
 * Runs the candidates and a yardstick in turn, so that what slows the machine down slows all down, and takes the lower
 * quartiles: what else runs on the machine makes rounds slower, never faster.
 */
export async function measure(
  text: string,
  candidates: readonly Candidate[],
  yardstick: Candidate = { what: 'parseTree', run: () => parseTree(text) },
): Promise<Row[]> {
  const all = [yardstick, ...candidates];
  const times: number[][] = all.map(() => []);
  const repeats = Math.ceil(CHARACTERS_PER_ROUND / text.length);
  const rounds = Math.ceil((ROUNDS * CHARACTERS_PER_ROUND) / (repeats * text.length));
  for (let round = 0; round < rounds; round++) {
    for (const [index, { run }] of all.entries()) {
      const start = performance.now();
      for (let repeat = 0; repeat < repeats; repeat++) {
        const result = run();
        if (result instanceof Promise) {
          await result;
        }
      }
      times[index]?.push((performance.now() - start) / repeats);
    }
    // Lets the rest of the process, such as a progress display, have its turn.
    if (round % 50 === 0) {
      await new Promise((resolve) => setImmediate(resolve));
    }
  }
  const [unit = NaN, ...quartiles] = times.map(lowerQuartile);
  return candidates.map(({ what, goal }, index) => ({
    what,
    figure: `${((quartiles[index] ?? NaN) * 1000).toFixed(1)} µs`,
    ratio: `${((quartiles[index] ?? NaN) / unit).toFixed(2)} × ${yardstick.what}`,
    ...(goal === undefined ? {} : { goal }),
  }));
}

function lowerQuartile(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 2] ?? NaN;
}

/**
 * A task definition of about so many characters: containers as ECS allows, as long as it takes to fill it with
 * environment variables.
 */
export function taskDefinition(length: number): string {
  const containers = Math.min(10, Math.ceil(length / 2048));
  const variables = Math.max(1, Math.round((length / containers - 950) / 85));
  const document = {
    family: 'orders',
    networkMode: 'awsvpc',
    requiresCompatibilities: ['FARGATE'],
    cpu: '1024',
    memory: '2048',
    taskRoleArn: 'arn:aws:iam::111122223333:role/orders-task',
    executionRoleArn: 'arn:aws:iam::111122223333:role/orders-execution',
    containerDefinitions: Array.from({ length: containers }, (_, index) => ({
      name: `container-${index}`,
      image: `111122223333.dkr.ecr.eu-west-1.amazonaws.com/orders/container-${index}:4f2c1d0`,
      essential: true,
      portMappings: [{ containerPort: 8080 + index, hostPort: 8080 + index, protocol: 'tcp' }],
      mountPoints: [{ sourceVolume: 'data', containerPath: '/data', readOnly: false }],
      // Half of them have a finding or two.
      readonlyRootFilesystem: index % 2 === 0,
      ...(index % 2 === 0 ? {} : { linuxParameters: { initProcessEnabled: true } }),
      environment: Array.from({ length: variables }, (_, variable) => ({
        name: `VARIABLE_${variable}`,
        value: `the value of ${variable}`,
      })),
      logConfiguration: {
        logDriver: 'awslogs',
        options: { 'awslogs-group': '/ecs/orders', 'awslogs-region': 'eu-west-1', 'awslogs-stream-prefix': 'ecs' },
      },
    })),
    volumes: [{ name: 'data' }],
  };
  return JSON.stringify(document, undefined, 2);
}

/** A policy of about so many characters: for a task role, and for users of many clusters. */
export function policy(length: number): string {
  const clusters = Math.max(1, Math.round((length - 330) / 415));
  return JSON.stringify(
    {
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Action: [
            'ssmmessages:CreateControlChannel',
            'ssmmessages:CreateDataChannel',
            'ssmmessages:OpenControlChannel',
            'ssmmessages:OpenDataChannel',
          ],
          Resource: '*',
        },
        ...Array.from({ length: clusters }, (_, index) => ({
          Sid: `Cluster${index}`,
          Effect: 'Allow',
          Action: ['ecs:ExecuteCommand', 'ecs:DescribeTasks'],
          Resource: [
            `arn:aws:ecs:eu-west-1:444455556666:cluster/orders-${index}`,
            `arn:aws:ecs:eu-west-1:444455556666:task/orders-${index}/*`,
          ],
          Condition: { StringEquals: { 'ecs:container-name': 'app' } },
        })),
      ],
    },
    undefined,
    2,
  );
}

/** A service of about so many characters: with many target groups. */
export function serviceDefinition(length: number): string {
  const targets = Math.max(1, Math.round((length - 560) / 255));
  return JSON.stringify(
    {
      cluster: 'production',
      serviceName: 'orders',
      taskDefinition: 'orders',
      desiredCount: 2,
      launchType: 'FARGATE',
      platformVersion: '1.3.0',
      enableExecuteCommand: true,
      networkConfiguration: {
        awsvpcConfiguration: {
          subnets: ['subnet-0a1b2c3d4e5f60718', 'subnet-1a2b3c4d5e6f70819'],
          securityGroups: ['sg-0a1b2c3d4e5f60718'],
          assignPublicIp: 'DISABLED',
        },
      },
      loadBalancers: Array.from({ length: targets }, (_, index) => ({
        targetGroupArn: `arn:aws:elasticloadbalancing:eu-west-1:444455556666:targetgroup/orders-${index}/0123456789abcdef`,
        containerName: 'app',
        containerPort: 8080 + index,
      })),
      tags: Array.from({ length: targets }, (_, index) => ({ key: `tag-${index}`, value: `value ${index}` })),
    },
    undefined,
    2,
  );
}

/** Like a package-lock.json. */
function otherJson(length: number): string {
  const entry = {
    version: '1.2.3',
    resolved: 'https://registry.example/a-package/-/a-package-1.2.3.tgz',
    integrity: 'sha512-'.padEnd(95, 'x'),
    dev: true,
  };
  const packages = Object.fromEntries(
    Array.from({ length: Math.round(length / 255) }, (_, index) => [`node_modules/a-package-${index}`, entry]),
  );
  return JSON.stringify({ name: 'project', lockfileVersion: 3, packages }, undefined, 2);
}
