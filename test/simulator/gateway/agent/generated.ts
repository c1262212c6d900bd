import { createHash } from 'node:crypto';
import { flood } from './flood.ts';
import type { Process, ProcessOptions } from './process.ts';

/** A process that does nothing. */
const IDLE: Process = {
  write: () => Promise.resolve(),
  resize: () => undefined,
  pause: () => undefined,
  resume: () => undefined,
  kill: () => Promise.resolve(),
};

/** What a command that waits for input begins with, as a shell does with its prompt: clients wait for it. */
const PROMPT = Buffer.from('ready\n');

/**
 * Commands without a process and a pty behind them, so that nothing but the data channel limits their speed:
 * `simulator:flood <bytes>` puts out so much and ends, `simulator:sink <bytes>` takes so much, puts out its SHA-256
 * and ends, `simulator:echo` gives back what it gets. The last two first put out `ready`. Undefined for any other
 * command.
 */
export function startGenerated(options: ProcessOptions): Process | undefined {
  const [, name, bytes = '0'] = /^simulator:(flood|sink|echo)(?: (\d+))?$/.exec(options.command) ?? [];
  switch (name) {
    case 'flood':
      return startFlood(Number(bytes), options);
    case 'sink':
      return startSink(Number(bytes), options);
    case 'echo':
      return startEcho(options);
    default:
      return undefined;
  }
}

function startFlood(bytes: number, { onOutput, onExit }: ProcessOptions): Process {
  const blocks = flood(bytes);
  let paused = false;
  let over = false;
  let next: NodeJS.Immediate | undefined;
  const putOut = (): void => {
    next = undefined;
    if (paused) {
      return;
    }
    const block = blocks.next();
    if (block.done === true) {
      over = true;
      onExit();
    } else {
      onOutput(block.value);
      schedule();
    }
  };
  const schedule = (): void => {
    if (!over) {
      next ??= setImmediate(putOut);
    }
  };
  schedule();
  return {
    ...IDLE,
    pause: () => {
      paused = true;
    },
    resume: () => {
      if (paused) {
        schedule();
      }
      paused = false;
    },
    kill: () => {
      over = true;
      clearImmediate(next);
      return Promise.resolve();
    },
  };
}

function startSink(bytes: number, { onOutput, onExit }: ProcessOptions): Process {
  const hash = createHash('sha256');
  let left = bytes;
  onOutput(PROMPT);
  return {
    ...IDLE,
    write: (input) => {
      if (left > 0) {
        hash.update(input.subarray(0, left));
        left -= input.length;
        if (left <= 0) {
          onOutput(Buffer.from(`${hash.digest('hex')}\n`));
          onExit();
        }
      }
      return Promise.resolve();
    },
  };
}

function startEcho({ onOutput }: ProcessOptions): Process {
  let paused = false;
  let proceed: () => void = () => undefined;
  onOutput(PROMPT);
  return {
    ...IDLE,
    write: (input) => {
      onOutput(input);
      return paused ? new Promise((resolve) => (proceed = resolve)) : Promise.resolve();
    },
    pause: () => {
      paused = true;
    },
    resume: () => {
      paused = false;
      proceed();
    },
    kill: () => {
      proceed();
      return Promise.resolve();
    },
  };
}
