// `npm run accuracy [name ...] [-- --stride=n]`: the errors of the compiler's elementary functions, over every float32.
import { runBundled } from './lib/bundle.mjs';

process.exitCode = await runBundled(
  'packages/compiler/test/proofs/accuracy.ts',
  '.cache/proofs/accuracy.mjs',
  { args: process.argv.slice(2) },
);
