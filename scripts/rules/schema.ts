import type { JSONSchema } from 'vscode-json-languageservice';
import type { RuleDescription } from './description.ts';
