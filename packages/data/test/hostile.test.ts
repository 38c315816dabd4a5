// Hostile bytes: whatever a file holds, it is read or refused; no other error, and never a hang.
// Valid files are changed at random: bytes, lengths, parts that move, and text inside headers.
import {
  decodeIdx,
  decodeNpy,
  decodeNpz,
  decodeSafetensors,
  encodeNpy,
  encodeNpz,
  encodeSafetensors,
} from '@cotangent/data';
import { CotangentError, tensor, zeros, type DType, type Shape, type Tensor } from '@cotangent/tensor';
import fc from 'fast-check';
import { expect, test } from 'vitest';

/** What `read` returns, or nothing where it refuses; any other error is a failure. */
function readOrRefuse(read: () => Iterable<Tensor<Shape, DType>>): readonly Tensor<Shape, DType>[] {
  try {
    return [...read()];
  } catch (error) {
    if (error instanceof CotangentError) return [];
    throw error;
  }
}

type Change = (bytes: Uint8Array) => Uint8Array;
const anywhere = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
const within = (bytes: Uint8Array, at: number): number => Math.floor(at * bytes.length);

/** Another byte; a cut; bytes put in; a stretch copied over another; all bytes of a kind replaced. */
const change: fc.Arbitrary<Change> = fc.oneof(
  fc
    .tuple(
      anywhere,
      fc.oneof(fc.nat(255), fc.constantFrom(0, 1, 127, 128, 255, 0x22, 0x2c, 0x30, 0x39, 0x7b)),
    )
    .map(
      ([at, byte]): Change =>
        (bytes) =>
          bytes.with(within(bytes, at), byte),
    ),
  anywhere.map(
    (at): Change =>
      (bytes) =>
        bytes.slice(0, within(bytes, at)),
  ),
  anywhere.map(
    (at): Change =>
      (bytes) =>
        bytes.slice(within(bytes, at)),
  ),
  fc.tuple(anywhere, fc.uint8Array({ maxLength: 8 })).map(
    ([at, added]): Change =>
      (bytes) =>
        new Uint8Array([...bytes.slice(0, within(bytes, at)), ...added, ...bytes.slice(within(bytes, at))]),
  ),
  fc.tuple(anywhere, anywhere, fc.nat(16)).map(
    ([from, to, n]): Change =>
      (bytes) =>
        bytes.slice().copyWithin(within(bytes, to), within(bytes, from), within(bytes, from) + n),
  ),
);
const changes = fc.array(change, { minLength: 1, maxLength: 5 });

const state = {
  params: { w: zeros([2, 3]), b: tensor([1, 2], 'float64') },
  step: tensor(3, 'int32'),
  mask: tensor([true, false]),
};
const formats: [string, Uint8Array, (bytes: Uint8Array) => Iterable<Tensor<Shape, DType>>][] = [
  [
    'idx',
    new Uint8Array([0, 0, 8, 2, 0, 0, 0, 2, 0, 0, 0, 3, 1, 2, 3, 4, 5, 6]),
    (bytes) => [decodeIdx(bytes)],
  ],
  ['npy', encodeNpy(state.params.w), (bytes) => [decodeNpy(bytes)]],
  ['npz', encodeNpz(state, { epoch: '1' }), (bytes) => decodeNpz(bytes).tensors.values()],
  ['compressed npz', encodeNpz(state, {}, { compress: true }), (bytes) => decodeNpz(bytes).tensors.values()],
  [
    'safetensors',
    encodeSafetensors(state, { epoch: '1' }),
    (bytes) => decodeSafetensors(bytes).tensors.values(),
  ],
];

test.each(formats)('%s, changed at random', { timeout: 60_000 }, (_, valid, read) => {
  fc.assert(
    fc.property(changes, (all) => {
      const bytes = all.reduce((changed, one) => (changed.length === 0 ? changed : one(changed)), valid);
      for (const x of readOrRefuse(() => read(bytes))) expect(x.data().length).toBe(x.size);
    }),
    { numRuns: 2000 },
  );
});

test.each(formats)('%s, any bytes behind any beginning', (_, valid, read) => {
  fc.assert(
    fc.property(fc.nat(64), fc.uint8Array({ maxLength: 64 }), (kept, bytes) => {
      readOrRefuse(() => read(new Uint8Array([...valid.slice(0, kept), ...bytes])));
    }),
    { numRuns: 1000 },
  );
});

test.each(formats)('%s, cut at every byte, is refused', (_, valid, read) => {
  for (let length = 0; length < valid.length; length++) {
    expect(readOrRefuse(() => read(valid.subarray(0, length)))).toEqual([]);
  }
});
