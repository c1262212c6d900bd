/** The actions that a task role needs for the agent in its containers, as AWS writes them. */
export const CHANNELS: readonly string[] = [
  'ssmmessages:CreateControlChannel',
  'ssmmessages:CreateDataChannel',
  'ssmmessages:OpenControlChannel',
  'ssmmessages:OpenDataChannel',
];

/** Of these, what only roles need, in small letters: users open their own side of a session with the last. */
export const CHANNELS_OF_ROLES: readonly string[] = CHANNELS.slice(0, 3).map((channel) => channel.toLowerCase());
