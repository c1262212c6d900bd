import type { TerminalSize } from '../api.ts';
import { DataChannel } from '../channel/data-channel.ts';
import type { Environment } from '../transport/connection.ts';
import type { Session, SessionOptions } from './api.ts';

/** Of ECS Exec, and of Session Manager's other sessions with a terminal or a command. */
const SHELL_TYPES = ['InteractiveCommands', 'Standard_Stream', 'NonInteractiveCommands'];
const CTRL_C = Buffer.of(0x03);
/** What a terminal puts around text that is pasted, where the program asks for it ("bracketed paste"). */
const PASTE_BEGINS = '\x1b[200~';
const PASTE_ENDS = '\x1b[201~';

/** A shell, or a command, in a terminal of a container. */
export class ShellSession extends DataChannel implements Session {
  constructor(options: SessionOptions, environment: Omit<Environment, 'log'>) {
    super(options, { sessionTypes: SHELL_TYPES, hasTerminal: true, onData: options.onOutput }, environment);
    if (options.size !== undefined) {
      this.resize(options.size);
    }
  }

  write(input: string | Uint8Array): boolean {
    // A copy: the caller may use its array again while the input waits.
    return this.outgoing.write(typeof input === 'string' ? Buffer.from(input) : new Uint8Array(input));
  }

  interrupt(): void {
    this.outgoing.overtake(interruption);
  }

  resize(size: TerminalSize): void {
    this.size.set(size);
  }
}

/**
 * Ctrl-C. Before it the end of a paste, where that is dropped and its beginning is not: else the key would be pasted
 * too.
 */
function interruption(dropped: Uint8Array): Uint8Array {
  const bytes = Buffer.from(dropped.buffer, dropped.byteOffset, dropped.length);
  const end = bytes.indexOf(PASTE_ENDS);
  const begin = bytes.indexOf(PASTE_BEGINS);
  const isCutOff = end >= 0 && !(begin >= 0 && begin < end);
  return isCutOff ? Buffer.concat([Buffer.from(PASTE_ENDS), CTRL_C]) : CTRL_C;
}
