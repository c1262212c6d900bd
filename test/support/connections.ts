import type { Gateway } from '../../src/aws/api/gateway.ts';
import type { OpenConnection } from '../../src/live/connection.ts';

/** A connection that asks this gateway, or what a test needs of one. */
export function connectionTo(gateway: Partial<Gateway>, key = 'here'): OpenConnection {
  return { key, place: gateway.connection, account: undefined, gateway: () => Promise.resolve(gateway as Gateway) };
}
