// One idea a file: a source past 250 lines most likely holds two.
import { beside, files, read, source } from '../lib/files.mjs';
import { report } from '../lib/report.mjs';

const limit = 250;
const page = /^playground\/(src|build|test)\/.*\.tsx?$/;
const sizes = [...files(source), ...files(page)]
  .filter((path) => !beside.test(path))
  .map((path) => ({ path, lines: read(path).trimEnd().split('\n').length }))
  .toSorted((a, b) => b.lines - a.lines);

const longest = sizes[0];
if (longest)
  console.log(`${sizes.length} files, the longest ${longest.path} with ${longest.lines} lines of ${limit}`);
report(
  sizes
    .filter(({ lines }) => lines > limit)
    .map(({ path, lines }) => `${path}: ${lines} lines, past ${limit}`),
  'Look for the second idea, and give it a file of its own.',
);
