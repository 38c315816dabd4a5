// Format: prettier's, so that nobody discusses it.
import { report } from '../lib/report.mjs';
import { node, tool } from '../lib/run.mjs';

const { code, output } = await node([tool('prettier'), '--check', '--log-level=warn', '.']);
report(code === 0 ? [] : [output], 'Run `npm run format`.');
