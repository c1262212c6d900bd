import type { Linter } from 'eslint';

/**
 * What shows words in VS Code, and the one file that may use it: it cuts and cleans them, whoever wrote them
 * (src/sanitize.ts says from what). A name of `vscode`, or one in it.
 */
export const SURFACES: Readonly<Record<string, readonly string[]>> = {
  'src/vscode/ask.ts': ['showInputBox', 'createInputBox'],
  'src/vscode/documents/documents.ts': ['registerTextDocumentContentProvider'],
  'src/vscode/log.ts': ['createOutputChannel'],
  'src/vscode/markdown.ts': ['MarkdownString'],
  'src/vscode/notify.ts': ['showErrorMessage', 'showWarningMessage', 'showInformationMessage', 'setStatusBarMessage'],
  'src/vscode/pick.ts': ['showQuickPick', 'createQuickPick', 'showWorkspaceFolderPick'],
  'src/vscode/progress.ts': ['withProgress', 'withScmProgress'],
  'src/vscode/status-item.ts': ['createStatusBarItem'],
  'src/vscode/tree-item.ts': ['TreeItem'],
};

/** These clean the values of sentences themselves. */
export const TRANSLATORS: readonly string[] = ['src/vscode/words.ts', 'src/vscode/markdown.ts'];
const SENTENCE = {
  selector: "CallExpression[callee.property.name='t'][callee.object.property.name='l10n'][arguments.length>1]",
  message: "A sentence with values is made by localize('…', …) of words.ts, which cuts and cleans them.",
};

/** Members are private by `#`, which holds at run time too; of constructors, TypeScript's word is the only one. */
export const DIALECT = [
  {
    selector: ':matches(PropertyDefinition, MethodDefinition:not([kind="constructor"]))[accessibility="private"]',
    message: 'Write #name instead of private name.',
  },
];

/** The settings of `no-restricted-syntax` for a file of src/vscode. */
export function cleanWords(file = ''): Linter.RuleSeverityAndOptions {
  const surfaces = Object.entries(SURFACES).filter(([owner]) => owner !== file);
  return [
    'error',
    ...DIALECT,
    ...surfaces.flatMap(([owner, names]) =>
      names.map((name) => ({
        selector: `MemberExpression[property.name='${name}']`,
        message: `Only ${owner} uses ${name}: it cleans what is shown.`,
      })),
    ),
    {
      selector: "ImportDeclaration[source.value='vscode'] ImportSpecifier",
      message: "Write import * as vscode from 'vscode', so that what is used of it is seen.",
    },
    ...(TRANSLATORS.includes(file) ? [] : [SENTENCE]),
  ];
}
