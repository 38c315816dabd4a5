// What preparing data costs: batches and crops of 60,000 images beside plain loops, and files beside copying their bytes.
import {
  batches,
  decodeIdx,
  decodeSafetensors,
  encodeNpz,
  encodeSafetensors,
  decodeNpz,
  randomCrops,
} from '@cotangent/data';
import { fromTypedArray, random, type Tensor } from '@cotangent/tensor';
import { compare, duration, report } from './lib/compare.ts';
import { measure } from 'mitata';

const count = 60_000;
const pixels = Uint8Array.from({ length: count * 784 }, (_, i) => (i * 31) & 255);
const images = fromTypedArray(pixels, [count, 1, 28, 28]);
const labels = fromTypedArray(
  Uint8Array.from({ length: count }, (_, i) => i % 10),
  [count],
);
const key = random.key(0);
const epoch = batches({ images, labels }, { batch: 20, key, last: 'drop' });
const order = random.permutation(key, count).data();

let next = 0;
const step = (): number => (next = (next + 1) % epoch.length);

/** The images of a batch, value by value. */
function gatherLoop(): Uint8Array {
  const start = step() * 20;
  const out = new Uint8Array(20 * 784);
  for (let i = 0; i < 20; i++) {
    for (let j = 0; j < 784; j++) out[i * 784 + j] = pixels[order[start + i] * 784 + j];
  }
  return out;
}

const [batch] = epoch;
const batchPixels = batch.images.data();

/** Crops at places of `Math.random`. */
function cropLoop(): Uint8Array {
  const out = new Uint8Array(20 * 576);
  for (let i = 0; i < 20; i++) {
    const top = Math.floor(Math.random() * 5);
    const left = Math.floor(Math.random() * 5);
    for (let y = 0; y < 24; y++) {
      for (let x = 0; x < 24; x++) {
        out[i * 576 + y * 24 + x] = batchPixels[i * 784 + (top + y) * 28 + left + x];
      }
    }
  }
  return out;
}

const parameters = { w: random.normal(key, [1024, 1024]), b: random.normal(key, [1024]) };
const saved = encodeSafetensors(parameters);
const archive = encodeNpz(parameters);
const header = [0, 0, 8, 3, ...[count, 28, 28].flatMap((n) => [0, 0, n >> 8, n & 255])];
const file = new Uint8Array(header.length + pixels.length);
file.set(header);
file.set(pixels, header.length);

report('plain loop', [
  await compare('batch of 20 images and labels', 1, () => epoch.at(step()), gatherLoop),
  await compare(
    'random crops of 20 images',
    6,
    () => randomCrops(random.fold(key, step()), batch.images, [24, 24]),
    cropLoop,
  ),
]);
console.log('');
report('copy of bytes', [
  await compare(
    'idx, 47 MB, read',
    1.5,
    () => decodeIdx(file),
    () => file.slice(),
  ),
  await compare(
    'safetensors, 4 MB, read',
    2,
    () => decodeSafetensors(saved),
    () => saved.slice(),
  ),
  await compare(
    'safetensors, 4 MB, written',
    4,
    () => encodeSafetensors(parameters),
    () => saved.slice(),
  ),
  await compare(
    'npz, 4 MB, read',
    4,
    () => decodeNpz(archive),
    () => saved.slice(),
  ),
]);

/** An epoch of 60,000 images, shuffled, cut into batches and cropped. */
function whole(): number {
  let steps = 0;
  for (const one of batches({ images, labels }, { batch: 20, key, last: 'drop' })) {
    const x: Tensor<[20, 1, 24, 24], 'uint8'> = randomCrops(random.fold(key, steps), one.images, [24, 24]);
    steps += x.shape[0] / 20;
  }
  return steps;
}
const { p50 } = await measure(whole, { min_cpu_time: 2e9, min_samples: 5 });
console.log(
  `\nan epoch of 3000 batches, shuffled and cropped: ${duration(p50)}, ${duration(p50 / 3000)} a batch`,
);
