import * as vscode from 'vscode';
import { FORMS, policiesFor } from '../../policies/index.ts';
import type { PolicyId } from '../../policies/policy.ts';
import type { Scope } from '../../policies/scope.ts';
import { pickInStep, pickItem, pickSeveralInStep } from '../pick.ts';
import { BACK, inSteps } from '../steps.ts';
import { inWords } from '../words.ts';

/** What the user wants: which policies, and in which form. */
export interface Wanted {
  readonly policies: ReadonlySet<PolicyId>;
  readonly form: (typeof FORMS)[number];
}

/** Asks which policies are wanted, and as what; undefined where the user gives up. */
export async function chooseWanted(title: string, scope: Scope): Promise<Wanted | undefined> {
  const answers = await inSteps<Partial<Wanted>>({}, [
    async (answered, step) => {
      const picked = await pickSeveralInStep(
        { title, placeHolder: vscode.l10n.t('Select policies'), items: rows(scope, answered) },
        step,
      );
      return picked === undefined || picked === BACK
        ? picked
        : { ...answered, policies: new Set(picked.map(({ id }) => id)) };
    },
    async (answered, step) => {
      const items = FORMS.map((form) => pickItem({ label: nameOf(form.id) }, { form }));
      const picked = await pickInStep(
        { title, placeHolder: vscode.l10n.t('Select a format'), items: Promise.resolve(items) },
        step,
      );
      return picked === undefined || picked === BACK ? picked : { ...answered, form: picked.form };
    },
  ]);
  const { policies, form } = answers ?? {};
  return policies === undefined || form === undefined ? undefined : { policies, form };
}

function rows(scope: Scope, { policies = USUAL }: Partial<Wanted>) {
  return policiesFor(scope).map(({ id, title, remark }) =>
    pickItem(
      { label: inWords(title), ...(remark !== undefined && { detail: inWords(remark) }) },
      { id, picked: policies.has(id) },
    ),
  );
}

/** Without them, nobody can exec. */
const USUAL: ReadonlySet<PolicyId> = new Set(['task-role', 'exec']);

function nameOf(id: Wanted['form']['id']): string {
  switch (id) {
    case 'json':
      return vscode.l10n.t('JSON, as IAM takes it');
    case 'cloudformation':
      return 'CloudFormation';
    case 'terraform':
      return 'Terraform';
    case 'cdk':
      return vscode.l10n.t('AWS CDK in TypeScript');
  }
}
