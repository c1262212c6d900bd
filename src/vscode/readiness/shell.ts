import { html } from './html.ts';

export interface ShellParts {
  /** Fresh for each page. */
  readonly nonce: string;
  /** Where VS Code serves files of the extension from, for the policy. */
  readonly source: string;
  readonly script: string;
  readonly style: string;
  /** A language tag. */
  readonly language: string;
  readonly title: string;
  /** What the page is about, for VS Code to bring it back after a reload. JSON. */
  readonly state: string;
}

/**
 * The page around a report. What is in it comes as messages: VS Code throws the page away while it is hidden, and makes
 * it anew from this. Nothing is loaded but our own style and script, and nothing is sent anywhere.
 */
export function shellOf({ nonce, source, script, style, language, title, state }: ShellParts): string {
  const policy = `default-src 'none'; style-src ${source}; script-src 'nonce-${nonce}'; base-uri 'none'; form-action 'none'`;
  return html`<!doctype html>
    <html lang="${language}">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="${policy}" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="report-state" content="${state}" />
        <link rel="stylesheet" href="${style}" />
        <title>${title}</title>
      </head>
      <body>
        <main>
          <h1 id="title" tabindex="-1">${title}</h1>
          <p id="verdict" role="status" aria-live="polite"></p>
          <div id="body"></div>
        </main>
        <script nonce="${nonce}" src="${script}"></script>
      </body>
    </html>`.text;
}
