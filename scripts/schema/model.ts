import type { Member, Structure, Type } from './declarations.ts';

/** Everything that a task definition may hold. */
export interface Model {
  /**
   * `TaskDefinition` first, then in the order in which the structures are met; every structure referred to is there.
   */
  readonly structures: ReadonlyMap<string, Structure>;
  /** The members of `TaskDefinition` that DescribeTaskDefinition gives and RegisterTaskDefinition does not take. */
  readonly outputOnly: ReadonlySet<string>;
}

/**
 * The model of what RegisterTaskDefinition takes and DescribeTaskDefinition gives: AWS's texts are those for what it
 * takes.
 */
export function createModel(read: (name: string) => Structure): Model {
  const taken = read('RegisterTaskDefinitionRequest');
  const given = read('TaskDefinition');
  const names = new Set(taken.members.map(({ name }) => name));
  const others = given.members.filter(({ name }) => !names.has(name));

  const structures = new Map<string, Structure>();
  const add = (structure: Structure): void => {
    structures.set(structure.name, structure);
    for (const name of structure.members.flatMap(({ type }) => reference(type))) {
      if (!structures.has(name)) {
        add(read(name));
      }
    }
  };
  add({ ...given, members: [...taken.members, ...others.map(optional)] });
  return { structures, outputOnly: new Set(others.map(({ name }) => name)) };
}

function optional(member: Member): Member {
  return { ...member, required: false };
}

/** The structure that a type is, or is made of. */
function reference(type: Type): readonly string[] {
  if (type.kind === 'structure') {
    return [type.name];
  }
  return type.kind === 'list' || type.kind === 'map' ? reference(type.of) : [];
}
