import type { NetworkAcl } from '../../aws/api/vpc.ts';
import { LAST_PORT } from '../../port.ts';
import { sentence, type Text } from '../../text.ts';
import type { Fact } from '../model/fact.ts';
import type { Mend } from '../model/mend.ts';
import type { Hop } from '../model/network-path.ts';
import { aclLets, type Ports } from './acls.ts';
import type { Share } from './address-set.ts';
import { aclEntryMend } from './mends.ts';
import type { Peer } from './peer.ts';
import { passes, type Step, stops, untold } from './step.ts';

const HTTPS: Ports = { from: 443, to: 443 };
/** To which answers come. The first ones are used by old systems and NAT gateways alone. */
const EPHEMERAL: Ports = { from: 1024, to: LAST_PORT };
/** Those that Linux (32768 to 60999) and Windows (49152 and above) use. */
const USUAL: Ports = { from: 32768, to: LAST_PORT };

/** What is asked of the ACL of a subnet. */
export interface AclQuestion {
  readonly kind: Extract<Hop['kind'], 'acl' | 'endpoint-acl'>;
  readonly acl: Fact<NetworkAcl | undefined>;
  /** The other side, and its ranges as an entry would name them. */
  readonly peer: Peer;
  readonly ranges: readonly string[];
  readonly region: string;
  /** The IAM action by which the other side's addresses would be known. */
  readonly permission: string | undefined;
}

/**
 * Whether an ACL lets requests and answers through: those of the task's subnet let requests out and answers in, those
 * of an endpoint's subnet the other way round.
 * Source: https://docs.aws.amazon.com/vpc/latest/userguide/nacl-ephemeral-ports.html
 */
export function aclStep({ kind, acl, peer, ranges, region, permission }: AclQuestion): Step {
  const untoldWords = (why: Text): Text =>
    sentence('Could not tell whether network ACLs let the task reach its service {0}.', why);
  if (acl.state === 'unknown') {
    return untold(kind, '', acl, untoldWords(acl.why));
  }
  if (acl.value === undefined) {
    const why = sentence('because they are not visible');
    return stops('unknown', { kind, name: '', remark: sentence('Not visible') }, untoldWords(why));
  }
  const { id, entries } = acl.value;
  const value = acl.value;
  const isTaskSide = kind === 'acl';
  const openings = (isOutbound: boolean, ports: Ports): readonly Mend[] =>
    ranges.map((range) => aclEntryMend({ region, acl: value, isOutbound, ports, range }));
  const requests = gradeOf(aclLets(entries, { isOutbound: isTaskSide, ports: HTTPS, peer }), peer);
  const answered = gradeOf(aclLets(entries, { isOutbound: !isTaskSide, ports: USUAL, peer }), peer);
  // Some may be some ports of all addresses.
  const answers = answered === 'unknown' && peer.addresses !== undefined ? 'warn' : answered;
  if (requests === 'fail') {
    const remark = isTaskSide
      ? sentence('Does not let traffic to port {0} out', HTTPS.from)
      : sentence('Does not let the task in at port {0}', HTTPS.from);
    return stops(
      'fail',
      { kind, name: id, remark },
      isTaskSide
        ? sentence("Network ACL {0} of the task's subnet does not let traffic to port {1} out.", id, HTTPS.from)
        : sentence("Network ACL {0} of the endpoint's subnet does not let the task in at port {1}.", id, HTTPS.from),
      openings(isTaskSide, HTTPS),
    );
  }
  if (answers === 'fail') {
    const remark = isTaskSide
      ? sentence('Does not let answers in at ports {0} to {1}', EPHEMERAL.from, EPHEMERAL.to)
      : sentence('Does not let answers out to ports {0} to {1}', EPHEMERAL.from, EPHEMERAL.to);
    return stops(
      'fail',
      { kind, name: id, remark },
      isTaskSide
        ? sentence("Network ACL {0} of the task's subnet does not let answers in.", id)
        : sentence("Network ACL {0} of the endpoint's subnet does not let answers out.", id),
      openings(!isTaskSide, EPHEMERAL),
    );
  }
  if (requests === 'unknown' || answers === 'unknown') {
    const why = sentence('because they are open for some addresses only');
    const hop = { kind, name: id, remark: sentence('May let it through') } as const;
    return { ...stops('unknown', hop, untoldWords(why)), permission };
  }
  if (requests === 'warn' || answers === 'warn') {
    const hop = { kind, name: id, remark: sentence('Lets some of the traffic through') } as const;
    const words = sentence('Network ACL {0} lets only some of the traffic through: sessions may fail at random.', id);
    return stops(
      'warn',
      hop,
      words,
      requests === 'warn' ? openings(isTaskSide, HTTPS) : openings(!isTaskSide, EPHEMERAL),
    );
  }
  return passes(kind, id, sentence('Lets requests and answers through'));
}

function gradeOf(share: Share | undefined, { addresses }: Peer): 'pass' | 'warn' | 'fail' | 'unknown' {
  switch (share) {
    case undefined:
      return 'unknown';
    case 'all':
      return 'pass';
    case 'none':
      return 'fail';
    case 'most':
    case 'some': {
      const isFew = addresses?.every(({ first, last }) => first === last) === true;
      return isFew ? 'warn' : share === 'most' ? 'pass' : 'unknown';
    }
  }
}
