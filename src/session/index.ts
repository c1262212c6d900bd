import type { OpenSession } from './api.ts';
import { systemClock } from './clock.ts';
import { DataChannelSession } from './session.ts';
import { openWebSocket } from './socket.ts';

/** Opens a session's data channel. Answers at once; what becomes of it is told by the session. */
export const openSession: OpenSession = (options) =>
  new DataChannelSession(options, { clock: systemClock, openSocket: openWebSocket });
