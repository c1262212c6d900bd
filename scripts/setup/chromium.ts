import { existsSync } from 'node:fs';
import { Failure } from '../main.ts';
import { canInstallPackages, installPackages, isDebian } from './apt.ts';

/** Where browsers of Chromium's kind are usually found. */
const USUAL_PLACES = [
  '/usr/bin/chromium',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/usr/bin/chromium-browser',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
];

/** The path of a Chromium, installed first where it is missing and that is possible. Else says what to install. */
export async function ensureChromium(): Promise<string> {
  const chosen = process.env['CHROME_PATH'];
  if (chosen) {
    if (existsSync(chosen)) {
      return chosen;
    }
    throw new Failure(`CHROME_PATH names ${chosen}, which does not exist. Correct it, or unset it.`);
  }
  const found = USUAL_PLACES.find((path) => existsSync(path));
  if (found !== undefined) {
    return found;
  }
  if (canInstallPackages() && isDebian()) {
    await installPackages('chromium');
    return '/usr/bin/chromium';
  }
  throw new Failure('No Chromium found. Install Chromium or Google Chrome, or set CHROME_PATH to the program of one.');
}
