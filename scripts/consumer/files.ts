// Data sets and checkpoints from the packed package: types of batches and of what is restored, in a user's project.
// The compiler gets no types of Node: what ships must not need them.
import {
  batches,
  decodeNpz,
  decodeSafetensors,
  encodeNpz,
  encodeSafetensors,
  map,
  randomCrops,
  restore,
} from '@cotangent/data';
import { readSafetensors, writeSafetensors } from '@cotangent/data/node';
import { random, tensor, zeros, type Dim, type Tensor } from '@cotangent/tensor';
import { equal, same } from './same.js';

const data = { images: zeros([50, 1, 28, 28], 'uint8'), labels: zeros([50], 'uint8') };
const epoch = batches(data, { batch: 20, key: random.key(0), last: 'drop' });
equal(epoch.length, 2);
for (const batch of epoch) {
  same<{ images: Tensor<[20, 1, 28, 28], 'uint8'>; labels: Tensor<[20], 'uint8'> }>()(batch, true);
  const x = randomCrops(random.key(1), batch.images, [24, 24]);
  same<Tensor<[20, 1, 24, 24], 'uint8'>>()(x, true);
  equal(x.shape, [20, 1, 24, 24]);
}
const sizes = map(batches(data, { batch: 20 }), async ({ labels }) => labels.size);
const found: number[] = [];
for await (const size of sizes) found.push(size);
equal(found, [20, 20, 10]);

interface State {
  params: { w: Tensor<[2]>; b: Tensor<[]> };
  step: Tensor<[], 'int32'>;
}
const state: State = { params: { w: tensor([1, 2]), b: tensor(3) }, step: tensor(4, 'int32') };
const back = restore(state, decodeSafetensors(encodeSafetensors(state, { epoch: '1' })).tensors);
same<State>()(back, true);
equal(back.params.w.toArray(), [1, 2]);
equal(restore(state, decodeNpz(encodeNpz(state)).tensors).step.item(), 4);

const crop = <B extends Dim>(images: Tensor<[B, 1, 28, 28]>) => randomCrops(random.key(0), images, [24, 24]);
same<Tensor<[5, 1, 24, 24]>>()(crop(zeros([5, 1, 28, 28])), true);

equal([typeof readSafetensors, typeof writeSafetensors], ['function', 'function']);
