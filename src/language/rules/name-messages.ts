import type { Messages } from './define-rule.ts';

/** What can be wrong with the name of a rule, wherever somebody writes one. */
export const NAME_MESSAGES = {
  unknownRule: { severity: 'information', text: 'There is no rule "{name}".' },
  mistypedRule: { severity: 'information', text: 'There is no rule "{name}". Did you mean "{near}"?' },
  retiredRule: { severity: 'information', text: 'The rule "{name}" has been replaced. Use {names} instead.' },
} as const satisfies Messages;
