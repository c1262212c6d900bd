import type { Value } from '../../syntax/value.ts';
import { listOf } from '../policy/statement.ts';

/** What AWS's own transforms do is known: they leave the resources of ECS and IAM as they are written. */
const KNOWN: readonly string[] = [
  'AWS::Serverless-2016-10-31',
  'AWS::LanguageExtensions',
  'AWS::CodeDeployBlueGreen',
  'AWS::SecretsManager-2020-07-23',
  'AWS::SecretsManager-2024-09-16',
  'AWS::ServiceCatalog',
];

/** Whether the resources of a template may become others: by a macro, which is somebody's own program. */
export function hasMacros(root: Value): boolean {
  return listOf(root.get('Transform')).some(({ string }) => string === undefined || !KNOWN.includes(string));
}
