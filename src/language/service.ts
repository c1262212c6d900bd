import type { Format, LanguageService } from './api.ts';
import { ofLiveTask } from './documents/live.ts';
import { formatOf } from './format.ts';
import { openText } from './open-text.ts';
import { Reader, type Reading } from './reader.ts';

/** Loads how a format is read. */
type Late = () => Promise<Reading>;

/**
 * A language service that reads texts in some ways; the first of them is that of texts whose format nothing tells.
 * Others are loaded when somebody asks for them.
 */
export function languageServiceFor(
  readings: readonly [Reading, ...Reading[]],
  late: Partial<Record<Format, Late>> = {},
): LanguageService {
  const readers = new Map(readings.map((reading): [Format, Reader] => [reading.format, new Reader(reading)]));
  const [first] = readings;
  const loading = new Map<Format, Promise<void>>();

  async function read(format: Format, load: Late): Promise<void> {
    try {
      readers.set(format, new Reader(await load()));
    } finally {
      loading.delete(format);
    }
  }

  return {
    open(text, file, format = formatOf(file?.name ?? '', text) ?? first.format) {
      return openText(text, file, readers.get(format) ?? new Reader({ ...first, format, recognizers: [] }));
    },
    load(format) {
      const load = late[format];
      if (load === undefined || readers.has(format)) {
        return undefined;
      }
      const begun = loading.get(format) ?? read(format, load);
      loading.set(format, begun);
      return begun;
    },
    openLive: (text, runsOn) => openText(text, undefined, new Reader({ ...first, recognizers: [ofLiveTask(runsOn)] })),
  };
}
