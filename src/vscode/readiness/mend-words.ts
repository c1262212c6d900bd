import { lastPart } from '../../arn.ts';
import type { Mend, ReadyText } from '../../readiness/model/mend.ts';
import { sentence, type Text } from '../../text.ts';
import type { Deed } from './deed.ts';

/** A button: what stands on it, and what it does. */
export interface Button {
  readonly words: Text;
  /** What those hear who do not see what it stands beside. */
  readonly spoken?: Text;
  readonly deed: Deed;
}

/** Buttons that belong together, with what they are for where they do not say it themselves. */
export interface ButtonGroup {
  readonly title: Text | undefined;
  readonly buttons: readonly Button[];
}

/** The buttons of what helps. The forms of a text stand together. */
export function groupsOf(mends: readonly Mend[], mayChange: boolean): readonly ButtonGroup[] {
  const hasTexts = mends.some(({ kind }) => kind === 'text');
  const buttons = mends.flatMap((mend) =>
    buttonsOf(mend, mayChange).filter(({ deed }) => deed.kind !== 'text' || (mend.kind !== 'text' && !hasTexts)),
  );
  const texts = mends.flatMap((mend) => (mend.kind === 'text' ? [{ title: mend.title, buttons: textsOf(mend) }] : []));
  return [{ title: undefined, buttons }, ...texts].filter((group) => group.buttons.length > 0);
}

/**
 * The buttons of what helps. What changes a role can be had as text too, for somebody else who may do it; it is the
 * only way where nothing may be changed from here.
 */
function buttonsOf(mend: Mend, mayChange: boolean): readonly Button[] {
  const change = (words: Text): readonly Button[] => (mayChange ? [{ words, deed: { kind: 'mend', mend } }] : []);
  const only = (words: Text): readonly Button[] => [{ words, deed: { kind: 'mend', mend } }];
  switch (mend.kind) {
    case 'enable-exec':
      return change(sentence('Enable ECS Exec and Deploy…'));
    case 'force-new-deployment':
      return change(sentence('Force New Deployment…'));
    case 'attach-policy':
      return [
        ...change(sentence('Add Policy to Role {0}…', lastPart(mend.roleArn))),
        textButton(sentence('Open Policy as Text'), mend.policyName, { form: 'json', text: mend.policy }),
      ];
    case 'correct-trust':
      return [
        ...change(sentence('Correct Trust Policy of Role {0}…', lastPart(mend.roleArn))),
        textButton(sentence('Open Trust Policy as Text'), lastPart(mend.roleArn), { form: 'json', text: mend.after }),
      ];
    case 'text':
      return textsOf(mend);
    case 'console':
      return only(consoleWords(mend.what));
    case 'task-definition':
      return only(sentence('Open Task Definition {0}', mend.definition));
    case 'other-container':
      return only(sentence('Check Container {0}', mend.container));
    case 'end-session':
      return change(sentence('End Session {0}…', mend.sessionId));
    case 'show-logs':
      return only(sentence('Show Logs'));
    case 'wait':
      return only(sentence('Wait and Check Again'));
  }
}

function textsOf({ title, texts }: Extract<Mend, { kind: 'text' }>): readonly Button[] {
  return texts.map((text) => ({
    words: formName(text.form),
    spoken: sentence('{0}: {1}', title, formName(text.form)),
    deed: { kind: 'text', title, text },
  }));
}

function textButton(words: Text, name: string, text: ReadyText): Button {
  return { words, deed: { kind: 'text', title: sentence('{0}', name), text } };
}

function formName(form: ReadyText['form']): Text {
  switch (form) {
    case 'cli':
      return sentence('AWS CLI');
    case 'cloudformation':
      return sentence('CloudFormation');
    case 'terraform':
      return sentence('Terraform');
    case 'json':
      return sentence('JSON');
    case 'plain':
      return sentence('Text');
  }
}

function consoleWords(what: Extract<Mend, { kind: 'console' }>['what']): Text {
  switch (what) {
    case 'role':
      return sentence('Open Role in the AWS Console');
    case 'log-group':
      return sentence('Open Log Group in the AWS Console');
    case 'key':
      return sentence('Open Key in the AWS Console');
    case 'bucket':
      return sentence('Open Bucket in the AWS Console');
    case 'task':
      return sentence('Open Task in the AWS Console');
  }
}
