// `npm run test:killed`: runs of the MNIST example that are killed go on as if they had not been. Takes some minutes.
import { runBundled } from './lib/bundle.mjs';

const args = process.argv.slice(2);
process.exitCode = await runBundled('examples/mnist/proofs/killed.ts', 'examples/mnist/dist/killed.mjs', {
  args,
});
