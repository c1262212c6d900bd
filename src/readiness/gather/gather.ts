import type { Gateway } from '../../aws/api/gateway.ts';
import type { Fact } from '../model/fact.ts';
import type { FactName, Facts, FactValues, Place } from '../model/facts.ts';
import type { Asking } from './asking.ts';
import { networkFacts } from './network.ts';
import { permissionFacts } from './permissions.ts';
import { roleFacts } from './roles.ts';
import { sessionFacts } from './session-logs.ts';
import { taskFacts } from './task.ts';

/** Asks for each fact when it is first wanted, and once. */
export type LazyFacts = { readonly [Name in FactName]: () => Promise<Fact<FactValues[Name]>> };

/** What AWS can be asked about a container. Nothing is asked yet. */
export function lazyFacts(place: Place, gateway: Gateway, asking: Asking, at: Date): LazyFacts {
  const tasks = taskFacts(place, gateway, asking);
  const roles = roleFacts(gateway, asking, tasks);
  const sessions = sessionFacts(place, gateway, asking, tasks);
  return {
    ...tasks,
    ...roles,
    ...sessions,
    ...permissionFacts({ place, gateway, asking, tasks, roles, sessions, at }),
    network: networkFacts(place, gateway, asking, tasks),
  };
}

/** Facts by their names, all asked for at once. */
export async function factsOf<Name extends FactName>(names: Iterable<Name>, lazy: LazyFacts): Promise<Facts<Name>> {
  const found = await Promise.all([...new Set(names)].map(async (name) => [name, await lazy[name]()] as const));
  return Object.fromEntries(found) as unknown as Facts<Name>;
}
