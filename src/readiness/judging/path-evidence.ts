import { sentence, type Text } from '../../text.ts';
import type { Evidence } from '../model/check.ts';
import type { Hop, NetworkPath } from '../model/network-path.ts';

const KINDS: Readonly<Record<Hop['kind'], Text>> = {
  task: sentence('Task'),
  interface: sentence('Network interface'),
  'security-group': sentence('Security group'),
  subnet: sentence('Subnet'),
  acl: sentence('Network ACL'),
  'route-table': sentence('Route table'),
  gateway: sentence('Gateway'),
  endpoint: sentence('Endpoint'),
  'endpoint-security-group': sentence('Security group of the endpoint'),
  'endpoint-acl': sentence('Network ACL of the endpoint'),
  'endpoint-policy': sentence('Policy of the endpoint'),
  dns: sentence('DNS'),
  service: sentence('Service'),
};

/** The hops of a path, one after the other. */
export function pathEvidence({ hops }: NetworkPath): readonly Evidence[] {
  return hops.map(({ kind, name, remark }) => ({ label: KINDS[kind], value: sentence('{0}: {1}', name, remark) }));
}
