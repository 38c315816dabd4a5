// `npm run test:mutants [seed]`: plants wrong rules in every primitive and counts those that the gradient checker finds.
import { runBundled } from './lib/bundle.mjs';

process.exitCode = await runBundled('packages/testing/test/proofs/mutants.ts', '.cache/proofs/mutants.mjs', {
  args: process.argv.slice(2),
  peers: 'inside',
});
