import type { Structure, Type } from './declarations.ts';
import type { Model } from './model.ts';

/** The members that nearly every structure of the name has, where those that the API always wants are too few. */
const USUAL: Readonly<Record<string, readonly string[]>> = {
  ContainerDefinition: ['name', 'image'],
  HostVolumeProperties: ['sourcePath'],
  KeyValuePair: ['name', 'value'],
  LinuxParameters: ['initProcessEnabled'],
  LogConfiguration: ['logDriver', 'options'],
  MountPoint: ['sourceVolume', 'containerPath'],
  PortMapping: ['containerPort', 'protocol'],
  ProxyConfiguration: ['type', 'containerName', 'properties'],
  ResourceRequirement: ['type', 'value'],
  RuntimePlatform: ['cpuArchitecture', 'operatingSystemFamily'],
  SystemControl: ['namespace', 'value'],
  Tag: ['key', 'value'],
  TaskDefinitionPlacementConstraint: ['type', 'expression'],
  Volume: ['name'],
  VolumeFrom: ['sourceContainer'],
  Service: ['cluster', 'serviceName', 'taskDefinition', 'desiredCount', 'enableExecuteCommand'],
  TaskRun: ['cluster', 'taskDefinition', 'enableExecuteCommand'],
  Cluster: ['clusterName', 'configuration'],
  ClusterConfiguration: ['executeCommandConfiguration'],
  ExecuteCommandConfiguration: ['logging', 'logConfiguration'],
  ExecuteCommandLogConfiguration: ['cloudWatchLogGroupName'],
  LoadBalancer: ['targetGroupArn', 'containerName', 'containerPort'],
  NetworkConfiguration: ['awsvpcConfiguration'],
  AwsVpcConfiguration: ['subnets', 'securityGroups'],
  ContainerOverride: ['name', 'command'],
  TaskOverride: ['containerOverrides'],
};

/**
 * A value of VS Code's `defaultSnippets`: JSON whose strings hold tab stops; a string that starts with `^` stands for
 * itself, without quotes.
 */
export type Body = string | readonly Body[] | Members;
interface Members {
  readonly [name: string]: Body;
}

/** What completion fills in for a structure, or undefined where there is nothing to fill in. */
export function skeletonOf(structure: Structure, model: Model): Members | undefined {
  let stops = 0;

  function members({ name, members }: Structure): readonly (readonly [string, Type])[] {
    const usual = USUAL[name] ?? members.filter(({ required }) => required).map((member) => member.name);
    return usual.map((wanted) => {
      const found = members.find((member) => member.name === wanted);
      if (found === undefined) {
        throw new Error(`${name} does not have ${wanted}: fix scripts/schema/skeleton.ts`);
      }
      return [wanted, found.type];
    });
  }

  function filled(type: Type): Body {
    switch (type.kind) {
      case 'string':
      case 'timestamp':
        return `$${++stops}`;
      case 'number':
        return `^\${${++stops}:0}`;
      case 'boolean':
        return `^\${${++stops}|true,false|}`;
      case 'enum':
        return type.values.length === 1
          ? `\${${++stops}:${type.values.join()}}`
          : `\${${++stops}|${type.values.join()}|}`;
      case 'list':
        return [filled(type.of)];
      case 'map':
      case 'any':
        return `^{$${++stops}}`;
      case 'structure': {
        const referred = model.structures.get(type.name);
        const inner = referred === undefined ? [] : members(referred);
        return inner.length === 0 ? `^{$${++stops}}` : object(inner);
      }
    }
  }

  function object(entries: readonly (readonly [string, Type])[]): Members {
    return Object.fromEntries(entries.map(([name, type]) => [name, filled(type)]));
  }

  const entries = members(structure);
  return entries.length === 0 ? undefined : object(entries);
}
