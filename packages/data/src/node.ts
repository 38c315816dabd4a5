// @cotangent/data/node: the same files by path. Reading says which file is wrong; writing is all or nothing.
export type { FilePath } from './files/source.ts';
export { readIdx, readMnist, type Mnist } from './files/idx.ts';
export { readNpy, readNpz, writeNpy, writeNpz } from './files/numpy.ts';
export { readSafetensors, writeSafetensors } from './files/safetensors.ts';
export { writeAtomically } from './files/write.ts';
