import { parseJson } from './json.ts';
import { ProtocolError } from './protocol-error.ts';

/** The first message on a socket. */
export interface OpenMessage {
  readonly tokenValue: string;
  readonly clientId: string;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i;
const FIELDS = ['ClientId', 'ClientVersion', 'MessageSchemaVersion', 'RequestId', 'TokenValue'];

/** Reads the message that opens the data channel. Throws a {@link ProtocolError}, which never contains the token. */
export function readOpenMessage(message: string): OpenMessage {
  const json = parseJson(message);
  expect(json !== undefined, 'must be a JSON object');
  expect(Object.keys(json).sort().join() === FIELDS.join(), `must have the fields ${FIELDS.join(', ')}`);
  const { MessageSchemaVersion, RequestId, TokenValue: tokenValue, ClientId: clientId, ClientVersion } = json;
  expect(MessageSchemaVersion === '1.0', 'must have the schema version 1.0');
  expect(typeof RequestId === 'string' && UUID.test(RequestId), 'must have a UUID as RequestId');
  expect(typeof clientId === 'string' && UUID.test(clientId), 'must have a UUID as ClientId');
  expect(
    typeof ClientVersion === 'string' && /^\d+(\.\d+){3}$/.test(ClientVersion),
    'must have a ClientVersion of four numbers',
  );
  expect(typeof tokenValue === 'string', 'must have a TokenValue');
  return { tokenValue, clientId };
}

function expect(condition: boolean, rule: string): asserts condition {
  if (!condition) {
    throw new ProtocolError(`The first message ${rule}.`);
  }
}
