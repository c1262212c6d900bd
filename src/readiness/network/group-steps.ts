import type { SecurityGroup } from '../../aws/api/vpc.ts';
import { sentence, type Text } from '../../text.ts';
import type { Mend } from '../model/mend.ts';
import type { NetworkFacts } from '../model/network-facts.ts';
import type { Hop } from '../model/network-path.ts';
import type { Peer } from './peer.ts';
import { admits, type Admitted } from './security-groups.ts';
import { passes, type Step, stops, untold } from './step.ts';

/** HTTPS, by which all services of AWS are reached. */
export const PORT = 443;

/** What is asked of security groups. */
export interface GroupQuestion {
  readonly kind: Extract<Hop['kind'], 'security-group' | 'endpoint-security-group'>;
  readonly groups: readonly string[] | undefined;
  readonly isOutbound: boolean;
  /** The other side. */
  readonly peer: Peer;
  /** What the other side is called: an endpoint's ID, or the internet. */
  readonly peerName: Text | string;
  readonly mends: readonly Mend[];
  /** The IAM action by which the other side's addresses would be known. */
  readonly permission: string | undefined;
}

/** Whether all of the groups together let traffic through: what one of them does is enough. */
export function groupStep({ securityGroups }: NetworkFacts, question: GroupQuestion): Step {
  const { kind, groups, isOutbound, peer, peerName, mends, permission } = question;
  const name = (groups ?? []).join(', ');
  const untoldWords = (why: Text): Text =>
    isOutbound
      ? sentence('Could not tell whether the security groups of the task let it reach {0} {1}.', peerName, why)
      : sentence('Could not tell whether the security groups of {0} let the task in {1}.', peerName, why);
  if (groups === undefined) {
    const why = sentence('because they are not known');
    return { ...stops('unknown', { kind, name, remark: sentence('Not known') }, untoldWords(why)), permission };
  }
  if (securityGroups.state === 'unknown') {
    return untold(kind, name, securityGroups, untoldWords(securityGroups.why));
  }
  const visible = securityGroups.value.filter(({ id }) => groups.includes(id));
  const rules = visible.flatMap((group: SecurityGroup) => (isOutbound ? group.outbound : group.inbound));
  const admitted = admits(rules, PORT, peer);
  const allVisible = groups.every((id) => visible.some((group) => group.id === id));
  switch (stateOf(admitted, allVisible, peer)) {
    case 'pass':
      return passes(
        kind,
        name,
        isOutbound ? sentence('Lets traffic to port {0} out', PORT) : sentence('Lets the task in at port {0}', PORT),
      );
    case 'warn':
      return stops(
        'warn',
        { kind, name, remark: sentence('Is open for some of its addresses only') },
        sentence('The task reaches only some of the addresses of {0}, because of security groups {1}.', peerName, name),
        mends,
      );
    case 'fail':
      return isOutbound
        ? stops(
            'fail',
            { kind, name, remark: sentence('Does not let traffic to port {0} out', PORT) },
            sentence('Security group {0} of the task does not let it reach {1} at port {2}.', name, peerName, PORT),
            mends,
          )
        : stops(
            'fail',
            { kind, name, remark: sentence('Does not let the task in at port {0}', PORT) },
            sentence('Security group {0} of {1} does not let the task in at port {2}.', name, peerName, PORT),
            mends,
          );
    case 'unknown': {
      const why = allVisible
        ? sentence('because their rules name prefix lists or addresses that may not be those')
        : sentence('because not all of them are visible');
      const hop = { kind, name, remark: sentence('May let it through') } as const;
      return { ...stops('unknown', hop, untoldWords(why)), permission };
    }
  }
}

function stateOf(admitted: Admitted, allVisible: boolean, { addresses }: Peer): 'pass' | 'warn' | 'fail' | 'unknown' {
  if (admitted === 'all') {
    return 'pass';
  }
  if (admitted === undefined || !allVisible) {
    return 'unknown';
  }
  if (admitted === 'none') {
    return 'fail';
  }
  // Of the internet, nobody knows which addresses are those of the service.
  const isFew = addresses !== undefined && addresses.every(({ first, last }) => first === last);
  return isFew ? 'warn' : admitted === 'most' ? 'pass' : 'unknown';
}
