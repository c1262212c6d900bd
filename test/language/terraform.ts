import { terraformFiles } from '../../src/language/documents/terraform/recognize.ts';
import { languageServiceFor } from '../../src/language/service.ts';
import { hcl } from './syntax/hcl/hcl.ts';

/** A language service that knows Terraform's files, and nothing else. */
export const terraform = languageServiceFor([{ format: 'hcl', syntax: hcl, recognizers: [terraformFiles] }]);
