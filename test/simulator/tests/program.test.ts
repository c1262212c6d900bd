import assert from 'node:assert/strict';
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { ECSClient, ListClustersCommand } from '@aws-sdk/client-ecs';
import { startSimulator } from '../index.ts';

const PROGRAM = fileURLToPath(new URL('../main.ts', import.meta.url));

test('the program prints its address and environment, works, and ends cleanly on Ctrl-C', async () => {
  const program = start('--port', '0', '--scenario', 'demo', '--fault', 'throttle:ListServices:1');
  const greeting = await program.sees('Ctrl+C ends it.');
  const exports = greeting.matchAll(/^ {2}export (\w+)=(.*)$/gm);
  const environment = new Map([...exports].map(([, name, value]) => [name, value] as const));
  assert.match(greeting, /aws ecs list-clusters --endpoint-url http:\/\/127\.0\.0\.1:\d+/);
  const ecs = new ECSClient({
    endpoint: environment.get('AWS_ENDPOINT_URL_ECS'),
    region: environment.get('AWS_REGION'),
    credentials: {
      accessKeyId: environment.get('AWS_ACCESS_KEY_ID') ?? '',
      secretAccessKey: environment.get('AWS_SECRET_ACCESS_KEY') ?? '',
    },
  });
  assert.ok((await ecs.send(new ListClustersCommand())).clusterArns?.some((arn) => arn.endsWith('/shop')));
  program.process.kill('SIGINT');
  assert.deepEqual(await program.exited, [0, null]);
  assert.equal(program.errors(), '');
});

test('the program explains itself', async () => {
  const program = start('--help');
  assert.deepEqual(await program.exited, [0, null]);
  assert.match(program.output(), /^Usage: npm run simulator/);
});

const mistakes: [argv: string[], message: RegExp][] = [
  [['--prot', '1'], /^Unknown option '--prot'/],
  [['demo'], /^Unexpected argument 'demo'/],
  [['--port'], /--port/],
  [['--port', 'x'], /^--port must be a number from 0 to 65535\./],
  [['--fault', 'explode'], /^--fault must be one of throttle, server-error/],
  [['--fault', 'throttle:ListTasks:many'], /^The times of a --fault must be a number/],
];
for (const [argv, message] of mistakes) {
  test(`the program answers ${argv.join(' ')} with its usage`, async () => {
    const program = start(...argv);
    assert.deepEqual(await program.exited, [2, null]);
    assert.match(program.errors(), message);
    assert.match(program.errors(), /\n\nUsage: npm run simulator/);
  });
}

test('the program says when its port is taken, or its scenario is none', async () => {
  await using simulator = await startSimulator();
  const late = start('--port', new URL(simulator.endpoint).port);
  assert.deepEqual(await late.exited, [1, null]);
  assert.match(late.errors(), /^Port \d+ is taken\. Choose another one with --port\.\n$/);
  const lost = start('--port', '0', '--scenario', 'nothing.json');
  assert.deepEqual(await lost.exited, [1, null]);
  assert.match(lost.errors(), /nothing\.json/);
});

interface Program {
  readonly process: ChildProcessWithoutNullStreams;
  /** Exit code and signal. */
  readonly exited: Promise<unknown[]>;
  output(): string;
  errors(): string;
  /** The output, once it has this in it; rejects when the program ends without. */
  sees(text: string): Promise<string>;
}

function start(...argv: string[]): Program {
  const child = spawn(process.execPath, [PROGRAM, ...argv]);
  const texts = { output: '', errors: '' };
  child.stdout.on('data', (chunk: Buffer) => (texts.output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (texts.errors += chunk.toString()));
  const exited = once(child, 'close');
  return {
    process: child,
    exited,
    output: () => texts.output,
    errors: () => texts.errors,
    async sees(text) {
      while (!texts.output.includes(text)) {
        const ended = await Promise.race([once(child.stdout, 'data').then(() => false), exited.then(() => true)]);
        if (ended) {
          assert.fail(`The program ended without saying "${text}": ${texts.errors}`);
        }
      }
      return texts.output;
    },
  };
}
