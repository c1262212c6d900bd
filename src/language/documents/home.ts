import { elementOf, structureOf } from '../notation/parts.ts';
import { outputOnly, type Shape, type StructureName, structures } from '../notation/shape.ts';
import type { Value } from '../syntax/value.ts';
import type { UnknownProperty } from './deviations.ts';
import type { TaskDefinition } from './task-definition.ts';

/** Where a property belongs that stands in an object which does not have it. */
export interface Home {
  /** The object around both the property and its home; it may be the one that the property stands in. */
  readonly from: Value;
  readonly structure: StructureName;
  /** How to get from there to the property; `[]` stands for an element of a list. */
  readonly path: readonly string[];
  readonly shape: Shape;
}

/** An object, and what it is. */
interface Level {
  readonly value: Value;
  readonly structure: StructureName;
}

/** A property below a structure. */
interface Route {
  readonly path: readonly string[];
  readonly shape: Shape;
}

/** Names of one word are in many things; those of two, as `sourcePath`, say what they are. */
const TELLING_NAME = /[a-z][A-Z]/;

/** In the wrong place, they mean something else: `containerName` the container's name, `enabled` a tool's switch. */
const AMBIGUOUS: ReadonlySet<string> = new Set(['containername', 'enabled', 'key', 'name', 'type', 'value']);

/** Options of log drivers, and of log routers, are in a map, and begin like this. */
const OPTIONS: Readonly<Partial<Record<StructureName, readonly (readonly [RegExp, readonly string[]])[]>>> = {
  LogConfiguration: [[/-|^(?:mode|tag|labels|env)$/, ['options']]],
  FirelensConfiguration: [[/^(?:config-file-|enable-ecs-log-metadata$)/, ['options']]],
  ContainerDefinition: [
    [/^awslogs-/, ['logConfiguration', 'options']],
    [/^(?:config-file-|enable-ecs-log-metadata$)/, ['firelensConfiguration', 'options']],
  ],
};

/** Finds where the misplaced properties of one task definition belong. */
export class Homes {
  readonly #taskDefinition: TaskDefinition;
  readonly #routes = new Map<StructureName, ReadonlyMap<string, readonly Route[]>>();

  constructor(taskDefinition: TaskDefinition) {
    this.#taskDefinition = taskDefinition;
  }

  /**
   * Where a property belongs, by its name in whatever case; undefined where that is in doubt. The nearest place is the
   * right one: first in the objects around it, then in what they hold.
   */
  of({ value, structure }: UnknownProperty, name: string): Home | undefined {
    const option = OPTIONS[structure]?.find(([pattern]) => pattern.test(name));
    if (option !== undefined && value.parent !== undefined) {
      return { from: value.parent, structure, path: [...option[1], name], shape: 'string' };
    }
    const wanted = name.toLowerCase();
    if (AMBIGUOUS.has(wanted)) {
      return undefined;
    }
    const levels = levelsAbove(value, this.#taskDefinition);
    for (const [index, level] of levels.entries()) {
      const routes = this.#routesIn(level.structure).get(wanted) ?? [];
      const from = level.value;
      const isAround = index > 0;
      const own = isAround ? routes.find(({ path }) => path.length === 1) : undefined;
      const found = own ?? likeliest(level, routes, isAround);
      if (found !== undefined) {
        return { from, structure: level.structure, ...found };
      }
      if (routes.length > 0) {
        return undefined;
      }
    }
    return undefined;
  }

  /** All ways to properties in and below a structure, by their names in lower case, the shortest first. */
  #routesIn(structure: StructureName): ReadonlyMap<string, readonly Route[]> {
    const known = this.#routes.get(structure);
    if (known !== undefined) {
      return known;
    }
    const routes = routesBelow(structure);
    this.#routes.set(structure, routes);
    return routes;
  }
}

/**
 * The shortest way, if only one leads somewhere. What is there already is likelier than what is not, and a name that
 * can mean many things says nothing of what is far away and not there.
 */
function likeliest({ value, structure }: Level, routes: readonly Route[], isAround: boolean): Route | undefined {
  const started = routes.filter(({ path }) => isStarted(value, path));
  const candidates = started.length > 0 ? started : routes;
  const [first, ...others] = candidates;
  const name = first?.path.at(-1);
  if (first === undefined || name === undefined || others.some(({ path }) => path.length === first.path.length)) {
    return undefined;
  }
  const isNear = structure !== 'TaskDefinition' && (structure !== 'ContainerDefinition' || first.path.length === 2);
  return TELLING_NAME.test(name) || (!isAround && (isNear || started.length > 0)) ? first : undefined;
}

/** Whether the object is there in which a path ends. A task definition has containers, if only in the end. */
function isStarted(from: Value, path: readonly string[]): boolean {
  if (path.length === 1 || (path.length === 3 && path[0] === 'containerDefinitions')) {
    return path.length === 3;
  }
  let value: Value | undefined = from;
  for (const step of path.slice(0, -1)) {
    value = step === '[]' ? value?.children[0] : value?.get(step);
  }
  return value?.kind === 'object' || value?.kind === 'array';
}

function routesBelow(structure: StructureName): ReadonlyMap<string, readonly Route[]> {
  const routes = new Map<string, Route[]>();
  let level: readonly (readonly [StructureName, readonly string[]])[] = [[structure, []]];
  while (level.length > 0) {
    level = level.flatMap(([name, path]) =>
      Array.from(structures[name]).flatMap(([property, shape]) => {
        if (name === 'TaskDefinition' && outputOnly.has(property)) {
          return [];
        }
        const inner = [...path, property];
        const same = routes.get(property.toLowerCase());
        if (same === undefined) {
          routes.set(property.toLowerCase(), [{ path: inner, shape }]);
        } else {
          same.push({ path: inner, shape });
        }
        const element = elementOf(shape);
        const below = structureOf(element ?? shape);
        return below === undefined ? [] : [[below, element === undefined ? inner : [...inner, '[]']] as const];
      }),
    );
  }
  return routes;
}

/** The objects around a property, from the inside out, as far as it is known what they are. */
function levelsAbove(property: Value, taskDefinition: TaskDefinition): readonly Level[] {
  const chain: Value[] = [];
  for (let value = property.parent; value !== undefined; value = value.parent) {
    chain.unshift(value);
    if (value === taskDefinition.value) {
      break;
    }
  }
  const isWholeThere = chain[0] === taskDefinition.value;
  const levels: Level[] = [];
  let shape: Shape | undefined = isWholeThere
    ? { structure: 'TaskDefinition' }
    : chain[0]?.kind === 'array'
      ? { list: { structure: 'ContainerDefinition' } }
      : { structure: 'ContainerDefinition' };
  for (const [index, value] of chain.entries()) {
    if (index > 0) {
      const structure = structureOf(shape);
      shape =
        value.key === undefined
          ? elementOf(shape)
          : structure === undefined
            ? undefined
            : structures[structure].get(value.key.name);
    }
    const structure = structureOf(shape);
    if (structure !== undefined) {
      levels.unshift({ value, structure });
    }
  }
  // Of containers without their task definition, what belongs to it can be told all the same.
  return isWholeThere ? levels : [...levels, { value: taskDefinition.value, structure: 'TaskDefinition' }];
}
