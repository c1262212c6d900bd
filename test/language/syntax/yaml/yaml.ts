import { createYaml } from '../../../../src/language/syntax/yaml/index.ts';

/** YAML with the tags of two functions. */
export const yaml = createYaml(
  new Map([
    ['!Ref', 'Ref'],
    ['!Sub', 'Fn::Sub'],
    ['!If', 'Fn::If'],
  ]),
);
