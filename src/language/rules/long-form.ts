import type { Misfit } from '../documents/deviations.ts';
import { elementOf } from '../notation/parts.ts';
import type { Json } from '../syntax/value.ts';
import { asPair } from './as-pair.ts';
import { changeTo } from './change-to.ts';
import type { Remedy } from './rule.ts';

const PORT = /^\d{1,5}$/;
const TWO_PORTS = /^(\d{1,5}):(\d{1,5})$/;

/** What an element that other tools write in one word is in ECS, by the list that it stands in. */
const LONG_FORMS: Readonly<Record<string, (text: string) => Json | undefined>> = {
  dependsOn: (text) => ({ containerName: text, condition: 'START' }),
  volumesFrom: (text) => (text.includes(':') ? undefined : { sourceContainer: text }),
  portMappings(text): Json | undefined {
    const [, host, container] = TWO_PORTS.exec(text) ?? [];
    if (host !== undefined && container !== undefined) {
      return { containerPort: Number(container), hostPort: Number(host) };
    }
    return PORT.test(text) ? { containerPort: Number(text) } : undefined;
  },
};

/** How Docker names a variable and its value. */
const ASSIGNMENT = /^([A-Za-z_]\w*)=(.*)$/s;

/** Writes an element that stands in one word where an object belongs, or a list with only such an element. */
export function longForm({ value, shape }: Misfit): readonly Remedy[] {
  const isList = elementOf(shape) !== undefined;
  const list = isList ? value.key?.name : value.parent?.key?.name;
  const text = value.string ?? (value.number === undefined ? undefined : String(value.number));
  if (list === undefined || text === undefined || isList !== (value.key !== undefined)) {
    return [];
  }
  const [, name, assigned] = list === 'environment' && !isList ? (ASSIGNMENT.exec(text) ?? []) : [];
  if (name !== undefined && assigned !== undefined) {
    return [asPair(value, { name, value: assigned })];
  }
  const json = Object.hasOwn(LONG_FORMS, list) ? LONG_FORMS[list]?.(text) : undefined;
  return json === undefined ? [] : [changeTo(value, isList ? [json] : json)];
}
