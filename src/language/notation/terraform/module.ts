import type { Range } from '../../api.ts';
import { Node } from '../../syntax/node.ts';
import type { Key, Value } from '../../syntax/value.ts';
import type { Notation } from '../notation.ts';
import { structureOf } from '../parts.ts';
import { type Shape, structures } from '../shape.ts';
import { Translated } from '../translated.ts';
import { Encoded, mayHoldMore } from './encoded.ts';
import { terraformName, underscored } from './names.ts';
import { Resource } from './resource.ts';

/** What is known of a call of the module. */
interface Call {
  /** Whether the names of containers' properties are those of the API, and their types, too. */
  readonly hasCapitals: boolean;
  readonly isExecOn: boolean;
  /** Whether it certainly has ECS restart containers, unless it is told otherwise. */
  readonly restarts: boolean;
  /** What the service's task definition is called. */
  readonly address: string;
}

/** The shape of a container of its own. */
const CONTAINER: Shape = { structure: 'ContainerDefinition' };

const LOAD_BALANCER: Shape = { structure: 'LoadBalancer' };

/** Whatever a call of the module names in what is seen of its service, this is its task definition. */
const TASK_DEFINITION = 'taskDefinition';

/**
 * The arguments of the module terraform-aws-modules/ecs for a service, which has a map of containers. What it adds by
 * default, it adds where it is told to turn on ECS Exec: the init process and what the role must allow, but also a
 * read-only root file system and a restart policy. Without ECS Exec, nothing of that matters.
 * Source: https://github.com/terraform-aws-modules/terraform-aws-ecs/blob/master/modules/container-definition/variables.tf
 */
export function moduleNotation({ hasCapitals, isExecOn, restarts, address }: Call): Notation {
  const notation: Notation = {
    name: 'terraform',
    see: (value, shape) => (structureOf(shape) === 'Service' ? service(value, shape) : task(value, shape)),
    write: (property, structure) =>
      !hasCapitals && isOfContainer(property, structure) ? underscored(property) : terraformName(property, structure),
    referenceIn: ({ key }) => (key?.name === TASK_DEFINITION ? address : undefined),
  };
  const encoded = new Encoded(notation, hasCapitals);
  const resource = new Resource(notation, encoded);
  const names = new Map(
    Array.from(structures.ContainerDefinition.keys(), (name) => [hasCapitals ? name : underscored(name), name]),
  );
  return notation;

  function task(value: Value, shape: Shape): Node {
    const children: Node[] = [];
    const seen = new Translated('object', { written: value, shape, notation }, undefined, undefined, children);
    seen.isOpen = true;
    const map = value.get('container_definitions');
    if (map.kind === 'object' && map.key !== undefined) {
      const containers: Node[] = [];
      const key = { ...map.key, name: 'containerDefinitions', written: map.key.name };
      const list = new Translated(
        'array',
        { written: map, shape: { list: CONTAINER }, notation },
        seen,
        key,
        containers,
      );
      containers.push(...map.children.map((child) => container(child, list)));
      if (mayHoldMore(map)) {
        containers.push(new Translated('unknown', { written: map, shape: CONTAINER, notation }, list));
      }
      children.push(list);
    }
    return seen;
  }

  /** What it names of its task definition: containers and ports. Load balancers are a map here. */
  function service(value: Value, shape: Shape): Node {
    const children: Node[] = [];
    const seen = new Translated('object', { written: value, shape, notation }, undefined, undefined, children);
    seen.isOpen = true;
    const { key: containers } = value.get('container_definitions');
    if (containers !== undefined) {
      const place = { start: containers.start, end: containers.end };
      children.push(new Node('unknown', value.source, place, seen, { ...place, name: TASK_DEFINITION }));
    }
    const map = value.get('load_balancer');
    if (map.kind === 'object' && map.key !== undefined) {
      const balancers: Node[] = [];
      const origin = { written: map, shape: { list: LOAD_BALANCER }, notation };
      const key = { ...map.key, name: 'loadBalancers', written: map.key.name };
      const list = new Translated('array', origin, seen, key, balancers);
      balancers.push(...map.children.map((child) => opened(resource.see(child, LOAD_BALANCER, list))));
      children.push(list);
    }
    const connect = value.get('service_connect_configuration');
    if (connect.key !== undefined) {
      const key = { ...connect.key, name: 'serviceConnectConfiguration', written: connect.key.name };
      children.push(opened(resource.see(connect, { structure: 'ServiceConnectConfiguration' }, seen, key)));
    }
    return seen;
  }

  function container(value: Value, list: Node): Node {
    const { key } = value;
    if (value.kind !== 'object' || key === undefined) {
      return new Translated('unknown', { written: value, shape: CONTAINER, notation }, list);
    }
    const children: Node[] = [];
    const seen = new Translated('object', { written: value, shape: CONTAINER, notation }, list, undefined, children);
    seen.isOpen = true;
    for (const child of value.children) {
      const name = names.get(child.key?.name ?? '');
      const shape = name === undefined ? undefined : structures.ContainerDefinition.get(name);
      // Without ECS Exec, nobody minds.
      if (child.key === undefined || name === undefined || shape === undefined || isHarmless(name)) {
        continue;
      }
      const own = encoded.see(child, shape, seen, { ...child.key, name, written: child.key.name });
      // The module adds to these.
      own.isOpen ||= name === 'linuxParameters';
      children.push(own);
    }
    if (!value.has('name')) {
      children.push(new Node('string', value.source, key, seen, { ...key, name: 'name' }, key.name));
    }
    if (isExecOn && !mayHoldMore(value)) {
      children.push(...defaults(children, seen, key));
    }
    return seen;
  }

  function isHarmless(name: string): boolean {
    return !isExecOn && (name === 'readonlyRootFilesystem' || name === 'restartPolicy');
  }

  /** What the module sets, or leaves out, where nothing is written. It stands at the container's name. */
  function defaults(written: readonly Node[], container: Node, key: Key): readonly Node[] {
    const of = (name: string): Node | undefined => written.find((child) => child.key?.name === name);
    const { source } = container;
    const place = { start: key.start, end: key.end };
    const added = UNSET.filter((name) => of(name) === undefined).map(
      (name) => new Node('null', source, place, container, { name, ...place }, null),
    );
    if (of('readonlyRootFilesystem') === undefined) {
      const own = { name: 'readonlyRootFilesystem', ...place };
      added.push(new Node('boolean', source, place, container, own, true));
    }
    if (of('linuxParameters') === undefined) {
      added.push(turnedOn('linuxParameters', 'initProcessEnabled', container, place));
    }
    if (restarts && of('restartPolicy') === undefined) {
      added.push(turnedOn('restartPolicy', 'enabled', container, place));
    }
    return added;
  }
}

/** What objects leave out has a default of the module. */
function opened(value: Node): Node {
  if (value.kind === 'object') {
    value.isOpen = true;
  }
  for (const child of value.children) {
    if (child instanceof Node) {
      opened(child);
    }
  }
  return value;
}

/** An object with one property, which is true, that stands at some place. */
function turnedOn(name: string, property: string, container: Node, place: Range): Node {
  const { source } = container;
  const inner: Node[] = [];
  const object = new Node('object', source, place, container, { name, ...place }, inner);
  inner.push(new Node('boolean', source, place, object, { name: property, ...place }, true));
  return object;
}

/** What mounts something, which the module does not. */
const UNSET = ['mountPoints', 'volumesFrom'];

function isOfContainer(property: string, structure: string | undefined): boolean {
  return (
    structure === 'ContainerDefinition' || (structure === undefined && structures.ContainerDefinition.has(property))
  );
}
