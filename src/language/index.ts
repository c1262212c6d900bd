import type { DocumentKind, LanguageService } from './api.ts';
import { type ConfigurationDocument, readConfigurationIn } from './configuration/read.ts';
import { type SwitchedOff, switchOffIn } from './configuration/switch-off.ts';
import { ofLiveTask } from './documents/live.ts';
import { policies } from './documents/policy/recognize.ts';
import { input } from './documents/recognize.ts';
import { clusters } from './documents/recognize-cluster.ts';
import { services, taskRuns } from './documents/service/recognize.ts';
import { openText } from './open-text.ts';
import { Reader, type Reading } from './reader.ts';
import { json } from './syntax/json/index.ts';

const READING: Reading = { syntax: json, recognizers: [input, policies, services, taskRuns, clusters] };

/** The language service. */
export function createLanguageService(reading = READING): LanguageService {
  const reader = new Reader(reading);
  return {
    open: (text, file) => openText(text, file, reader),
    openLive: (text, runsOn) =>
      openText(text, undefined, new Reader({ ...reading, recognizers: [ofLiveTask(runsOn)] })),
  };
}

/** A language service that looks for some kinds of documents only. */
export function createLanguageServiceFor(kinds: readonly DocumentKind[]): LanguageService {
  const recognizers = READING.recognizers.filter((recognizer) => recognizer.kinds.some((kind) => kinds.includes(kind)));
  return createLanguageService({ ...READING, recognizers });
}

/** Reads the text of an `ecs-exec.config.json`. Never throws, whatever the text. */
export function readConfiguration(text: string): ConfigurationDocument {
  return readConfigurationIn(json, text);
}

/**
 * Switches a rule off in the text of a configuration file, which is empty where there is none yet: for all files, or
 * for one, whose path is relative to the file's folder, with slashes. Undefined for a text in which that cannot be
 * written.
 */
export function switchOff(rule: string, text: string, path?: string): SwitchedOff | undefined {
  return switchOffIn(json, rule, text, path);
}
