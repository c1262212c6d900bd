const PAGES = 'https://github.com/ecs-exec/ecs-exec/blob/main/docs';

/** The page that says how findings are configured and suppressed. */
export const CONFIGURATION_PAGE = `${PAGES}/configuration.md`;

/** The page that says what a rule wants and why. */
export function documentationOf(rule: string): string {
  return `${PAGES}/rules/${rule}.md`;
}
