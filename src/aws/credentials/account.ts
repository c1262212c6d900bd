import type { Configuration } from '../configuration/configuration.ts';
import type { Source } from './source.ts';

/**
 * The account to which credentials of a source belong, where the configuration says so itself; nothing is asked. The
 * settings are those of the SDKs: `sso_account_id`, the ARNs of a role and of a login session, and beside keys
 * `AWS_ACCOUNT_ID` or `aws_account_id`.
 * Source: https://docs.aws.amazon.com/sdkref/latest/guide/feature-account-endpoints.html
 */
export function accountOf(source: Source, configuration: Configuration): string | undefined {
  switch (source.kind) {
    case 'sso':
      return account(source.accountId);
    case 'role':
    case 'web-identity':
      return account(source.roleArn.split(':')[4]);
    case 'login':
      return account(source.session.split(':')[4]);
    case 'environment':
      return account(configuration.environment.AWS_ACCOUNT_ID);
    case 'keys':
      return account(configuration.settingsOf(configuration.profile)?.get('aws_account_id'));
    default:
      return undefined;
  }
}

function account(written: string | undefined): string | undefined {
  return written !== undefined && /^\d{12}$/.test(written) ? written : undefined;
}
