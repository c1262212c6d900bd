import type { Buckets } from './buckets.ts';
import { AwsError } from './error.ts';
import type { Call, Service } from './protocol.ts';

/** How a call can go wrong on request. A reset breaks the connection before the answer. */
export const FAULT_KINDS = ['throttle', 'server-error', 'access-denied', 'expired-token', 'reset'] as const;

export type FaultKind = (typeof FAULT_KINDS)[number];

export interface Fault {
  readonly kind: FaultKind;
  /** The operation that it hits; default all of them. */
  readonly operation?: string;
  /** How many calls it hits; default all from now on. */
  readonly times?: number;
}

/** Misbehaviour on request. */
export class Faults {
  /** Milliseconds that every answer is late. */
  latency = 0;
  /** Those that throttle; undefined: however many calls there are, none is refused for that. */
  buckets: Buckets | undefined;
  readonly #faults: { readonly fault: Fault; left: number }[] = [];

  /** Faults come in the order in which they were added, one per call. */
  add(fault: Fault): void {
    this.#faults.push({ fault, left: fault.times ?? Infinity });
  }

  /** Behaves again. */
  clear(): void {
    this.latency = 0;
    this.buckets = undefined;
    this.#faults.length = 0;
  }

  /** What befalls this call, if anything; counts as one of the fault's times. */
  take({ operation }: Call): FaultKind | undefined {
    if (this.buckets?.take(operation) === false) {
      return 'throttle';
    }
    const next = this.#faults.find(({ fault, left }) => left > 0 && (fault.operation ?? operation) === operation);
    if (next === undefined) {
      return undefined;
    }
    next.left -= 1;
    return next.fault.kind;
  }
}

/** The error that a fault answers, in AWS's words. */
export function faultError(
  kind: Exclude<FaultKind, 'reset'>,
  service: Pick<Service, 'signingName' | 'resource'>,
  call: Call,
  user: string,
): AwsError {
  switch (kind) {
    case 'throttle':
      return new AwsError('ThrottlingException', 'Rate exceeded');
    case 'server-error':
      return new AwsError('ServerException', 'Service Unavailable. Please try again later.', 500);
    case 'expired-token':
      return new AwsError('ExpiredTokenException', 'The security token included in the request is expired');
    case 'access-denied': {
      const action = `${service.signingName}:${call.operation}`;
      return new AwsError(
        'AccessDeniedException',
        `User: ${user} is not authorized to perform: ${action} on resource: ${service.resource(call)} ` +
          `because no identity-based policy allows the ${action} action`,
      );
    }
  }
}
