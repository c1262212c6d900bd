import { Pages } from '../aws/pages.ts';
import type { Parameters } from '../aws/parameters.ts';
import type { Call, Service } from '../aws/protocol.ts';
import { awsQuery } from '../aws/query-protocol.ts';
import type { World } from '../world/world.ts';
import { roleOperations } from './roles.ts';
import { simulatePrincipalPolicy } from './simulate.ts';

/** AWS IAM: the roles of a world and their policies, and what they permit. A global service: every region asks it. */
export function iam(world: World): Service {
  const pages = new Pages({ size: 'MaxItems', token: 'Marker', error: 'ValidationError', largest: 1000 });
  return {
    signingName: 'iam',
    protocol: awsQuery('2010-05-08', 'https://iam.amazonaws.com/doc/2010-05-08/'),
    inEveryRegion: true,
    operations: {
      ...roleOperations(world, pages),
      SimulatePrincipalPolicy: simulatePrincipalPolicy(world, pages),
    },
    resource: ({ input }) => resourceOf(world, input).arn,
    needs: (call) => [need(world, call)],
  };
}

function need(world: World, { operation, input }: Call): ReturnType<NonNullable<Service['needs']>>[number] {
  const { arn, called } = resourceOf(world, input);
  return { action: `iam:${operation}`, resources: [arn], called };
}

/** IAM's refusals name a resource by its kind and name. */
function resourceOf({ account, iam: { roles } }: World, input: Parameters): { arn: string; called: string } {
  const [role, profile] = [input.text('RoleName'), input.text('InstanceProfileName')];
  const arn = input.text('PolicyArn') ?? input.text('PolicySourceArn');
  if (role !== undefined) {
    return { arn: roles.get(role)?.arn ?? `arn:aws:iam::${account}:role/${role}`, called: `role ${role}` };
  }
  if (profile !== undefined) {
    return { arn: `arn:aws:iam::${account}:instance-profile/${profile}`, called: `instance profile ${profile}` };
  }
  return { arn: arn ?? '*', called: arn === undefined ? '*' : arn.includes(':policy/') ? `policy ${arn}` : arn };
}
