import type { Mend, ReadyText } from '../../readiness/model/mend.ts';
import type { Text } from '../../text.ts';

/** What a button of the report does. */
export type Deed =
  | { readonly kind: 'again' }
  | { readonly kind: 'stop' }
  | { readonly kind: 'exec' }
  | { readonly kind: 'copy-markdown' }
  | { readonly kind: 'save-json' }
  /** What helps with a problem in asking, by its place among the offers. */
  | { readonly kind: 'offer'; readonly index: number }
  | { readonly kind: 'mend'; readonly mend: Mend }
  /** Shows a text, which is used elsewhere. */
  | { readonly kind: 'text'; readonly title: Text; readonly text: ReadyText };

/** A deed that the report offers, by the number of its button. */
export interface Press {
  /** Which content of the page the button was in: another one may be shown by now. */
  readonly content: number;
  readonly deed: number;
}

/** What the page tells: that it is there, or that a button was pressed. Undefined where it is anything else. */
export function readMessage(message: unknown): 'ready' | Press | undefined {
  if (typeof message !== 'object' || message === null || !('kind' in message)) {
    return undefined;
  }
  if (message.kind === 'ready') {
    return 'ready';
  }
  return message.kind === 'press' &&
    'content' in message &&
    'deed' in message &&
    isNumber(message.content) &&
    isNumber(message.deed)
    ? { content: message.content, deed: message.deed }
    : undefined;
}

function isNumber(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}
