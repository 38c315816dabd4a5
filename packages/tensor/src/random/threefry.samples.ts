// Calls of randomBits: any key, any counter, odd sizes among the shapes.
import { samples, shapes, type InputSample, type Samples } from '../primitives/vocabulary.samples.ts';
import { randomBitsPrimitive } from './threefry.ts';

const word: InputSample = { shape: [2], dtype: 'int32', domain: [-(2 ** 31), 2 ** 31 - 1] };

export const threefrySamples: readonly Samples[] = [
  samples(
    randomBitsPrimitive,
    shapes().map((shape) => ({ inputs: [word, word], params: { shape: Object.freeze([...shape]) } })),
  ),
];
