import type { TextEdit } from '../../api.ts';
import type { Source } from '../value.ts';

const ANCHOR = /&([^\s,[\]{}]+)/g;

/** See {@link Syntax.breaksIn}: an edit may remove what an alias elsewhere stands for. */
export function breaksIn({ text }: Source): ((edit: TextEdit) => boolean) | undefined {
  if (!text.includes('&') || !text.includes('*')) {
    return undefined;
  }
  return ({ start, end }) => {
    const names = Array.from(text.slice(start, end).matchAll(ANCHOR), ([, name]) => `*${name ?? ''}`);
    return names.some((alias) => text.slice(0, start).includes(alias) || text.includes(alias, end));
  };
}
