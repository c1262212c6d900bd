import { CLOUDFORMATION } from '../../notation/cloudformation.ts';
import { Cluster } from '../cluster.ts';
import { Service } from '../service/service.ts';
import { type Subject, taskDefinitionIn } from '../subject.ts';
import type { ResourceInCase } from './resource.ts';

const ABOUT = { origin: 'template', notation: CLOUDFORMATION } as const;

/** A task definition needs no family: CloudFormation makes one. */
export function taskDefinitionsIn({ properties, choose, ...about }: ResourceInCase): readonly Subject[] {
  return [taskDefinitionIn(properties, { ...ABOUT, ...about }, { choose })];
}

/** A service needs no name either. */
export function servicesIn({ properties, choose, ...about }: ResourceInCase): readonly Subject[] {
  const value = CLOUDFORMATION.see(properties, { structure: 'Service' }, choose);
  const service = new Service(value, 'template', about.isWhole ? 'create' : 'nameless');
  return [{ ...ABOUT, ...about, kind: 'service', value, service }];
}

export function clustersIn({ properties, choose, ...about }: ResourceInCase): readonly Subject[] {
  const value = CLOUDFORMATION.see(properties, { structure: 'Cluster' }, choose);
  return [{ ...ABOUT, ...about, kind: 'cluster', value, cluster: new Cluster(value, 'template') }];
}
