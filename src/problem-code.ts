/**
 * The code of a `Problem`, stable: other code compares it, and the manifest does in its `when` clauses. Some are said
 * by several parts, and stand with the lowest.
 */
export type ProblemCode =
  NetworkCode | AwsCode | SignInCode | SessionCode | CommandCode | CopyCode | PortCode | LiveCode | EditorCode;

/** Of the way to a host: `network-problem.ts` and `proxy.ts`, also where `aws/` and `session/` wait in vain. */
export type NetworkCode =
  'no-answer' | 'no-network' | 'no-tls' | 'proxy/password' | 'proxy/unreachable' | 'untrusted-certificate';

/** Of the configuration, the credentials and the answers of AWS: `aws/`. */
export type AwsCode =
  | 'access-denied'
  | 'aws-server'
  | 'bad-ca-bundle'
  | 'bad-configuration'
  | 'bad-endpoint'
  | 'bad-filter-pattern'
  | 'bad-region'
  | 'bad-stream-url'
  | 'bucket-not-found'
  | 'client'
  | 'clock-skew'
  | 'cluster-not-found'
  | 'container-missing'
  | 'container-not-running'
  | 'deployment-not-found'
  | 'endless-list'
  | 'exec-not-enabled'
  | 'expired-credentials'
  | 'expired-keys'
  | 'iam-not-found'
  | 'invalid-credentials'
  | 'invalid-parameter'
  | 'invalid-signature'
  | 'kms-key-not-found'
  | 'kms-key-unusable'
  | 'kms-no-key'
  | 'kms-refused'
  | 'limit'
  | 'live-tail-limit'
  | 'log-class'
  | 'log-group-not-found'
  | 'log-stream-not-found'
  | 'mfa-refused'
  | 'no-credentials'
  | 'no-port-forwarding'
  | 'no-region'
  | 'no-session'
  | 'no-task-role'
  | 'not-aws'
  | 'not-started'
  | 'other-controller'
  | 'read-only'
  | 'region-not-enabled'
  | 'repeated-page'
  | 'role-denied'
  | 'service-not-active'
  | 'service-not-found'
  | 'session-limit'
  | 'session-not-found'
  | 'target-not-connected'
  | 'throttled'
  | 'unknown'
  | 'unknown-operation'
  | 'unknown-profile'
  | 'unusable-profile';

/** Of signing in: `aws/sign-in/`, and `vscode/`, which asks for it. */
export type SignInCode =
  'sign-in/address' | 'sign-in/expired' | 'sign-in/failed' | 'sign-in/none' | 'sign-in/not-kept' | 'sign-in/refused';

/** What `session/` says of its sessions. */
export type SessionCode =
  | 'session/agent-absent'
  | 'session/bad-command'
  | 'session/challenge-required'
  | 'session/closed-early'
  | 'session/connection-lost'
  | 'session/encrypted'
  | 'session/forbidden'
  | 'session/gone'
  | 'session/handshake'
  | 'session/lost'
  | 'session/malformed'
  | 'session/no-command'
  | 'session/no-data-key'
  | 'session/no-shell'
  | 'session/not-signed'
  | 'session/refused'
  | 'session/shell-not-run'
  | 'session/token-refused'
  | 'session/undecryptable'
  | 'session/unreachable'
  | 'session/unsupported';

/** Of commands that it runs. */
export type CommandCode =
  'command/left' | 'command/no-shell' | 'command/output-missing' | 'command/refused' | 'command/stopped';

/** Of files that it copies. */
export type CopyCode =
  | 'copy/changed'
  | 'copy/damaged'
  | 'copy/denied'
  | 'copy/failed'
  | 'copy/garbled'
  | 'copy/is-file'
  | 'copy/is-folder'
  | 'copy/is-link'
  | 'copy/is-mount'
  | 'copy/left-over'
  | 'copy/no-archive'
  | 'copy/no-encoder'
  | 'copy/no-folder'
  | 'copy/no-home'
  | 'copy/no-name'
  | 'copy/no-path'
  | 'copy/no-space'
  | 'copy/no-tar'
  | 'copy/no-tools'
  | 'copy/not-a-file'
  | 'copy/not-found'
  | 'copy/not-local'
  | 'copy/not-read'
  | 'copy/not-written'
  | 'copy/several'
  | 'copy/special'
  | 'copy/too-many'
  | 'copy/unsafe-name';

/** Of ports that it forwards. */
export type PortCode =
  | 'ports/ended'
  | 'ports/forbidden-host'
  | 'ports/host-not-found'
  | 'ports/local-port'
  | 'ports/local-port-denied'
  | 'ports/local-port-taken'
  | 'ports/no-connection'
  | 'ports/not-understood';

/** Of containers and their tasks: `live/` and `readiness/`. */
export type LiveCode =
  | 'container-ended'
  | 'container-not-found'
  | 'logs-elsewhere'
  | 'no-running-task'
  | 'not-ready'
  | 'no-console'
  | 'no-deployment'
  | 'no-desired-count'
  | 'role-changed'
  | 'task-not-found'
  | 'task-not-known'
  | 'task-stopped'
  | 'which-container'
  | 'windows';

/** Of what the user asked of VS Code: `vscode/`. */
export type EditorCode =
  | 'bad-link'
  | 'cannot-write'
  | 'invalid-configuration'
  | 'mfa-needed'
  | 'only-connection'
  | 'stopped'
  | 'task-definition'
  | 'too-many-connections'
  | 'too-many-tasks'
  | 'unexpected'
  | 'untrusted';
