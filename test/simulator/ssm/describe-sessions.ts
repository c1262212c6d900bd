import { AwsError } from '../aws/error.ts';
import { Pages } from '../aws/pages.ts';
import type { Operation } from '../aws/protocol.ts';
import { targetOf } from '../gateway/agent/target.ts';
import type { Gateway, GatewaySession } from '../gateway/api.ts';
import type { World } from '../world/world.ts';

const FILTERS: Readonly<Record<string, (session: GatewaySession, world: World, value: string) => boolean>> = {
  Target: ({ container }, _world, value) => targetOf(container) === value,
  Owner: (_session, { user }, value) => user === value,
  SessionId: ({ sessionId }, _world, value) => sessionId === value,
  Status: (session, _world, value) => statusOf(session) === value,
  InvokedAfter: ({ openedAt }, _world, value) => openedAt.getTime() > Date.parse(value),
  InvokedBefore: ({ openedAt }, _world, value) => openedAt.getTime() < Date.parse(value),
};

/** Sessions that are going on, or that are over. Those that ExecuteCommand opened are among them; AWS does not say. */
export function describeSessions(world: World, gateway: Gateway): Operation {
  const pages = new Pages({ size: 'MaxResults', token: 'NextToken', error: 'InvalidNextToken', largest: 200 });
  return (input) => {
    const state = input.text('State');
    if (state !== 'Active' && state !== 'History') {
      throw validation(
        `Value ${state === undefined ? 'null' : `'${state}'`} at 'state' failed to satisfy constraint: Member must ` +
          (state === undefined ? 'not be null' : 'satisfy enum value set: [Active, History]'),
      );
    }
    const filters = (input.values['Filters'] ?? []) as readonly { readonly key?: string; readonly value?: string }[];
    const tests = filters.map(({ key = '', value = '' }) => {
      const test = Object.hasOwn(FILTERS, key) ? FILTERS[key] : undefined;
      if (test === undefined || value === '') {
        throw new AwsError('InvalidFilterKey', `The filter ${key} is not valid.`);
      }
      return (session: GatewaySession): boolean => test(session, world, value);
    });
    const wanted = [...gateway.sessions.values()].filter(
      (session) =>
        // One that its client has not joined is none yet.
        session.state !== 'waiting' &&
        (session.state === 'ended') === (state === 'History') &&
        tests.every((test) => test(session)),
    );
    const { items, nextToken } = pages.cut('DescribeSessions', input, wanted);
    return { Sessions: items.map((session) => describe(session, world)), NextToken: nextToken };
  };
}

function describe(session: GatewaySession, { user }: World): object {
  const { sessionId, container, purpose, openedAt } = session;
  return {
    SessionId: sessionId,
    Target: targetOf(container),
    Status: statusOf(session),
    StartDate: openedAt,
    Owner: user,
    DocumentName: purpose.kind === 'command' ? 'AmazonECS-ExecuteInteractiveCommand' : 'AWS-StartPortForwardingSession',
  };
}

function statusOf({ state }: GatewaySession): string {
  return state === 'ended' ? 'Terminated' : state === 'disconnected' ? 'Disconnected' : 'Connected';
}

function validation(message: string): AwsError {
  return new AwsError('ValidationException', `1 validation error detected: ${message}`);
}
