import { loadHclParser } from '../../src/hcl-parser.ts';
import { createLanguageService } from '../../src/language/index.ts';

/** The language service, with all formats loaded. */
export const everyFormat = createLanguageService({ loadHcl: loadHclParser });

await everyFormat.load('hcl');
