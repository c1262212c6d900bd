import type { RunCommand } from './api.ts';
import { endedEarly, outputMissing } from './problems.ts';
import { wrapCommand } from './shell-command.ts';
import { dismiss } from './stay.ts';
import { stop } from './stop.ts';

export const runCommand: RunCommand = async ({ command, size, start, onOutput, signal }) => {
  const { line, reader } = wrapCommand(command, size);
  const pass = (bytes: Uint8Array): void => {
    if (bytes.length > 0) {
      onOutput(bytes);
    }
  };
  const progress = { received: 0, isWhole: true, wasCancelled: false };
  let done: (() => void) | undefined;
  const marked = new Promise<void>((resolve) => {
    done = resolve;
  });
  const session = await start(line, {
    onOutput: (bytes) => {
      progress.received += bytes.length;
      pass(reader.read(bytes));
      if (reader.exitCode !== undefined) {
        done?.();
      }
    },
    onGap: () => {
      // What is missing after the mark is no output of the command.
      progress.isWhole &&= reader.exitCode !== undefined;
    },
  });
  const cancel = (): void => {
    progress.wasCancelled = reader.exitCode === undefined;
    void stop(session, () => progress.received);
  };
  signal.addEventListener('abort', cancel, { once: true });
  if (signal.aborted) {
    cancel();
  }
  // What the command left running in the background may keep its terminal open.
  void marked.then(() => dismiss(session));
  const end = await session.ended;
  signal.removeEventListener('abort', cancel);
  pass(reader.rest());
  if (progress.wasCancelled) {
    signal.throwIfAborted();
  }
  if (reader.exitCode === undefined) {
    throw endedEarly(end);
  }
  if (!progress.isWhole) {
    throw outputMissing();
  }
  return reader.exitCode;
};
