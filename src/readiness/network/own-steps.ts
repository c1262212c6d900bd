import { sentence } from '../../text.ts';
import type { NetworkFacts } from '../model/network-facts.ts';
import { passes, type Step, stops, untold } from './step.ts';
import { travellerOf } from './traveller.ts';

/** The task itself. */
export function taskStep({ onFargate, ownInterface }: NetworkFacts): Step {
  const remark = ownInterface
    ? sentence('Runs there with a network interface of its own')
    : sentence('Runs there with the network interface of its instance');
  return passes('task', onFargate ? 'Fargate' : 'EC2', remark);
}

/** Its network interface, or that of its instance. */
export function interfaceStep(facts: NetworkFacts, service: string): Step {
  const fact = facts.interface;
  if (fact.state === 'unknown') {
    return untold(
      'interface',
      '',
      fact,
      sentence('Could not tell which network interface the task has {0}.', fact.why),
    );
  }
  if (fact.value === undefined) {
    const hop = { kind: 'interface', name: '', remark: sentence('Not visible') } as const;
    return stops(
      'unknown',
      hop,
      sentence('Could not tell how the task reaches {0}: its network interface is not visible.', service),
    );
  }
  const { id, privateIp, publicIp, ipv6 } = fact.value;
  const address = privateIp ?? ipv6[0] ?? '';
  const remark =
    publicIp === undefined
      ? sentence('Has address {0}', address)
      : sentence('Has address {0}, and public address {1}', address, publicIp);
  return passes('interface', id, remark);
}

/** Its subnet. That of another account hides what is around it. */
export function subnetStep(facts: NetworkFacts, service: string): Step {
  const fact = facts.subnet;
  const { interface: own } = travellerOf(facts);
  if (fact.state === 'unknown') {
    return untold(
      'subnet',
      own?.subnet ?? '',
      fact,
      sentence('Could not tell in which subnet the task is {0}.', fact.why),
    );
  }
  if (fact.value === undefined) {
    const hop = { kind: 'subnet', name: own?.subnet ?? '', remark: sentence('Not visible') } as const;
    return stops(
      'unknown',
      hop,
      sentence('Could not tell how the task reaches {0}: its subnet is not visible.', service),
    );
  }
  const { id, cidr, owner } = fact.value;
  if (isShared(facts)) {
    const hop = { kind: 'subnet', name: id, remark: sentence('Belongs to account {0}', owner ?? '') } as const;
    return stops(
      'unknown',
      hop,
      sentence(
        'Could not tell how the task reaches {0}: subnet {2} belongs to account {1}, which alone sees its routes.',
        service,
        owner ?? '',
        id,
      ),
    );
  }
  return isIpv6Only(facts)
    ? stops(
        'warn',
        { kind: 'subnet', name: id, remark: sentence('Has IPv6 addresses only') },
        sentence(
          'AWS does not support ECS Exec with IPv6 addresses only. It may work on an instance with a new ECS agent.',
        ),
      )
    : passes('subnet', id, cidr === undefined ? sentence('A subnet of the VPC') : sentence('Has the range {0}', cidr));
}

/** Whether the subnet belongs to another account, which alone sees its routes and endpoints. */
export function isShared({ subnet, account }: NetworkFacts): boolean {
  const owner = subnet.state === 'known' ? subnet.value?.owner : undefined;
  return owner !== undefined && owner !== account;
}

/** Whether the task has no IPv4 address. */
export function isIpv6Only(facts: NetworkFacts): boolean {
  return travellerOf(facts).family === 6;
}
