import { sentence } from '../../text.ts';
import type { NetworkFacts } from '../model/network-facts.ts';
import { vpcDnsMend } from './mends.ts';
import { passes, type Step, stops, untold } from './step.ts';
import { travellerOf } from './traveller.ts';

/** Where AWS's own resolver answers. Source: https://docs.aws.amazon.com/vpc/latest/userguide/AmazonDNS-concepts.html */
const AMAZON = ['AmazonProvidedDNS', '169.254.169.253', 'fd00:ec2::253'];

/** Whether names of AWS can be resolved at all. */
export function dnsStep(facts: NetworkFacts, service: string): Step {
  const { dns } = facts;
  const { vpc } = travellerOf(facts);
  if (dns.state === 'unknown') {
    const words = sentence('Could not tell whether the VPC resolves the name of {0} {1}.', service, dns.why);
    return untold('dns', vpc ?? '', dns, words);
  }
  if (!dns.value.support) {
    return withoutSupport(facts, service, vpc ?? '');
  }
  return passes('dns', vpc ?? '', sentence('Resolves names of AWS'));
}

/** AWS's name servers do not answer. Others may: they can ask AWS's elsewhere, or the internet. */
function withoutSupport(facts: NetworkFacts, service: string, vpc: string): Step {
  const { nameServers, region } = facts;
  if (nameServers.state === 'unknown') {
    const words = sentence('Could not tell whether the VPC resolves the name of {0} {1}.', service, nameServers.why);
    return untold('dns', vpc, nameServers, words);
  }
  const mends = [vpcDnsMend(region, vpc)];
  const own = ownServers(facts).join(', ');
  return own === ''
    ? stops(
        'fail',
        { kind: 'dns', name: vpc, remark: sentence('DNS support is off') },
        sentence('The task cannot resolve the name of {0}: DNS support of VPC {1} is off.', service, vpc),
        mends,
      )
    : stops(
        'unknown',
        { kind: 'dns', name: vpc, remark: sentence('Uses DNS servers {0}', own) },
        sentence(
          'Could not tell whether DNS servers {0} resolve the name of {1}: DNS support of VPC {2} is off.',
          own,
          service,
          vpc,
        ),
        mends,
      );
}

/** Whether the name of a service leads to its endpoint, of which private DNS is on. */
export function endpointDnsStep(facts: NetworkFacts, service: string, endpoint: string): Step {
  const step = dnsStep(facts, service);
  if (step.hop.state !== 'pass') {
    return step;
  }
  const { nameServers } = facts;
  if (nameServers.state === 'unknown') {
    const words = sentence(
      'Could not tell whether the VPC resolves the name of {0} to {1} {2}.',
      service,
      endpoint,
      nameServers.why,
    );
    return untold('dns', step.hop.name, nameServers, words);
  }
  const own = ownServers(facts).join(', ');
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

/** The VPC's name servers that are not AWS's, as far as they are known. */
function ownServers({ nameServers }: NetworkFacts): readonly string[] {
  return nameServers.state === 'unknown' ? [] : nameServers.value.filter((server) => !isAmazons(server));
}

/** What leads to an endpoint in a VPC without private names; undefined where nothing does. */
export function otherNaming(facts: NetworkFacts, service: string, endpoint: string): Step | undefined {
  const { nameServers } = facts;
  if (nameServers.state === 'unknown') {
    const words = sentence('Could not tell whether a DNS server leads to endpoint {0} {1}.', endpoint, nameServers.why);
    return untold('dns', '', nameServers, words);
  }
  const own = ownServers(facts).join(', ');
  if (own === '') {
    return undefined;
  }
  const { vpc } = travellerOf(facts);
  return stops(
    'unknown',
    { kind: 'dns', name: vpc ?? '', remark: sentence('Uses DNS servers {0}', own) },
    sentence(
      'Could not tell whether the task reaches {0}: only DNS servers {1} can lead to endpoint {2}.',
      service,
      own,
      endpoint,
    ),
    [vpcDnsMend(facts.region, vpc)],
  );
}
