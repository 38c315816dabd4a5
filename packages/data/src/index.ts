// @cotangent/data: data sets and their files, from bytes, on any platform. Files by path are in @cotangent/data/node.
export type { Bytes } from './base/source.ts';
export { gunzip } from './base/gunzip.ts';
export { decodeIdx } from './formats/idx.ts';
export type { Contents, Metadata, Named } from './formats/named.ts';
export { decodeNpy, encodeNpy } from './formats/npy.ts';
export { decodeNpz, encodeNpz, type NpzOptions } from './formats/npz.ts';
export { restore, type RestoreOptions } from './formats/restore.ts';
export { decodeSafetensors, encodeSafetensors } from './formats/safetensors.ts';
export { decodeMnist, type LabeledImages } from './datasets/mnist.ts';
export { batches, type Batches, type BatchOptions } from './batching/batches.ts';
export type { Examples } from './batching/examples.ts';
export { map, prefetch, type MapOptions, type Stream } from './batching/stream.ts';
export { centerCrop, randomCrops, type Cropped } from './batching/crops.ts';
