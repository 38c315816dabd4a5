// `npm run fit`: fits the polynomials of the compiler's elementary functions anew and compares the sources with them.
import { runBundled } from './lib/bundle.mjs';

process.exitCode = await runBundled('packages/compiler/test/proofs/fit.ts', '.cache/proofs/fit.mjs');
