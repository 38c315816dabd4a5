// What eager ops cost against plain loops over typed arrays: large ones by ratio, small ones by overhead.
import { add, fromTypedArray, matmul, mul, sum, tensor, transpose } from '@cotangent/tensor';
import { compare, duration, report } from './lib/compare.ts';
import { measure } from 'mitata';

const side = 1000;
const size = side * side;

function noise(length: number): Float32Array {
  let state = 1;
  return Float32Array.from({ length }, () => {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0;
    return state / 2 ** 32 - 0.5;
  });
}

const a = noise(size);
const b = noise(size);
const x = fromTypedArray(a, [side, side]);
const y = fromTypedArray(b, [side, side]);

function addLoop(): Float32Array {
  const out = new Float32Array(size);
  for (let i = 0; i < size; i++) out[i] = a[i] + b[i];
  return out;
}

function mulLoop(): Float32Array {
  const out = new Float32Array(size);
  for (let i = 0; i < size; i++) out[i] = a[i] * b[i];
  return out;
}

function sumRows(): Float32Array {
  const out = new Float32Array(side);
  for (let i = 0; i < side; i++) {
    let total = 0;
    for (let j = 0; j < side; j++) total += a[i * side + j];
    out[i] = total;
  }
  return out;
}

function sumColumns(): Float32Array {
  const out = new Float32Array(side);
  for (let i = 0; i < side; i++) for (let j = 0; j < side; j++) out[j] += a[i * side + j];
  return out;
}

const n = 256;
const block = 32;
const left = noise(n * n);
const right = noise(n * n);

/** A triple loop in blocks that stay in the cache. */
function blockedProduct(): Float32Array {
  const out = new Float32Array(n * n);
  for (let i0 = 0; i0 < n; i0 += block)
    for (let k0 = 0; k0 < n; k0 += block)
      for (let j0 = 0; j0 < n; j0 += block)
        for (let i = i0; i < i0 + block; i++)
          for (let k = k0; k < k0 + block; k++) {
            const factor = left[i * n + k];
            for (let j = j0; j < j0 + block; j++) out[i * n + j] += factor * right[k * n + j];
          }
  return out;
}

const p = fromTypedArray(left, [n, n]);
const q = fromTypedArray(right, [n, n]);

report('plain loop', [
  await compare('add, 1e6 contiguous', 1.5, () => add(x, y), addLoop),
  await compare('mul, 1e6 contiguous', 1.5, () => mul(x, y), mulLoop),
  await compare('add, transposed views', 4, () => add(transpose(x), transpose(y)), addLoop),
  await compare('mul, one view transposed', 4, () => mul(x, transpose(y)), mulLoop),
  await compare('sum of 1000x1000, axis 0', 2, () => sum(x, 0), sumColumns),
  await compare('sum of 1000x1000, axis 1', 2, () => sum(x, 1), sumRows),
  await compare('matmul, 256x256', 1, () => matmul(p, q), blockedProduct),
]);

const small = tensor([
  [1, 2],
  [3, 4],
]);
const { p50 } = await measure(() => add(small, small));
console.log(`\nadd of two 2x2 tensors: ${duration(p50)} (limit 2 µs: ${p50 < 2000 ? 'ok' : 'MISSED'})`);
