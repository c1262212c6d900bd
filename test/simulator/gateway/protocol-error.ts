/** A client did something against the protocol. The message says what, without the content of any frame. */
export class ProtocolError extends Error {
  override readonly name = 'ProtocolError';
}
