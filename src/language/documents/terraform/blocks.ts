import type { Value } from '../../syntax/value.ts';

/** A block with two labels, as of a resource. */
export interface Block {
  readonly type: string;
  readonly name: string;
  /** What is in it. */
  readonly body: Value;
}

/** The blocks of a kind with two labels, or in JSON what they are there. */
export function blocksOf(root: Value, kind: 'resource' | 'data'): readonly Block[] {
  return root
    .namesakes(kind)
    .flatMap((block) =>
      block.children.flatMap((typed) =>
        typed.children.flatMap((named) =>
          bodiesOf(named).map((body) => ({ type: typed.key?.name ?? '', name: named.key?.name ?? '', body })),
        ),
      ),
    );
}

/** The calls of modules. */
export function modulesOf(root: Value): readonly Omit<Block, 'type'>[] {
  return root
    .namesakes('module')
    .flatMap((block) =>
      block.children.flatMap((named) => bodiesOf(named).map((body) => ({ name: named.key?.name ?? '', body }))),
    );
}

/** In JSON, a list may hold what is in blocks. With a label too many, something else stands there. */
function bodiesOf(value: Value): readonly Value[] {
  return (value.kind === 'array' ? value.children : [value]).filter(
    ({ kind, source, start }) => kind === 'object' && source.text[start] === '{',
  );
}
