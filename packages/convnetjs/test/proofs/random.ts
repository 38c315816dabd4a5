// Random networks and trainers, by ConvNetJS 0.3.0 itself and in compat mode: nothing may differ.
// Prints how many were compared; exits with 1 if one differs, and shows it.
import { random } from '@cotangent/tensor';
import { compare } from '../compare.ts';
import { Draws, drawDefs } from '../draws.ts';
import type { Peer } from '../peer.ts';

const [count, seed] = [process.argv[2] ?? 500, process.argv[3] ?? 0].map(Number);
const { default: peer } = (await import('convnetjs' as string)) as { readonly default: Peer };
console.log = () => undefined; // ConvNetJS warns there
let [compared, refused, different] = [0, 0, 0];
for (let k = 0; k < count && different < 5; k++) {
  const d = new Draws(random.fold(random.key(seed), k));
  const defs = drawDefs(d);
  try {
    if (compare(peer, d, defs, k % 4 === 0)) compared++;
    else refused++;
  } catch (error) {
    different++;
    console.error(`network ${k} of seed ${seed}: ${String(error)}\n  ${JSON.stringify(defs)}`);
  }
}
console.info(`${compared} networks compared, ${refused} refused by both, ${different} different`);
if (different > 0) process.exitCode = 1;
