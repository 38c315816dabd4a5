// What a contraction is to the generator: loops over strides, free of shapes, names and layouts. Matrix products,
// convolutions and their gradients are all this and nothing else.
import type { Code } from '../wasm/code.ts';

/** One loop of a contraction: its length, and how far each operand and the output move, in elements. */
export interface ContractionAxis {
  readonly size: number;
  readonly a: number;
  readonly b: number;
  /** null: summed over */
  readonly out: number | null;
}

/** `out[…] = Σ a[…] · b[…]`; strides may be 0, negative, or overlap in `a` and `b`, but not in `out`. */
export interface Contraction {
  readonly dtype: 'float32' | 'float64' | 'int32';
  /** In any order. */
  readonly axes: readonly ContractionAxis[];
}

/**
 * What happens to results before they are stored: bias, activation, residual. It is applied to each element at least
 * once, possibly several times, so the tensors it reads must not be the output.
 */
export interface Epilogue {
  /** Tensors of the contraction's dtype that move with the output: their strides in elements, one for each axis. */
  readonly operands: readonly (readonly number[])[];
  /** Turns the vector on the stack into another; `load(k)` puts the same lanes of operand `k` on the stack. */
  readonly emit: (code: Code, load: (operand: number) => void) => void;
}

/** What was generated. */
export interface ContractionKernel {
  /**
   * A function of byte addresses: `(a, b, out, scratch, tables, ...operands of the epilogue)`. `scratch` and `tables`
   * are aligned to 16 bytes.
   */
  readonly code: Code;
  /** Bytes of memory that it needs at `scratch`. */
  readonly scratch: number;
  /** Constants to be placed in memory once. */
  readonly tables: Int32Array<ArrayBuffer>;
  /** Whether it uses fused multiply-add. */
  readonly fused: boolean;
  /** How it works, for people. */
  readonly description: string;
}

/** What may be chosen. */
export interface ContractionOptions {
  /** Fused multiply-add, which the engine has to have; results then differ between machines. */
  readonly relaxed?: boolean;
  readonly epilogue?: Epilogue;
  /** How often it is called for each result that is waited for; 1 unless it stands in a loop. */
  readonly runs?: number;
}
