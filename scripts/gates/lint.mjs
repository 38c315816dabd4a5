// Lint: what is certainly or probably wrong, import cycles, `any`, code made from strings.
// The rules are in .oxlintrc.json; a warning is an error.
import { report } from '../lib/report.mjs';
import { node, tool } from '../lib/run.mjs';

const { code, output } = await node([tool('oxlint'), '--deny-warnings', '--format=unix', '.']);
report(
  code === 0 ? [] : [output],
  'Mend the code rather than the rule. `npm run lint:fix` mends what is mechanical.',
);
