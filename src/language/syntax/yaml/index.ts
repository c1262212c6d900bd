import { isLineBreak } from '../lines.ts';
import type { Syntax } from '../value.ts';
import { breaksIn } from './anchors.ts';
import { comments } from './comments.ts';
import { hasOpenPlaceholders } from './open-placeholders.ts';
import { mistakesOf, parseYaml } from './parse.ts';
import { searchFor } from './search.ts';
import { keySlotAt, slotsAt } from './slots.ts';
import { flowText } from './stringify.ts';
import { content, contentOf } from './strings.ts';
import { ALONE } from './style.ts';
import type { Tags } from './tags.ts';
import { writeYaml } from './write.ts';

/**
 * YAML, with tags that are a short way to write an object of one property: its name by each tag, as `Fn::Sub` by
 * `!Sub`.
 */
export function createYaml(tags: Tags): Syntax {
  const yaml: Syntax = {
    parse: (text, writtenAt) => parseYaml(text, yaml, tags, writtenAt),
    firstMistake(text) {
      const [error] = mistakesOf(text, tags);
      if (error === undefined) {
        return undefined;
      }
      const [start, end] = error.pos;
      return { kind: 'other', start, end: isLineBreak(text[start]) ? start : end };
    },
    hasOpenPlaceholders,
    mayHave: (text, property) => text.includes(property) && searchFor([property])(text),
    searchFor,
    write: writeYaml,
    breaksIn,
    literal: (value) => flowText(value, ALONE, false),
    contentOf,
    content,
    slotsAt,
    keySlotAt,
    comments,
    // PipeCD and Harness do so, which are those that read task definitions in YAML.
    isLenient: true,
  };
  return yaml;
}
