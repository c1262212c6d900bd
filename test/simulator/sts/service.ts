import type { Service } from '../aws/protocol.ts';
import { awsQuery } from '../aws/query-protocol.ts';
import type { World } from '../world/world.ts';

/** Says whose the credentials are, which nobody may be refused. */
export function sts({ account, user, caller }: World): Service {
  return {
    signingName: 'sts',
    protocol: awsQuery('2011-06-15', 'https://sts.amazonaws.com/doc/2011-06-15/'),
    operations: {
      GetCallerIdentity: () => ({ Arn: user, UserId: caller.userId, Account: account }),
    },
    resource: () => '*',
    needs: () => [],
  };
}
