import type { ProblemCode } from '../problem-code.ts';

/** What a user can do about a problem at once; what each is called and does is in `offers.ts`. */
export type ProblemAction =
  /** Opens the readiness report of the container that it is about, where that is known. */
  | 'why'
  | 'retry'
  | 'sign-in'
  | 'select-profile'
  | 'select-region'
  | 'open-command-setting'
  | 'open-endpoint-setting'
  | 'open-proxy-setting'
  | 'manage-trust'
  | 'show-log';

const RETRY = ['retry', 'show-log'] as const;
const WHY = ['why', ...RETRY] as const;
const PROFILE = ['select-profile', 'retry', 'show-log'] as const;
const LOG = ['show-log'] as const;
/** The sentence says all there is to say, and what to do is not in VS Code. */
const NOTHING = [] as const;

/**
 * What helps with each problem, the likeliest first: it is what the problem's own next step asks for. Every surface
 * that shows problems offers what is here and fits it. Trying again is offered only where it can end otherwise.
 */
const ACTIONS: Readonly<Record<ProblemCode, readonly ProblemAction[]>> = {
  // The network
  'no-answer': ['retry', 'open-proxy-setting', 'select-profile'],
  'no-network': RETRY,
  'no-tls': ['open-endpoint-setting', 'retry', 'show-log'],
  'proxy/password': ['open-proxy-setting', 'retry', 'show-log'],
  'proxy/unreachable': ['open-proxy-setting', 'retry', 'show-log'],
  'untrusted-certificate': RETRY,

  // AWS
  'access-denied': ['why', ...PROFILE],
  'aws-server': RETRY,
  'bad-ca-bundle': RETRY,
  'bad-configuration': RETRY,
  'bad-filter-pattern': ['retry'],
  'bad-endpoint': ['open-endpoint-setting', 'retry', 'show-log'],
  'bad-region': ['select-region'],
  'bad-stream-url': ['open-endpoint-setting', 'show-log'],
  client: RETRY,
  'clock-skew': RETRY,
  'cluster-not-found': ['retry', 'select-region', 'show-log'],
  'container-missing': RETRY,
  'container-not-running': WHY,
  'deployment-not-found': RETRY,
  'endless-list': ['open-endpoint-setting', 'retry', 'show-log'],
  'exec-not-enabled': WHY,
  'expired-credentials': ['sign-in', 'select-profile', 'retry'],
  'expired-keys': PROFILE,
  'invalid-credentials': PROFILE,
  'invalid-parameter': RETRY,
  'invalid-signature': PROFILE,
  'kms-key-not-found': ['why', ...LOG],
  'kms-key-unusable': ['why', ...LOG],
  'kms-no-key': WHY,
  'kms-refused': WHY,
  limit: RETRY,
  'live-tail-limit': RETRY,
  'log-class': LOG,
  'bucket-not-found': RETRY,
  'iam-not-found': RETRY,
  'log-group-not-found': RETRY,
  'log-stream-not-found': RETRY,
  'mfa-needed': ['retry', 'select-profile'],
  'mfa-refused': ['retry', 'select-profile'],
  'no-credentials': ['select-profile', 'sign-in', 'retry'],
  'no-port-forwarding': ['select-region', 'show-log'],
  'no-region': ['select-region', 'select-profile'],
  'no-session': RETRY,
  'no-task-role': ['why', ...LOG],
  'not-aws': ['open-endpoint-setting', 'retry', 'show-log'],
  'not-started': RETRY,
  'other-controller': LOG,
  'read-only': ['select-profile'],
  'region-not-enabled': ['select-region', 'select-profile'],
  'repeated-page': ['retry', 'open-endpoint-setting', 'show-log'],
  'role-denied': PROFILE,
  'service-not-active': RETRY,
  'service-not-found': RETRY,
  'session-limit': WHY,
  'session-not-found': RETRY,
  'target-not-connected': WHY,
  throttled: RETRY,
  unknown: RETRY,
  'unknown-operation': ['open-endpoint-setting', 'show-log'],
  'unknown-profile': PROFILE,
  'unusable-profile': PROFILE,

  // Signing in
  'sign-in/address': PROFILE,
  'sign-in/expired': ['sign-in', 'show-log'],
  'sign-in/failed': ['sign-in', 'show-log'],
  'sign-in/none': ['select-profile', 'retry'],
  'sign-in/not-kept': ['sign-in', 'show-log'],
  'sign-in/refused': ['sign-in', 'select-profile'],

  // Sessions
  'session/agent-absent': WHY,
  'session/bad-command': ['open-command-setting'],
  'session/challenge-required': RETRY,
  'session/closed-early': WHY,
  'session/connection-lost': RETRY,
  'session/encrypted': LOG,
  'session/forbidden': RETRY,
  'session/gone': RETRY,
  'session/handshake': LOG,
  'session/lost': RETRY,
  'session/malformed': RETRY,
  'session/no-command': ['open-command-setting'],
  'session/no-data-key': WHY,
  'session/no-shell': ['open-command-setting'],
  'session/not-signed': RETRY,
  'session/refused': RETRY,
  'session/shell-not-run': ['open-command-setting'],
  'session/token-refused': RETRY,
  'session/undecryptable': RETRY,
  'session/unreachable': RETRY,
  'session/unsupported': LOG,

  // Commands
  'command/left': RETRY,
  'command/no-shell': NOTHING,
  'command/output-missing': RETRY,
  'command/refused': RETRY,
  'command/stopped': RETRY,

  // Copies
  'copy/changed': RETRY,
  'copy/damaged': RETRY,
  'copy/denied': LOG,
  'copy/failed': RETRY,
  'copy/garbled': RETRY,
  'copy/is-file': NOTHING,
  'copy/is-folder': NOTHING,
  'copy/is-link': NOTHING,
  'copy/is-mount': NOTHING,
  'copy/left-over': LOG,
  'copy/no-archive': LOG,
  'copy/no-encoder': LOG,
  'copy/no-folder': NOTHING,
  'copy/no-home': NOTHING,
  'copy/no-name': NOTHING,
  'copy/no-path': NOTHING,
  'copy/no-space': RETRY,
  'copy/no-tar': LOG,
  'copy/no-tools': LOG,
  'copy/not-a-file': NOTHING,
  'copy/not-found': NOTHING,
  'copy/not-local': NOTHING,
  'copy/not-read': RETRY,
  'copy/not-written': RETRY,
  'copy/several': NOTHING,
  'copy/special': NOTHING,
  'copy/too-many': NOTHING,
  'copy/unsafe-name': NOTHING,

  // Ports
  'ports/ended': RETRY,
  'ports/forbidden-host': NOTHING,
  'ports/host-not-found': RETRY,
  'ports/local-port': RETRY,
  'ports/local-port-denied': RETRY,
  'ports/local-port-taken': RETRY,
  'ports/no-connection': RETRY,
  'ports/not-understood': RETRY,

  // Containers and tasks
  'container-ended': RETRY,
  'container-not-found': RETRY,
  'logs-elsewhere': NOTHING,
  'no-console': NOTHING,
  'no-deployment': RETRY,
  'no-desired-count': NOTHING,
  'no-running-task': RETRY,
  'role-changed': RETRY,
  'not-ready': WHY,
  'task-not-found': RETRY,
  'task-not-known': RETRY,
  'task-stopped': RETRY,
  'which-container': NOTHING,
  windows: NOTHING,

  // VS Code
  'bad-link': NOTHING,
  'cannot-write': LOG,
  'invalid-configuration': ['retry'],
  'only-connection': ['select-profile', 'select-region'],
  stopped: ['retry'],
  'task-definition': NOTHING,
  'too-many-connections': NOTHING,
  'too-many-tasks': NOTHING,
  unexpected: ['show-log'],
  untrusted: ['manage-trust', 'retry'],
};

/** What helps with a problem, the likeliest first. */
export function actionsFor(code: ProblemCode): readonly ProblemAction[] {
  return ACTIONS[code];
}
