import type { Value } from './syntax/value.ts';

/**
 * The names on the way from a value to what is at an offset in it: those of properties, and the `name` of each element
 * of an array, empty where it has none. They say which thing it is wherever it is moved, and hold no other value.
 */
export function namesAt(root: Value, offset: number): readonly string[] {
  const names: string[] = [];
  let value: Value | undefined = root;
  while (value !== undefined) {
    value = value.children.find(({ key, start, end }) => (key?.start ?? start) <= offset && offset < end);
    if (value !== undefined) {
      names.push(value.key?.name ?? nameOf(value));
    }
  }
  return names;
}

function nameOf(element: Value): string {
  const name = element.kind === 'object' ? element.get('name').scalar : undefined;
  return typeof name === 'string' ? name : '';
}
