import type { Format } from '../options.ts';
import type { Formatter } from './format.ts';
import { github } from './github.ts';
import { json } from './json.ts';
import { sarif } from './sarif.ts';
import { text } from './text.ts';

/** How reports can be written. */
export const FORMATTERS: Readonly<Record<Format, Formatter>> = { text, json, sarif, github };
