import type { Connections } from '../connections/connections.ts';
import { requestOfKept } from '../logs/kept-request.ts';
import type { LogTerminals } from '../logs/log-terminals.ts';
import type { OpenThings } from '../memory/open-things.ts';
import { terminalsReturn } from './return-shells.ts';

interface LogParts {
  readonly connections: Connections;
  readonly logs: LogTerminals;
}

/**
 * Shows the terminals with logs again that an earlier window had open, where VS Code is set to do so with others, too.
 * They say that they have ended, and go on with Enter. Nothing is asked of AWS before that.
 */
export function returnLogs(things: OpenThings, { connections, logs }: LogParts): void {
  const left = things.logs;
  void things.setLogs([]);
  for (const each of terminalsReturn() ? left : []) {
    const request = requestOfKept(each, connections);
    if (request !== undefined) {
      logs.bringBack(request);
    }
  }
}
