import type { Choices } from './choices.ts';
import { type Item, longName } from './item.ts';
import type { Places } from './places.ts';

/** Writes a value as JSON, on one line or on several. */
export function writeJson(to: Places, item: Item, choices: Choices, indent = ''): void {
  to.mark(item.paths, () => {
    switch (item.kind) {
      case 'scalar':
        to.write(JSON.stringify(item.scalar));
        break;
      case 'function':
        to.write(`{ ${JSON.stringify(longName(item.name))}: ${JSON.stringify(item.argument)} }`);
        break;
      case 'list':
        writeAll(to, '[]', item.items, indent, choices, (each, inner) => {
          writeJson(to, each, choices, inner);
        });
        break;
      case 'object':
        writeAll(to, '{}', item.entries, indent, choices, ({ name, paths, value }, inner) => {
          to.mark(paths, () => {
            to.write(JSON.stringify(name));
          });
          to.write(': ');
          writeJson(to, value, choices, inner);
        });
    }
  });
}

function writeAll<T>(
  to: Places,
  brackets: string,
  all: readonly T[],
  indent: string,
  choices: Choices,
  write: (each: T, inner: string) => void,
): void {
  const inner = `${indent}  `;
  const isFlat = all.length < 3 && choices.once(4);
  to.write(brackets.charAt(0));
  for (const [index, each] of all.entries()) {
    to.write((index > 0 ? ',' : '') + (isFlat ? ' ' : `\n${inner}`));
    write(each, inner);
  }
  to.write(all.length === 0 ? '' : isFlat ? ' ' : `\n${indent}`);
  to.write(brackets.charAt(1));
}
