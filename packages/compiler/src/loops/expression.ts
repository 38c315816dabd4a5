// Expressions: what one element of a tensor is, as a function of its index. Views change how an expression reads its
// buffers and nothing else, so movement costs no copy, and elementwise calls pile up until something must be stored.
import type { DType } from '@cotangent/tensor';
import type { Buffer } from './buffer.ts';

type Numbers = readonly number[];

/** Where an element lies: at `offset` plus a stride an axis, in elements. */
export interface Access {
  readonly offset: number;
  readonly strides: Numbers;
  /** The last axis is two in one: its stride is that of every `size` indices, and `step` that within them. */
  readonly woven?: { readonly size: number; readonly step: number };
  /** Where a few rows at a time are walked, what is added for each row before them. */
  readonly row?: number;
}

/** One element, by its index along the axes of the tensor. Expressions form a graph: what is shared is shared. */
export type Expression =
  | ({ readonly kind: 'load'; readonly buffer: Buffer; readonly dtype: DType } & Access)
  | { readonly kind: 'constant'; readonly value: number; readonly dtype: DType }
  /** `start + step · (offset + Σ index · stride)`, as `iota` counts. */
  | ({
      readonly kind: 'count';
      readonly start: number;
      readonly step: number;
      readonly dtype: DType;
    } & Access)
  /** An element of `buffer` whose place depends on a computed index along one axis; `bound` is that axis' size. */
  | ({
      readonly kind: 'gather';
      readonly buffer: Buffer;
      readonly dtype: DType;
      readonly index: Expression;
      readonly stride: number;
      readonly bound: number;
    } & Access)
  | {
      readonly kind: 'apply';
      readonly op: string;
      readonly args: readonly Expression[];
      readonly dtype: DType;
    }
  /** In what follows a reduction: the value that was found, or its row-major position among the reduced axes. */
  | { readonly kind: 'result'; readonly part: 'value' | 'position'; readonly dtype: DType };

/** Whether an expression is an integer to a power that may turn out negative, which is refused then. */
export function checksExponent(e: Expression): boolean {
  if (e.kind !== 'apply' || e.op !== 'pow') return false;
  const [, y] = e.args;
  return y.dtype === 'int32' && !(y.kind === 'constant' && y.value >= 0);
}

/** How a movement changes the way elements are found; `undefined` where strides cannot say it. */
export type Remap = (access: Access) => Access | undefined;

/** `expression` as seen through a movement; `undefined` where some part of it cannot be. */
export function remapped(
  expression: Expression,
  remap: Remap,
  seen: Map<Expression, Expression | undefined> = new Map(),
): Expression | undefined {
  const visit = (e: Expression): Expression | undefined => {
    if (seen.has(e)) return seen.get(e);
    const result = rebuild(e);
    seen.set(e, result);
    return result;
  };
  const rebuild = (e: Expression): Expression | undefined => {
    switch (e.kind) {
      case 'constant':
      case 'result':
        return e;
      case 'load':
      case 'count': {
        const access = remap(e);
        return access && { ...e, ...access };
      }
      case 'gather': {
        const access = remap(e);
        const index = visit(e.index);
        return access && index && { ...e, ...access, index };
      }
      case 'apply': {
        const args = e.args.map(visit);
        return args.every((arg) => arg !== undefined) ? { ...e, args } : undefined;
      }
    }
  };
  return visit(expression);
}

/** Calls `visit` on every part of the expressions once, parts before what is made of them. */
export function eachPart(roots: readonly Expression[], visit: (e: Expression) => void): void {
  const seen = new Set<Expression>();
  const walk = (e: Expression): void => {
    if (seen.has(e)) return;
    seen.add(e);
    partsOf(e).forEach(walk);
    visit(e);
  };
  roots.forEach(walk);
}

/** The expressions that `e` is made of. */
export function partsOf(e: Expression): readonly Expression[] {
  return e.kind === 'apply' ? e.args : e.kind === 'gather' ? [e.index] : [];
}

/** `root` with some parts replaced; sharing stays. `replace` gives `undefined` for parts that stay. */
export function replaced(
  root: Expression,
  replace: (e: Expression) => Expression | undefined,
  seen: Map<Expression, Expression> = new Map(),
): Expression {
  const known = seen.get(root);
  if (known !== undefined) return known;
  const visit = (e: Expression): Expression => replaced(e, replace, seen);
  let result = replace(root);
  if (result === undefined) {
    if (root.kind === 'apply') {
      const args = root.args.map(visit);
      result = args.every((arg, i) => arg === root.args[i]) ? root : { ...root, args };
    } else if (root.kind === 'gather') {
      const index = visit(root.index);
      result = index === root.index ? root : { ...root, index };
    } else {
      result = root;
    }
  }
  seen.set(root, result);
  return result;
}

/** How many calls of elementwise functions an expression makes. */
export function work(e: Expression): number {
  let count = 0;
  eachPart([e], (part) => (count += part.kind === 'apply' || part.kind === 'gather' ? 1 : 0));
  return count;
}

/** Whether -0 is certainly none of the values, as after relu. */
export function isUnsigned(e: Expression): boolean {
  if (e.dtype !== 'float32' && e.dtype !== 'float64') return true;
  if (e.kind === 'constant') return !Object.is(e.value, -0);
  if (e.kind !== 'apply') return false;
  if (e.op === 'abs' || e.op === 'exp') return true;
  if (e.op !== 'where') return false;
  const [test, x, y] = e.args;
  const isZero = (one: Expression): boolean => one.kind === 'constant' && one.value === 0;
  // Zeros among the values of `y` are where `x` stands.
  const excluded =
    test.kind === 'apply' && test.op === 'lessEqual' && test.args[0] === y && isZero(test.args[1]);
  return isUnsigned(x) && (excluded || isUnsigned(y));
}
