import type { StructureName } from '../notation/shape.ts';
import type { Value } from '../syntax/value.ts';

/**
 * What properties are called elsewhere: in Docker, in Kubernetes, or in a structure of ECS that looks alike. In lower
 * case, by the structure that knows them under another name.
 */
const OTHER_NAMES: Readonly<Partial<Record<StructureName, Readonly<Record<string, string>>>>> = {
  ContainerDefinition: {
    containername: 'name',
    env: 'environment',
    labels: 'dockerLabels',
    logging: 'logConfiguration',
    workdir: 'workingDirectory',
    workingdir: 'workingDirectory',
  },
  ContainerDependency: { name: 'containerName', container: 'containerName' },
  HostEntry: { ip: 'ipAddress' },
  KeyValuePair: { key: 'name' },
  LogConfiguration: { driver: 'logDriver', type: 'logDriver' },
  MountPoint: {
    mountpath: 'containerPath',
    name: 'sourceVolume',
    path: 'containerPath',
    volume: 'sourceVolume',
    volumename: 'sourceVolume',
  },
  PortMapping: { port: 'containerPort' },
  RuntimePlatform: { architecture: 'cpuArchitecture', operatingsystem: 'operatingSystemFamily' },
  Secret: { key: 'name', arn: 'valueFrom', secretarn: 'valueFrom' },
  SystemControl: { name: 'namespace' },
  Tag: { name: 'key' },
  Ulimit: { hard: 'hardLimit', soft: 'softLimit' },
  VolumeFrom: { containername: 'sourceContainer', name: 'sourceContainer' },
};

/** The property that is meant by a name that only others know it by; undefined where there is none. */
export function otherNameOf(structure: StructureName, name: string, value: Value): string | undefined {
  const names = OTHER_NAMES[structure];
  if (structure === 'Secret' && name.toLowerCase() === 'value') {
    return value.string?.startsWith('arn:') === true ? 'valueFrom' : undefined;
  }
  const wanted = name.toLowerCase();
  return names !== undefined && Object.hasOwn(names, wanted) ? names[wanted] : undefined;
}
