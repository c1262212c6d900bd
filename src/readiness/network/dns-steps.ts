import type { VpcDns } from '../../aws/api/vpc.ts';
import { sentence } from '../../text.ts';
import type { NetworkFacts } from '../model/network-facts.ts';
import { vpcDnsMend } from './mends.ts';
import { passes, type Step, stops, untold } from './step.ts';
import { travellerOf } from './traveller.ts';

/** Where AWS's own resolver answers. Source: https://docs.aws.amazon.com/vpc/latest/userguide/AmazonDNS-concepts.html */
const AMAZON = ['AmazonProvidedDNS', '169.254.169.253', 'fd00:ec2::253'];

/** Whether names of AWS can be resolved at all. */
export function dnsStep(facts: NetworkFacts, service: string): Step {
  const { dns, region } = facts;
  const { vpc } = travellerOf(facts);
  if (dns.state === 'unknown') {
    const words = sentence('Could not tell whether the VPC resolves the name of {0} {1}.', service, dns.why);
    return untold('dns', vpc ?? '', dns, words);
  }
  if (!dns.value.support && ownServers(dns.value).length === 0) {
    const hop = { kind: 'dns', name: vpc ?? '', remark: sentence('DNS support is off') } as const;
    const words = sentence(
      'The task cannot resolve the name of {0}: DNS support of VPC {1} is off.',
      service,
      vpc ?? '',
    );
    return stops('fail', hop, words, [vpcDnsMend(region, vpc)]);
  }
  return passes('dns', vpc ?? '', sentence('Resolves names of AWS'));
}

/** Whether the name of a service leads to its endpoint, of which private DNS is on. */
export function endpointDnsStep(facts: NetworkFacts, service: string, endpoint: string): Step {
  const step = dnsStep(facts, service);
  if (step.hop.state !== 'pass' || facts.dns.state === 'unknown') {
    return step;
  }
  const own = ownServers(facts.dns.value).join(', ');
  return own === ''
    ? passes('dns', step.hop.name, sentence('Resolves the name of {0} to {1}', service, endpoint))
    : stops(
        'warn',
        { kind: 'dns', name: step.hop.name, remark: sentence('Uses DNS servers {0}', own) },
        sentence('DNS servers {0} must forward the name of {1} to AWS, or {2} is not used.', own, service, endpoint),
      );
}

/** Whether a VPC can have private names: both of its attributes must be on. */
export function hasPrivateNames({ dns }: NetworkFacts): boolean {
  return dns.state === 'unknown' || (dns.value.support && dns.value.hostnames !== false);
}

/** Whether a name server is AWS's own. */
export function isAmazons(server: string): boolean {
  return AMAZON.includes(server);
}

/** The name servers that are not AWS's. */
function ownServers({ servers }: VpcDns): readonly string[] {
  return servers.filter((server) => !isAmazons(server));
}
