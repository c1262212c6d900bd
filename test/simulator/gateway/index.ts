export { QUICK_AGENT } from './api.ts';
export { createGateway } from './gateway.ts';
