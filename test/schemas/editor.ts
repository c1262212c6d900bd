import { readFileSync } from 'node:fs';
import type { CompletionItem, Diagnostic, JSONSchema } from 'vscode-json-languageservice';
// Node finds no names in this UMD module, only the whole of it.
import json from 'vscode-json-languageservice';

export const schema = readSchema('task-definition');

/** One of the schemas that the extension contributes. */
export function readSchema(name: string): JSONSchema {
  return JSON.parse(readFileSync(new URL(`../../schemas/${name}.schema.json`, import.meta.url), 'utf8')) as JSONSchema;
}

/** What VS Code's JSON service says of texts under a schema. A `|` in a text is the caret. */
export interface Editor {
  complete(text: string): Promise<readonly CompletionItem[]>;
  /** The Markdown shown, empty where there is none. */
  hover(text: string): Promise<string>;
  /** All that the service reports, of the syntax too. */
  validate(text: string): Promise<readonly Diagnostic[]>;
}

/** Without a schema, the service knows nothing but the syntax. */
export function createEditor(schema?: JSONSchema): Editor {
  const service = json.getLanguageService({ clientCapabilities: json.ClientCapabilities.LATEST });
  const schemas = schema === undefined ? [] : [{ uri: 'schema://of/the/test', fileMatch: ['*'], schema }];
  service.configure({ validate: true, schemas });

  const open = (text: string) => {
    const document = json.TextDocument.create('file:///task-definition.json', 'json', 1, text);
    return { document, parsed: service.parseJSONDocument(document) };
  };
  const openAtCaret = (text: string) => {
    const caret = text.indexOf('|');
    const opened = open(text.slice(0, caret) + text.slice(caret + 1));
    return { ...opened, position: opened.document.positionAt(caret) };
  };

  return {
    async complete(text) {
      const { document, position, parsed } = openAtCaret(text);
      return (await service.doComplete(document, position, parsed))?.items ?? [];
    },
    async hover(text) {
      const { document, position, parsed } = openAtCaret(text);
      const contents = (await service.doHover(document, position, parsed))?.contents;
      return Array.isArray(contents) ? contents.filter((part) => typeof part === 'string').join('\n') : '';
    },
    async validate(text) {
      const { document, parsed } = open(text);
      return await service.doValidation(document, parsed);
    },
  };
}
