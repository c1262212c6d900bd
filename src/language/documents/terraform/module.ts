import { moduleNotation } from '../../notation/terraform/module.ts';
import type { Value } from '../../syntax/value.ts';
import { Service } from '../service/service.ts';
import { type About, type Subject, taskDefinitionIn } from '../subject.ts';
import type { Block } from './blocks.ts';

/** The module that most people make services with, from the registry or from its repository. */
const SOURCE =
  /(?:^|[/:])terraform-aws-modules\/(?:ecs\/aws|terraform-aws-ecs(?:\.git)?)(?:\/\/modules\/([\w-]+))?\/?(?:\?.*ref=v?(\d+).*)?$/;

/**
 * Since this version, the names of containers' properties are those of the API, and containers have a restart policy by
 * default.
 * Source: https://github.com/terraform-aws-modules/terraform-aws-ecs/blob/master/docs/UPGRADE-6.0.md
 */
const FIRST_LIKE_THE_API = 6;

/**
 * The task definitions that the module terraform-aws-modules/ecs makes of its arguments, and the services that run
 * them.
 * Source: https://github.com/terraform-aws-modules/terraform-aws-ecs/blob/master/modules/service/README.md
 */
export function subjectsInModule({ name, body }: Omit<Block, 'type'>): readonly Subject[] {
  const [source, part, ref] = SOURCE.exec(body.get('source').string ?? '') ?? [];
  if (source === undefined) {
    return [];
  }
  const services = part === undefined ? servicesIn(body.get('services')) : part === 'service' ? [body] : [];
  const version = ref === undefined ? versionIn(body.get('version')) : Number(ref);
  return services.flatMap((service) => {
    const address = service === body ? `module.${name}` : `module.${name}.services.${service.key?.name ?? ''}`;
    const notation = moduleNotation({
      hasCapitals: (version ?? versionOf(service)) >= FIRST_LIKE_THE_API,
      isExecOn: service.get('enable_execute_command').is(true),
      restarts: version !== undefined && version >= FIRST_LIKE_THE_API,
      address,
    });
    return subjectsOf(service, { origin: 'template', isWhole: false, hasAllContainers: true, notation, address });
  });
}

/** Arguments that keep the module from making a service, or its task definition. */
const MAKING = ['create', 'create_service', 'create_task_definition'] as const;

function subjectsOf(written: Value, about: About): readonly Subject[] {
  const taskDefinition = taskDefinitionIn(written, about);
  if (!taskDefinition.value.has('containerDefinitions')) {
    return [];
  }
  const isMade = MAKING.map((name) => written.get(name)).every((each) => each.isAbsent || each.is(true));
  if (!isMade) {
    return [taskDefinition];
  }
  const value = about.notation.see(written, { structure: 'Service' });
  // What it leaves out is for the module to say, as in an update.
  return [taskDefinition, { ...about, kind: 'service', value, service: new Service(value, about.origin, 'update') }];
}

function servicesIn(services: Value): readonly Value[] {
  return services.children.filter(({ kind }) => kind === 'object');
}

/** The least that a constraint such as `~> 6.2` or `>= 5, < 7` allows; undefined where it does not begin with that. */
function versionIn(constraint: Value): number | undefined {
  const major = /^\s*(?:~>|>=?|=)?\s*v?(\d+)/.exec(constraint.string ?? '')?.[1];
  return major === undefined ? undefined : Number(major);
}

/** Without a constraint, the newest is taken, but may have been locked long ago: names tell that. */
function versionOf(service: Value): number {
  const isOld = service
    .get('container_definitions')
    .children.some((container) => container.children.some(({ key }) => key?.name.includes('_') === true));
  return isOld ? FIRST_LIKE_THE_API - 1 : FIRST_LIKE_THE_API;
}
