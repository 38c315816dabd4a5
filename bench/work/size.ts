// What a minimal program of each library weighs. It is measured by scripts/lib/sizes.mjs, where the bundler is.
import type { Line } from './row.ts';

export const size: Line = {
  group: 'size',
  name: 'a minimal program, minified and gzipped',
  measure: 'size',
  tolerance: 0,
};
