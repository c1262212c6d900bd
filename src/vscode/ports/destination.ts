import { isPort } from '../../port.ts';

/** Where a forwarded port leads. */
export interface Destination {
  /** Another host, as the container sees it; undefined for the container itself. */
  readonly host: string | undefined;
  readonly port: number;
}

/** The container by another name. Where no host is named, a document does that needs fewer rights. */
const CONTAINER_ITSELF = new Set(['localhost', '127.0.0.1', '::1']);

/** Reads `8080`, `db.internal:5432` or `[fd00::7]:5432`; undefined where it is none of these. */
export function readDestination(typed: string): Destination | undefined {
  const [, bracketed, plain, digits = ''] =
    /^(?:\[([\da-fA-F.]*:[\da-fA-F:.]+)\]:|([^\s:[\]]+):)?(\d+)$/.exec(typed.trim()) ?? [];
  const port = readPort(digits);
  const host = bracketed ?? plain;
  return port === undefined
    ? undefined
    : { host: host !== undefined && CONTAINER_ITSELF.has(host.toLowerCase()) ? undefined : host, port };
}

/** Reads the number of a port; undefined where it is none. */
export function readPort(typed: string): number | undefined {
  const port = /^\d+$/.test(typed.trim()) ? Number(typed) : 0;
  return isPort(port) ? port : undefined;
}

/** In the way in which a user types it, with the container's name where no other host is meant. */
export function inShort({ host, port }: Destination, container: string): string {
  return `${host?.includes(':') === true ? `[${host}]` : (host ?? container)}:${port}`;
}
