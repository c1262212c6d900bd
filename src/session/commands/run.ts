import { wrapCommand } from '../shell-command.ts';
import type { RunCommand } from './api.ts';
import { endedEarly } from './problems.ts';
import { letEnd, stop } from './stop.ts';

export const runCommand: RunCommand = async ({ command, start, onOutput, signal }) => {
  const { line, reader } = wrapCommand(command);
  const pass = (bytes: Uint8Array): void => {
    if (bytes.length > 0) {
      onOutput(bytes);
    }
  };
  let done: (() => void) | undefined;
  const marked = new Promise<void>((resolve) => {
    done = resolve;
  });
  const session = await start(line, {
    onOutput: (bytes) => {
      pass(reader.read(bytes));
      if (reader.exitCode !== undefined) {
        done?.();
      }
    },
  });
  const cancel = (): void => void stop(session);
  signal.addEventListener('abort', cancel, { once: true });
  if (signal.aborted) {
    cancel();
  }
  // What the command left running in the background may keep its terminal open.
  void marked.then(() => letEnd(session));
  const end = await session.ended;
  signal.removeEventListener('abort', cancel);
  pass(reader.rest());
  if (reader.exitCode !== undefined) {
    return reader.exitCode;
  }
  signal.throwIfAborted();
  throw endedEarly(end);
};
