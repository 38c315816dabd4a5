// The browser that tests drive: Chromium, or Chrome, where this machine has it.
// `CHROMIUM` names another one.
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const names = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'chrome'];
const places = [
  ...(process.env['PATH'] ?? '')
    .split(delimiter)
    .flatMap((folder) => names.map((name) => join(folder, name))),
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  String.raw`C:\Program Files\Google\Chrome\Application\chrome.exe`,
];

/** @returns {string | undefined} its program */
export const chromium = () => process.env['CHROMIUM'] ?? places.find((place) => existsSync(place));

/** What to say where there is none. */
export const missing =
  'The tests of the page drive Chromium or Chrome, and there is none.\n' +
  'Debian and Ubuntu: apt-get install chromium. Elsewhere: install Chrome, or set CHROMIUM to the program of one.';
