import type { Property, PropertyType, SpecDatabase } from '@aws-cdk/service-spec-types';
import { type Shape, type StructureName, structures } from '../../src/language/notation/shape.ts';

/** What is special about CloudFormation's names, by structure of the API. */
export interface Names {
  readonly irregular: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly others: Readonly<Record<string, readonly string[]>>;
}

const RESOURCES: readonly (readonly [StructureName, string])[] = [
  ['TaskDefinition', 'AWS::ECS::TaskDefinition'],
  ['Service', 'AWS::ECS::Service'],
  ['Cluster', 'AWS::ECS::Cluster'],
];

/**
 * Compares the resources of ECS in CloudFormation's specification with the structures of the API.
 * @throws Error where a resource is not in the specification.
 */
export function namesIn(database: SpecDatabase): Names {
  const irregular: Record<string, Record<string, string>> = {};
  const others: Record<string, string[]> = {};
  const seen = new Set<StructureName>();

  function compare(structure: StructureName, properties: Readonly<Record<string, Property>>): void {
    if (seen.has(structure)) {
      return;
    }
    seen.add(structure);
    const left = new Map(structures[structure]);
    const unlike: [string, PropertyType][] = [];
    for (const [written, { type }] of Object.entries(properties)) {
      const name = Array.from(left.keys()).find((each) => each.toLowerCase() === written.toLowerCase());
      if (name === undefined) {
        unlike.push([written, type]);
      } else {
        pair(structure, name, written, type, left);
      }
    }
    for (const [written, type] of unlike) {
      const name = Array.from(left.keys()).find((each) => isLonger(written, each));
      if (name === undefined) {
        (others[structure] ??= []).push(written);
      } else {
        pair(structure, name, written, type, left);
      }
    }
  }

  function pair(
    structure: StructureName,
    name: string,
    written: string,
    type: PropertyType,
    left: Map<string, Shape>,
  ): void {
    const shape = left.get(name);
    left.delete(name);
    if (written !== capitalized(name)) {
      (irregular[structure] ??= {})[name] = written;
    }
    if (shape !== undefined && !isSame(type, shape)) {
      (others[structure] ??= []).push(written);
    }
  }

  /** Whether a property is of the same type in both, where structures are compared in turn. */
  function isSame(type: PropertyType, shape: Shape): boolean {
    if (shape === 'any') {
      return true;
    }
    switch (type.type) {
      case 'array':
        return typeof shape === 'object' && 'list' in shape && isSame(type.element, shape.list);
      case 'map':
        return typeof shape === 'object' && 'map' in shape && isSame(type.element, shape.map);
      case 'ref': {
        if (typeof shape !== 'object' || !('structure' in shape)) {
          return false;
        }
        compare(shape.structure, database.get('typeDefinition', type.reference.$ref).properties);
        return true;
      }
      case 'tag':
        return typeof shape === 'object' && 'structure' in shape && shape.structure === 'Tag';
      case 'string':
        return shape === 'string' || shape === 'timestamp' || (typeof shape === 'object' && 'enum' in shape);
      case 'integer':
      case 'number':
        return shape === 'number';
      default:
        return type.type === shape;
    }
  }

  for (const [structure, type] of RESOURCES) {
    const [resource] = database.lookup('resource', 'cloudFormationType', 'equals', type);
    if (resource === undefined) {
      throw new Error(`${type} is not in CloudFormation's specification`);
    }
    compare(structure, resource.properties);
  }
  return { irregular, others };
}

/** `ClusterSettings` for `settings`, `PlacementStrategies` for `placementStrategy`. */
function isLonger(written: string, name: string): boolean {
  const [longer, shorter] = [written.toLowerCase(), name.toLowerCase()];
  return longer.endsWith(shorter) || longer === `${shorter.replace(/y$/, 'ie')}s`;
}

/** How nearly all names are written. */
function capitalized(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}
