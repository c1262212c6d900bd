import { AwsError } from '../aws/error.ts';
import type { RestService } from '../aws/rest.ts';
import type { Credentials } from '../aws/signature.ts';
import type { IdentityCenter } from './identity-center.ts';

/** Milliseconds for which the keys of a role are good. */
const KEYS_LAST = 3_600_000;

/**
 * The portal of IAM Identity Center (https://docs.aws.amazon.com/singlesignon/latest/PortalAPIReference): the keys of a
 * role, for a token. `onSecret` hears of the token that goes with the keys.
 */
export function ssoPortal(
  center: IdentityCenter,
  credentials: Required<Credentials>,
  onSecret: (secret: string) => void,
): RestService {
  return {
    name: 'sso',
    errorBody: ({ message }) => ({ message }),
    operations: [
      {
        name: 'GetRoleCredentials',
        method: 'GET',
        path: '/federation/credentials',
        perform({ query, headers }) {
          const token = headers['x-amz-sso_bearer_token'];
          const [account, role] = [query.get('account_id'), query.get('role_name')];
          if (account === null || role === null) {
            throw new AwsError('InvalidRequestException', 'Missing account_id or role_name');
          }
          if (typeof token !== 'string' || !center.knows(token)) {
            throw new AwsError('UnauthorizedException', 'Session token not found or invalid', 401);
          }
          if (!center.roles.has(`${account}/${role}`)) {
            throw new AwsError('ForbiddenException', 'No access', 403);
          }
          onSecret(credentials.sessionToken);
          return { roleCredentials: { ...credentials, expiration: Date.now() + KEYS_LAST } };
        },
      },
    ],
  };
}
