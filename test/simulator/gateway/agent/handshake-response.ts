import { parseJson } from '../json.ts';
import { ProtocolError } from '../protocol-error.ts';

/** How the client fared with an action that the agent requested. */
export interface ProcessedAction {
  readonly type: string;
  readonly status: number;
  /** What the action was for; empty where it failed or has no result. */
  readonly result: Readonly<Record<string, unknown>>;
  /** Empty where it succeeded. */
  readonly error: string;
}

export interface HandshakeResponse {
  readonly clientVersion: string;
  readonly actions: readonly ProcessedAction[];
}

export const ActionStatus = { success: 1, failed: 2, unsupported: 3 } as const;

const VERSION = /^\d+(\.\d+){3}$/;

/** Reads the client's answer to a request for these actions. Throws a {@link ProtocolError}. */
export function readHandshakeResponse(payload: Buffer, requested: readonly string[]): HandshakeResponse {
  const {
    ClientVersion: clientVersion,
    ProcessedClientActions: actions,
    Errors: errors,
    ...others
  } = parseJson(payload) ?? {};
  expect(Object.keys(others).length === 0, 'has other fields than ClientVersion, ProcessedClientActions and Errors');
  expect(typeof clientVersion === 'string' && VERSION.test(clientVersion), 'must have a ClientVersion of four numbers');
  expect(errors === undefined || errors === null || isTexts(errors), 'must have a list of texts as Errors');
  expect(Array.isArray(actions), 'must have a list of ProcessedClientActions');
  const processed = actions.map(readAction);
  const types = processed.map(({ type }) => type).sort();
  expect(types.join() === requested.toSorted().join(), `must process each of the actions ${requested.join(', ')} once`);
  return { clientVersion, actions: processed };
}

function readAction(value: unknown): ProcessedAction {
  expect(isObject(value), 'must have objects as ProcessedClientActions');
  const { ActionType: type, ActionStatus: status, ActionResult: result, Error: error, ...others } = value;
  expect(
    Object.keys(others).length === 0,
    'has other fields in an action than ActionType, ActionStatus, ActionResult and Error',
  );
  expect(typeof type === 'string', 'must have a text as ActionType');
  expect(
    status === ActionStatus.success || status === ActionStatus.failed || status === ActionStatus.unsupported,
    'must have 1, 2 or 3 as ActionStatus',
  );
  expect(result === undefined || result === null || isObject(result), 'must have an object as ActionResult');
  expect(error === undefined || typeof error === 'string', 'must have a text as Error');
  expect(
    (status === ActionStatus.success) === ((error ?? '') === ''),
    'must have an Error where the ActionStatus is not 1, and only there',
  );
  return { type, status, result: result ?? {}, error: error ?? '' };
}

function isTexts(value: unknown): boolean {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function expect(condition: boolean, rule: string): asserts condition {
  if (!condition) {
    throw new ProtocolError(`The handshake response ${rule}.`);
  }
}
