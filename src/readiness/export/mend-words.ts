import { lastPart } from '../../arn.ts';
import { sentence, type Text } from '../../text.ts';
import type { Mend, ReadyText } from '../model/mend.ts';
import { first, hasRoom } from './plain.ts';

/** What somebody else can do who reads the report, in words, and the texts that are needed for it. */
export interface MendWords {
  readonly words: Text;
  readonly texts: readonly ReadyText[];
}

/** What helps, for people: no text comes twice, nor what has no other one. Texts that are too long are left out. */
export function helpWith(mends: readonly Mend[]): readonly MendWords[] {
  const known = new Set<string>();
  return first(mends).flatMap((mend) => {
    const found = wordsOf(mend);
    const fresh = found?.texts.filter(({ text }) => !known.has(text)) ?? [];
    fresh.forEach(({ text }) => known.add(text));
    return found === undefined || (fresh.length === 0 && found.texts.length > 0)
      ? []
      : [{ words: found.words, texts: first(fresh).filter(hasRoom) }];
  });
}

/** Undefined of what only leads somewhere in an editor. */
export function wordsOf(mend: Mend): MendWords | undefined {
  const only = (words: Text): MendWords => ({ words, texts: [] });
  switch (mend.kind) {
    case 'enable-exec':
      return only(sentence('Enable ECS Exec for service "{0}" and deploy it.', lastPart(mend.serviceArn)));
    case 'force-new-deployment':
      return only(sentence('Force a new deployment of service "{0}".', lastPart(mend.serviceArn)));
    case 'attach-policy':
      return {
        words: sentence('Add this policy to role "{0}".', lastPart(mend.roleArn)),
        texts: [{ form: 'json', text: mend.policy }],
      };
    case 'correct-trust':
      return {
        words: sentence('Set this trust policy for role "{0}".', lastPart(mend.roleArn)),
        texts: [{ form: 'json', text: mend.after }],
      };
    case 'text':
      return { words: mend.title, texts: mend.texts };
    case 'task-definition':
      return only(sentence('Correct the task definition "{0}": rule {1}.', mend.definition, mend.rule));
    case 'other-container':
      return only(sentence('Use container "{0}".', mend.container));
    case 'end-session':
      return only(sentence('End session {0}.', mend.sessionId));
    case 'show-logs':
      return only(sentence('Look at the logs of the container.'));
    case 'wait':
      return only(sentence('Wait, then check again.'));
    case 'console':
      return undefined;
  }
}
