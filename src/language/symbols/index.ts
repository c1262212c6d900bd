import type { Symbols } from '../api.ts';
import { completions } from './complete.ts';
import { definition, references } from './find.ts';
import { prepareRename, rename } from './rename.ts';

/** The names in task definitions. Nothing is kept between calls. */
export const symbols: Symbols = { definition, references, prepareRename, rename, completions };
