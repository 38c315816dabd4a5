// A program that writes one checkpoint after another until it is killed, for `crash.test.ts`.
// Every value of a checkpoint is its number, so that a mixture of two shows.
import { full } from '@cotangent/tensor';
import { writeSafetensors } from '@cotangent/data/node';

const [path = '', first = '0'] = process.argv.slice(2);
for (let step = Number(first); ; step++) {
  await writeSafetensors(
    path,
    { w: full([500_000], step), step: full([], step, 'int32') },
    { step: String(step) },
  );
  process.send?.(step);
}
