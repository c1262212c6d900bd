import { RequestContext } from './context.ts';
import { readPolicy } from './document.ts';
import { evaluate } from './evaluate.ts';

/** Whether a trust policy lets a service assume the role, with what the service says about itself. */
export function lets(
  trust: string,
  service: string,
  { account, sourceArn }: { readonly account: string; readonly sourceArn: string },
): boolean {
  const context = new RequestContext({ 'aws:SourceAccount': account, 'aws:SourceArn': sourceArn });
  const principal = { type: 'Service', name: service };
  const request = { action: 'sts:AssumeRole', resource: '*', context, principal };
  return evaluate([{ id: 'trust', policy: readPolicy(trust, 'trust') }], request).decision === 'allowed';
}
