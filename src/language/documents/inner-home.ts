import { structureOf } from '../notation/parts.ts';
import { type StructureName, structures } from '../notation/shape.ts';
import type { UnknownProperty } from './deviations.ts';
import type { Home } from './home.ts';

/** The outermost structures have so many objects in them that a name of one word says too little there. */
const OUTERMOST: ReadonlySet<StructureName> = new Set(['Service', 'TaskRun', 'Cluster']);

/** As `assignPublicIp`. */
const TELLING_NAME = /[a-z][A-Z]/;

/** In the wrong place, they mean something else. */
const AMBIGUOUS: ReadonlySet<string> = new Set(['enable', 'enabled', 'key', 'name', 'type', 'value']);

/**
 * Where a property belongs that stands one object too far out, as subnets beside `awsvpcConfiguration`; undefined where
 * that is in doubt.
 */
export function innerHome({ value: { key, parent }, structure }: UnknownProperty): Home | undefined {
  const name = key?.name ?? '';
  if (parent === undefined || AMBIGUOUS.has(name) || (OUTERMOST.has(structure) && !TELLING_NAME.test(name))) {
    return undefined;
  }
  const homes = Array.from(structures[structure]).flatMap(([property, outer]) => {
    const inner = structureOf(outer);
    const shape = inner === undefined ? undefined : structures[inner].get(name);
    return shape === undefined ? [] : [{ property, shape }];
  });
  const [only, ...others] = homes;
  return only === undefined || others.length > 0
    ? undefined
    : { from: parent, structure, path: [only.property, name], shape: only.shape };
}
