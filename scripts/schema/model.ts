import type { Member, Structure, Type } from './declarations.ts';

/** Everything that the documents of ECS may hold. */
export interface Model {
  /** The documents first, each before what it is made of; every structure referred to is there. */
  readonly structures: ReadonlyMap<string, Structure>;
  /** The members of `TaskDefinition` that DescribeTaskDefinition gives and RegisterTaskDefinition does not take. */
  readonly outputOnly: ReadonlySet<string>;
  /** By structure, the names of what ECS only tells of it. They are no members: nobody writes them. */
  readonly told: ReadonlyMap<string, readonly string[]>;
}

/** A document that holds what several operations take. */
interface Taken {
  readonly name: string;
  /** The structures of the SDK that it is made of: AWS's texts are those of the first that has a member. */
  readonly inputs: readonly string[];
  /** The structure in which ECS describes it. */
  readonly output: string | undefined;
}

const TAKEN: readonly Taken[] = [
  { name: 'Service', inputs: ['CreateServiceRequest', 'UpdateServiceRequest'], output: 'Service' },
  { name: 'TaskRun', inputs: ['RunTaskRequest', 'StartTaskRequest'], output: undefined },
  { name: 'Cluster', inputs: ['CreateClusterRequest', 'UpdateClusterRequest'], output: 'Cluster' },
];

/**
 * The model of what the operations of ECS take: `TaskDefinition`, what RegisterTaskDefinition takes and
 * DescribeTaskDefinition gives; `Service`, `TaskRun` and `Cluster`, what makes, changes or starts these.
 */
export function createModel(read: (name: string) => Structure): Model {
  const registered = read('RegisterTaskDefinitionRequest');
  const given = read('TaskDefinition');
  const others = membersBeside(given, registered);

  const structures = new Map<string, Structure>();
  const add = (structure: Structure): void => {
    structures.set(structure.name, structure);
    for (const name of structure.members.flatMap(({ type }) => reference(type))) {
      if (!structures.has(name)) {
        add(read(name));
      }
    }
  };
  add({ ...given, members: [...registered.members, ...others.map(optional)] });
  const told = new Map<string, readonly string[]>();
  for (const { name, inputs, output } of TAKEN) {
    const structure = merged(name, inputs.map(read));
    add(structure);
    told.set(name, output === undefined ? [] : membersBeside(read(output), structure).map((member) => member.name));
  }
  return { structures, outputOnly: new Set(others.map(({ name }) => name)), told };
}

/** One structure with the members of several, none of which all of them want. */
function merged(name: string, [first, ...others]: readonly Structure[]): Structure {
  if (first === undefined) {
    throw new Error(`${name} is made of nothing`);
  }
  const members = [...first.members];
  for (const other of others) {
    members.push(...membersBeside(other, { ...first, members }));
  }
  return { ...first, name, members: members.map(optional) };
}

/** The members that a structure has and another has not. */
function membersBeside({ members }: Structure, other: Structure): readonly Member[] {
  const names = new Set(other.members.map(({ name }) => name));
  return members.filter(({ name }) => !names.has(name));
}

function optional(member: Member): Member {
  return { ...member, required: false };
}

/** The structure that a type is, or is made of. */
export function reference(type: Type): readonly string[] {
  if (type.kind === 'structure') {
    return [type.name];
  }
  return type.kind === 'list' || type.kind === 'map' ? reference(type.of) : [];
}
