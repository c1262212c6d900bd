/** The languages whose documents are looked at. Which of them are task definitions, their content tells. */
export const LANGUAGES: readonly string[] = ['json', 'jsonc'];
