import { startGenerated } from './generated.ts';
import type { Process, ProcessOptions } from './process.ts';
import { startShell } from './shell.ts';

/** Starts a command: one of the simulator's own, or what the container has. Rejects with a `StartError`. */
export async function startProcess(options: ProcessOptions): Promise<Process> {
  return startGenerated(options) ?? (await startShell(options));
}
