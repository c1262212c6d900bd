import type { Hole, Written } from '../policy.ts';
import { documentOf } from './document.ts';
import type { Form } from './form.ts';

/** Policies as IAM takes them. What is not known is a placeholder to be filled in. */
export const json: Form = {
  id: 'json',
  language: 'json',
  isOneEach: true,
  write: (policies) =>
    policies.map((policy) => `${JSON.stringify(documentOf(policy, written), undefined, 2)}\n`).join(''),
};

const PLACEHOLDERS: Readonly<Record<Hole, string>> = {
  partition: '<PARTITION>',
  region: '<REGION>',
  account: '<ACCOUNT_ID>',
  cluster: '<CLUSTER_NAME>',
  key: '<KEY_ID>',
};

function written(parts: Written): string {
  return parts.map((part) => (typeof part === 'string' ? part : PLACEHOLDERS[part.hole])).join('');
}
