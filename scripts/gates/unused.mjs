// Unused files, exports and dependencies, and dependencies that nobody declared.
// The entries knip starts from are in knip.ts.
import { report } from '../lib/report.mjs';
import { node, tool } from '../lib/run.mjs';

const { code, output } = await node([tool('knip'), '--no-config-hints']);
report(
  code === 0 ? [] : [output],
  'Delete what is unused, stop exporting what one file uses, declare what is missing.',
);
