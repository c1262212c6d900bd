import { relative } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { root } from './command.ts';

/** Loads the test files, given by their URLs, into this process. One that cannot be loaded is a failed test. */
export async function loadTests(urls: readonly string[]): Promise<void> {
  for (const url of urls) {
    try {
      await import(url);
    } catch (error) {
      void test(relative(root, fileURLToPath(url)), () => {
        throw error;
      });
    }
  }
}
