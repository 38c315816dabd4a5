// Trees: plain nested objects and arrays whose leaves are tensors, taken apart and put together again.
// Users see this as the namespace `tree`.
export { get, set } from './access.ts';
export { entries, flatten, leaves, paths, unflatten } from './flatten.ts';
export { map, mapWithPath } from './map.ts';
export { sameStructure } from './same.ts';
export { describe } from './structure.ts';
