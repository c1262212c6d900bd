import type { Encryption, Invitation } from '../../../src/session/api.ts';
import type { SessionOptions } from '../../../src/session/shell/api.ts';
import type { TestGateway } from '../../simulator/tests/bare-client.ts';

/** KMS as the simulator's agents see it. */
export function encryptionOf(simulator: TestGateway, changes: Partial<Encryption> = {}): Encryption {
  return {
    target: () => Promise.resolve(simulator.target),
    dataKey: (_key, context) => Promise.resolve(simulator.dataKey('', { context })),
    ...changes,
  };
}

/** `ssm:ResumeSession`, as the product asks it. */
export function resumeAt(simulator: TestGateway, sessionId: string): NonNullable<SessionOptions['resume']> {
  return () => {
    const resumed: Invitation | undefined = simulator.gateway.resume(sessionId);
    return Promise.resolve(resumed?.tokenValue === '' ? undefined : resumed);
  };
}
