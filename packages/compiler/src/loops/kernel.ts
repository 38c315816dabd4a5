// Kernels: what a program does, one loop nest after another. Each writes buffers that later ones read.
import type { Params } from '@cotangent/tensor/extend';
import type { Buffer } from './buffer.ts';
import type { Access, Expression } from './expression.ts';

type Numbers = readonly number[];

/** Where the elements of an expression go. */
export interface Store extends Access {
  readonly buffer: Buffer;
  readonly value: Expression;
}

/** Every element of `domain` on its own: no element is written twice, unless `accumulate` adds to what is there. */
export interface MapKernel {
  readonly kind: 'map';
  readonly domain: Numbers;
  readonly stores: readonly Store[];
  readonly accumulate?: boolean;
}

/** How a reduction combines elements. */
export type Reduction = 'sum' | 'max' | 'min' | 'argmax' | 'argmin';

/** Elements combined over the last axes of the domain; the stores see the combined value as `result`. */
export interface ReduceKernel {
  readonly kind: 'reduce';
  readonly reduction: Reduction;
  /** Axes that stay, then axes that go. */
  readonly domain: Numbers;
  readonly kept: number;
  readonly value: Expression;
  readonly stores: readonly Store[];
}

/** One loop of a contraction: its size and the strides of both operands and the output, `null` where it is summed. */
export interface ContractAxis {
  readonly size: number;
  readonly a: number;
  readonly b: number;
  readonly out: number | null;
}

/** Σ a · b over affine views. */
export interface ContractKernel {
  readonly kind: 'contract';
  readonly axes: readonly ContractAxis[];
  readonly a: { readonly buffer: Buffer; readonly offset: number };
  readonly b: { readonly buffer: Buffer; readonly offset: number };
  readonly out: Buffer;
}

/** A value in all of a buffer: before parts of it are stored. */
export interface FillKernel {
  readonly kind: 'fill';
  readonly buffer: Buffer;
  readonly value: Expression;
}

/** A primitive with a loop of its own, on row-major inputs. */
export interface OwnKernel {
  readonly kind: 'own';
  readonly primitive: string;
  readonly params: Params;
  readonly inputs: readonly OwnOperand[];
  readonly outputs: readonly OwnOperand[];
}
export interface OwnOperand {
  readonly buffer: Buffer;
  readonly offset: number;
  readonly shape: Numbers;
}

export type Kernel = MapKernel | ReduceKernel | ContractKernel | FillKernel | OwnKernel;

/** The buffers that a kernel writes. */
export function written(kernel: Kernel): readonly Buffer[] {
  switch (kernel.kind) {
    case 'map':
    case 'reduce':
      return kernel.stores.map(({ buffer }) => buffer);
    case 'contract':
      return [kernel.out];
    case 'fill':
      return [kernel.buffer];
    case 'own':
      return kernel.outputs.map(({ buffer }) => buffer);
  }
}
