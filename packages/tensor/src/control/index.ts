// Control flow over trees. Eagerly these are loops and branches; interpreters may keep them as such.
export { cond } from './cond.ts';
export { scan, type ScanOptions } from './scan.ts';
export { whileLoop } from './whileLoop.ts';
export type { Predicate } from './predicate.ts';
