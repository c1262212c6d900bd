import type { Value } from '../../syntax/value.ts';
import type { Container } from '../container.ts';
import { containerPortsOf, type PortRange } from '../port-mapping.ts';
import type { Service } from './service.ts';

/** What a service names of its task definition: a container, and mostly one of its ports. */
export interface Target {
  /** Where it stands. */
  readonly list: 'loadBalancers' | 'serviceRegistries';
  readonly container: Value;
  readonly port: Value;
}

const LISTS = ['loadBalancers', 'serviceRegistries'] as const;

/** The containers and ports that load balancers and Cloud Map are given. */
export function targetsOf({ value }: Service): readonly Target[] {
  return LISTS.flatMap((list) =>
    value
      .get(list)
      .children.filter(({ kind }) => kind === 'object')
      .map((target) => ({ list, container: target.get('containerName'), port: target.get('containerPort') })),
  );
}

/** The names of the containers that a run of tasks overrides something of. */
export function overriddenOf({ value }: Service): readonly Value[] {
  return value.get('overrides', 'containerOverrides').children.map((override) => override.get('name'));
}

/** The names of ports that Service Connect and VPC Lattice are given. A name means nothing where that is off. */
export function portNamesOf({ value }: Service): readonly Value[] {
  const connect = value.get('serviceConnectConfiguration');
  const services = connect.get('enabled').is(false) ? [] : connect.get('services').children;
  return [...services, ...value.get('vpcLatticeConfigurations').children].map((each) => each.get('portName'));
}

/** The ports that a container maps, where all of them are known; undefined otherwise. */
export function mappedPortsOf(container: Container): readonly PortRange[] | undefined {
  const ranges = container.get('portMappings').items.map(containerPortsOf);
  return ranges.every((range) => range !== undefined) ? ranges : undefined;
}
