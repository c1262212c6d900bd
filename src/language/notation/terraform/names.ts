import { type Shape, type StructureName, structures } from '../shape.ts';

/**
 * The arguments of resources whose names are not those of the API with underscores, by structure; `''` for what has no
 * argument of its own: what is in it stands where it would. Source: the argument references of
 * https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/ecs_task_definition, ecs_service and
 * ecs_cluster
 */
const IRREGULAR: Readonly<Partial<Record<StructureName, Readonly<Record<string, string>>>>> = {
  TaskDefinition: { volumes: 'volume', inferenceAccelerators: 'inference_accelerator' },
  Volume: { host: '', configuredAtLaunch: 'configure_at_launch' },
  HostVolumeProperties: { sourcePath: 'host_path' },
  Service: {
    serviceName: 'name',
    loadBalancers: 'load_balancer',
    role: 'iam_role',
    placementStrategy: 'ordered_placement_strategy',
    volumeConfigurations: 'volume_configuration',
  },
  LoadBalancer: { loadBalancerName: 'elb_name' },
  NetworkConfiguration: { awsvpcConfiguration: '' },
  ServiceConnectConfiguration: { services: 'service' },
  ServiceConnectService: { clientAliases: 'client_alias' },
  ServiceConnectTlsConfiguration: { issuerCertificateAuthority: 'issuer_cert_authority' },
  LogConfiguration: { secretOptions: 'secret_option' },
  ServiceManagedEBSVolumeConfiguration: { filesystemType: 'file_system_type' },
  Cluster: { clusterName: 'name', settings: 'setting' },
  ExecuteCommandLogConfiguration: { s3EncryptionEnabled: 's3_bucket_encryption_enabled' },
};

/**
 * What resources have no argument for, or one that is something else: tags are a map there, and what is set for
 * deployments has several arguments of the service.
 */
const OTHERWISE: Readonly<Partial<Record<StructureName, readonly string[]>>> = {
  TaskDefinition: ['tags', 'revision', 'status', 'compatibilities'],
  Service: ['tags', 'deploymentConfiguration', 'monitoring', 'clientToken', 'service', 'gatewayConnectors'],
  Cluster: ['tags', 'cluster'],
};

/** How an argument of a resource is written that is a property of a structure. */
export function argumentName(property: string, structure: StructureName): string {
  return IRREGULAR[structure]?.[property] ?? underscored(property);
}

/** The properties of a structure, by the names of the arguments of a resource. */
export function argumentsOf(structure: StructureName): ReadonlyMap<string, string> {
  return known(ARGUMENTS, structure, () => {
    const others = OTHERWISE[structure];
    const own = Array.from(structures[structure].keys()).filter((property) => others?.includes(property) !== true);
    return new Map(own.map((property): [string, string] => [argumentName(property, structure), property]));
  });
}

/**
 * The properties of a structure in the JSON of container definitions, by their names in small letters: the provider
 * reads it without heed of capitals.
 */
export function propertiesOf(structure: StructureName): ReadonlyMap<string, string> {
  return known(PROPERTIES, structure, () => {
    const own = Array.from(structures[structure].keys());
    return new Map(own.map((property) => [property.toLowerCase(), property]));
  });
}

/** `enableECSManagedTags` with underscores: `enable_ecs_managed_tags`. */
export function underscored(property: string): string {
  return property
    .replace('FSx', 'Fsx')
    .replace('GiB', 'Gib')
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1_$2')
    .toLowerCase();
}

/** How the property of a structure is written; without one, as it is written most often. */
export function terraformName(property: string, structure?: StructureName): string {
  if (structure !== undefined) {
    return IN_CONTAINERS.has(structure) ? property : argumentName(property, structure);
  }
  const owner = RESOURCES.find((name) => structures[name].has(property));
  return owner === undefined || structures.ContainerDefinition.has(property) ? property : argumentName(property, owner);
}

/** What resources are of. */
const RESOURCES: readonly StructureName[] = ['TaskDefinition', 'Service', 'Cluster'];

/** The structures that are written in JSON, and so as the API has them. */
const IN_CONTAINERS: ReadonlySet<StructureName> = reachableFrom('ContainerDefinition');

const ARGUMENTS = new Map<StructureName, ReadonlyMap<string, string>>();
const PROPERTIES = new Map<StructureName, ReadonlyMap<string, string>>();

function known(
  all: Map<StructureName, ReadonlyMap<string, string>>,
  structure: StructureName,
  make: () => ReadonlyMap<string, string>,
): ReadonlyMap<string, string> {
  const before = all.get(structure);
  if (before !== undefined) {
    return before;
  }
  const made = make();
  all.set(structure, made);
  return made;
}

function reachableFrom(start: StructureName): ReadonlySet<StructureName> {
  const found = new Set<StructureName>([start]);
  for (const structure of found) {
    for (const shape of structures[structure].values()) {
      const inner = structureIn(shape);
      if (inner !== undefined) {
        found.add(inner);
      }
    }
  }
  return found;
}

function structureIn(shape: Shape): StructureName | undefined {
  if (typeof shape === 'string' || 'enum' in shape) {
    return undefined;
  }
  return 'structure' in shape ? shape.structure : structureIn('list' in shape ? shape.list : shape.map);
}
