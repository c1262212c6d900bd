import { consoleLink } from '../../live/console-link.ts';
import { refusalIn } from '../../live/read-only.ts';
import { settings } from '../settings.ts';
import { arnOf, connectionOf, type Node } from './nodes.ts';

/** What of a node decides which commands are offered on it, as words of its `viewItem`. */
export function marksOf(node: Node): readonly string[] {
  if (node.kind === 'note' || node.kind === 'more') {
    return [];
  }
  const { place, choice } = connectionOf(node);
  const who = { profile: place?.profile ?? choice.profile ?? '' };
  const arn = arnOf(node);
  const readOnly = settings.readOnly();
  return [
    ...(refusalIn(readOnly, 'change', who) === undefined ? [] : ['readOnly']),
    ...(refusalIn(readOnly, 'session', who) === undefined ? [] : ['noShells']),
    ...(arn === undefined || consoleLink(arn) === undefined ? [] : ['inConsole']),
    ...(node.kind === 'service' ? [node.service.execEnabled ? 'execOn' : 'execOff'] : []),
  ];
}
