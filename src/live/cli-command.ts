import { lastPart } from '../arn.ts';
import type { Connection, CredentialsKind } from '../aws/api/connection.ts';
import type { LiveContainer } from './container.ts';

/** What an AWS CLI command can be about. */
export type CliSubject =
  | { readonly kind: 'cluster'; readonly arn: string }
  | { readonly kind: 'service'; readonly clusterArn: string; readonly arn: string }
  /** The tasks that no service started, with the others: the AWS CLI cannot tell them apart. */
  | { readonly kind: 'tasks'; readonly clusterArn: string }
  | { readonly kind: 'task'; readonly clusterArn: string; readonly arn: string }
  /** A container, and what to run in it. */
  | {
      readonly kind: 'container';
      readonly target: Pick<LiveContainer, 'task' | 'container'>;
      readonly command: string;
    };

/** Whose quotes a command line needs. */
export type ShellKind = 'posix' | 'powershell';

/** Credentials that do not come from a profile: naming one would use others. */
const WITHOUT_PROFILE: readonly (CredentialsKind | undefined)[] = ['environment', 'container', 'instance', undefined];

/** A command line for the AWS CLI that execs into a container, or describes what it is about, as the same identity. */
export function cliCommand(subject: CliSubject, connection: Connection, shell: ShellKind): string {
  const { profile, credentials, region, endpoint } = connection;
  const words = [
    'aws',
    'ecs',
    ...operation(subject),
    '--region',
    region,
    ...(WITHOUT_PROFILE.includes(credentials) ? [] : ['--profile', profile]),
    ...(endpoint === undefined ? [] : ['--endpoint-url', endpoint]),
  ];
  return words.map((word) => quoted(word, shell)).join(' ');
}

function operation(subject: CliSubject): readonly string[] {
  switch (subject.kind) {
    case 'cluster':
      return ['describe-clusters', '--clusters', lastPart(subject.arn)];
    case 'service':
      return ['describe-services', '--cluster', lastPart(subject.clusterArn), '--services', lastPart(subject.arn)];
    case 'tasks':
      return ['list-tasks', '--cluster', lastPart(subject.clusterArn)];
    case 'task':
      return ['describe-tasks', '--cluster', lastPart(subject.clusterArn), '--tasks', lastPart(subject.arn)];
    case 'container': {
      const { task, container } = subject.target;
      const place = ['--cluster', lastPart(task.clusterArn), '--task', task.id, '--container', container.name];
      return ['execute-command', ...place, '--interactive', '--command', subject.command];
    }
  }
}

/**
 * A word as the shell hands it on unchanged. PowerShell takes single quotes as POSIX shells do, but doubles one that is
 * part of the word, and also takes typographic ones for quotes.
 */
export function quoted(word: string, shell: ShellKind): string {
  if (/^[\w./:=-]+$/.test(word)) {
    return word;
  }
  return shell === 'posix' ? `'${word.replaceAll("'", String.raw`'\''`)}'` : `'${word.replace(/['‘’‚‛]/g, '$&$&')}'`;
}
