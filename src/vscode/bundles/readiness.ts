import { toJson } from '../../readiness/export/json.ts';
import { toMarkdown } from '../../readiness/export/markdown.ts';
import { Memory } from '../../readiness/gather/memory.ts';
import { makeReport } from '../../readiness/make-report.ts';
import type { Readiness } from '../readiness/report-desk.ts';

/** What makes reports; it remembers for a minute what one has found out and the next one need not ask. */
export function createReadiness(): Readiness {
  const memory = new Memory();
  return {
    makeReport: async ({ connection, clusterArn, taskArn, container }, { signal, hear }) => {
      const gateway = await connection.gateway();
      const place = { clusterArn, taskArn, container, region: gateway.connection.region };
      return makeReport(place, gateway, { memory, signal, hear });
    },
    toMarkdown,
    toJson,
  };
}
