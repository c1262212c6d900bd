import type { IncomingHttpHeaders } from 'node:http';
import type { AwsError } from './error.ts';
import type { EventStream } from './event-stream.ts';
import type { Parameters } from './parameters.ts';

/** A call as it arrived, taken out of its wire format. */
export interface Call {
  readonly operation: string;
  readonly input: Parameters;
}

/** An HTTP request as it arrived. */
export interface WireRequest {
  readonly method: string;
  /** Path and query, exactly as on the request line. */
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** An HTTP response, but for the headers that every response has. */
export interface Answer {
  readonly status: number;
  readonly contentType: string;
  /** All of it, or what goes on for as long as somebody reads. */
  readonly body: string | EventStream;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A wire format: how calls are read and answers written. */
export interface Protocol {
  /** Whether calls have methods and paths of their own; unless true, all are a POST to `/`. */
  readonly isRest?: boolean;
  /** Whether these headers belong to this protocol and this service; asked where no signature names the service. */
  recognises(headers: IncomingHttpHeaders): boolean;
  /** The operation's name; throws an {@link AwsError} where there is none. */
  operation(request: WireRequest): string;
  /** The operation's input; throws an {@link AwsError} where it is malformed. */
  input(request: WireRequest): Parameters;
  result(output: object, operation: string): Answer;
  error(error: AwsError): Answer;
}

/** What an operation may want to know about the request beyond its input. */
export interface RequestContext {
  /** The Host header: how the client reaches the simulator. */
  readonly host: string;
  /** The region that the request is signed for. */
  readonly region: string;
}

export type Operation = (input: Parameters, context: RequestContext) => object;

/** What a call needs the permission for. */
export interface Need {
  /** `ecs:ExecuteCommand` */
  readonly action: string;
  /** ARNs, each of which must be allowed; `*` where the action has no resource type. */
  readonly resources: readonly string[];
  /** Values of condition keys that the service knows of the call. */
  readonly context?: Readonly<Record<string, string | readonly string[]>>;
  /** Text of the policy of the resource, where it must allow everything; undefined where there is none. */
  readonly resourcePolicy?: string | undefined;
  /** What the refusal calls the resource; undefined: by its ARN. Null: it is not named. */
  readonly called?: string | null;
}

/** One AWS service. */
export interface Service {
  /** Its name in a credential scope, `ecs`. */
  readonly signingName: string;
  readonly protocol: Protocol;
  /** Whether it answers in every region, rather than in the world's alone. */
  readonly inEveryRegion?: boolean;
  readonly operations: Readonly<Record<string, Operation>>;
  /** The ARN that an "is not authorized" sentence about this call names; `*` where IAM knows none. */
  resource(call: Call): string;
  /** What a call needs, where that is not simply the action of the operation's name on {@link resource}. */
  readonly needs?: (call: Call) => readonly Need[];
}
