import { parseArgs } from 'node:util';
import { type Fault, FAULT_KINDS } from './aws/faults.ts';
import { exports } from './greeting.ts';
import { type Simulator, startSimulator } from './index.ts';

const USAGE = `Usage: npm run simulator -- [options]

Answers calls to Amazon ECS on this computer, with a real shell behind ECS Exec.

  --port <number>     where to listen (default 8474)
  --scenario <name>   demo, many-tasks, large-account, a cause of trouble with exec such as
                      no-route, or the path of a scenario file (default demo)
  --speed <times>     lets time pass, so many times as fast as real time: tasks start and
                      stop, services are deployed (default 0: all happens at once)
  --throttle          refuses calls as AWS does, by its token buckets
  --latency <ms>      how long every answer is delayed
  --fault <fault>     ${FAULT_KINDS.join(', ')};
                      or one of them for an operation, or for its next calls:
                      throttle:ListTasks, throttle:ListTasks:3 (can be repeated)
  --help              this text
`;

interface Arguments {
  readonly port: number;
  readonly scenario: string;
  readonly speed: number;
  readonly throttle: boolean;
  readonly latency: number;
  readonly faults: readonly Fault[];
}

await main(process.argv.slice(2));

async function main(argv: readonly string[]): Promise<void> {
  if (argv.includes('--help')) {
    process.stdout.write(USAGE);
    return;
  }
  let options: Arguments;
  try {
    options = readArguments(argv);
  } catch (error) {
    process.stderr.write(`${messageOf(error)}\n\n${USAGE}`);
    process.exitCode = 2;
    return;
  }
  try {
    const { port, scenario, speed, throttle, latency, faults } = options;
    const simulator = await startSimulator({ port, scenario, throttle, pace: speed > 0 ? speed : 'at once' });
    simulator.faults.latency = latency;
    for (const fault of faults) {
      simulator.faults.add(fault);
    }
    process.stdout.write(greeting(simulator));
    for (const signal of ['SIGINT', 'SIGTERM']) {
      process.once(signal, () => void simulator.close());
    }
  } catch (error) {
    process.stderr.write(`${explain(error, options.port)}\n`);
    process.exitCode = 1;
  }
}

/** Throws an `Error` with a sentence about what it cannot read. */
function readArguments(argv: readonly string[]): Arguments {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      port: { type: 'string', default: '8474' },
      scenario: { type: 'string', default: 'demo' },
      speed: { type: 'string', default: '0' },
      throttle: { type: 'boolean', default: false },
      latency: { type: 'string', default: '0' },
      fault: { type: 'string', multiple: true, default: [] },
    },
  });
  return {
    port: readNumber('--port', values.port, 65_535),
    scenario: values.scenario,
    speed: readNumber('--speed', values.speed, 1000),
    throttle: values.throttle,
    latency: readNumber('--latency', values.latency, 600_000),
    faults: values.fault.map(readFault),
  };
}

function readNumber(option: string, value: string, largest: number): number {
  if (/^\d+$/.test(value) && Number(value) <= largest) {
    return Number(value);
  }
  throw new Error(`${option} must be a number from 0 to ${largest}.`);
}

function readFault(value: string): Fault {
  const [name, operation, times] = value.split(':');
  const kind = FAULT_KINDS.find((candidate) => candidate === name);
  if (kind === undefined) {
    throw new Error(`--fault must be one of ${FAULT_KINDS.join(', ')}.`);
  }
  if (times === undefined) {
    return { kind, operation };
  }
  return { kind, operation, times: readNumber('The times of a --fault', times, 1_000_000) };
}

function greeting({ endpoint, environment }: Simulator): string {
  return `The ECS simulator answers at ${endpoint}

Variables for the AWS CLI and the SDKs. Whoever has them gets a shell with your rights:
${exports(environment)}

Try it:
  aws ecs list-clusters --endpoint-url ${endpoint}

Ctrl+C ends it.
`;
}

function explain(error: unknown, port: number): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return code === 'EADDRINUSE' ? `Port ${port} is taken. Choose another one with --port.` : messageOf(error);
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
