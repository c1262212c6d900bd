import { CLOUDFORMATION } from '../../notation/cloudformation.ts';
import { Cluster } from '../cluster.ts';
import { Service } from '../service/service.ts';
import { type Subject, taskDefinitionIn } from '../subject.ts';
import type { Resource } from './resource.ts';

const ABOUT = { origin: 'template', notation: CLOUDFORMATION } as const;

/** A task definition needs no family: CloudFormation makes one. */
export function taskDefinitionsIn({ properties, ...about }: Resource): readonly Subject[] {
  return [taskDefinitionIn(properties, { ...ABOUT, ...about })];
}

/** A service needs no name either. */
export function servicesIn({ properties, ...about }: Resource): readonly Subject[] {
  const value = CLOUDFORMATION.see(properties, { structure: 'Service' });
  const service = new Service(value, 'template', about.isWhole ? 'create' : 'nameless');
  return [{ ...ABOUT, ...about, kind: 'service', value, service }];
}

export function clustersIn({ properties, ...about }: Resource): readonly Subject[] {
  const value = CLOUDFORMATION.see(properties, { structure: 'Cluster' });
  return [{ ...ABOUT, ...about, kind: 'cluster', value, cluster: new Cluster(value, 'template') }];
}
