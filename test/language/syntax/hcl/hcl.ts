import { loadHclParser } from '../../../../src/hcl-parser.ts';
import { createHcl } from '../../../../src/language/syntax/hcl/index.ts';

/** HCL, with the parser that is shipped. */
export const hcl = createHcl(await loadHclParser());
