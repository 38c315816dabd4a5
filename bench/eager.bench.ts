// What an eager op costs: its overhead on a few numbers, its throughput on a million.
// Peers stand beside it once there is something worth comparing.
import { add, tensor } from '@cotangent/tensor';
import { bench, run } from 'mitata';

for (const size of [4, 1_000_000]) {
  const x = tensor(Array.from({ length: size }, (_, index) => index));
  bench(`add ${size}`, () => add(x, x)).gc('inner');
}
await run();
