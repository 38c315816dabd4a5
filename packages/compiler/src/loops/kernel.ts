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
  /** As the call's: it must not be done any earlier. */
  readonly again?: number;
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
  /** As of a map. */
  readonly again?: number;
}

/** One loop of a contraction: its size and the strides of both operands and the output, `null` where it is summed. */
export interface ContractAxis {
  readonly size: number;
  readonly a: number;
  readonly b: number;
  readonly out: number | null;
}

/** Where an operand starts; `row` is how far it moves from row to row, where a few at a time are walked. */
export interface ContractOperand {
  readonly buffer: Buffer;
  readonly offset: number;
  readonly row?: number;
}

/** Σ a · b over affine views. */
export interface ContractKernel {
  readonly kind: 'contract';
  readonly axes: readonly ContractAxis[];
  readonly a: ContractOperand;
  readonly b: ContractOperand;
  readonly out: Buffer;
  /** As of an operand. */
  readonly outRow?: number;
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

/** Elements one after another: from `offset` on, and `step` further in every round of the loop. */
export interface Span {
  readonly buffer: Buffer;
  readonly offset: number;
  readonly step: number;
}

/** `size` elements that go from one place to another. */
export interface Move {
  readonly from: Span;
  readonly to: Span;
  readonly size: number;
}

/** A loop of known length; `before` and `after` are moved in each round, and no move writes what another one reads. */
export interface ScanKernel {
  readonly kind: 'scan';
  readonly length: number;
  readonly reverse: boolean;
  readonly before: readonly Move[];
  readonly body: readonly Kernel[];
  readonly after: readonly Move[];
}

/** Runs `test`, and as long as it finds `flag` set, `body`, the moves `after` it, and `test` again. */
export interface WhileKernel {
  readonly kind: 'while';
  readonly test: readonly Kernel[];
  readonly flag: Span;
  readonly body: readonly Kernel[];
  readonly after: readonly Move[];
}

/** One of two branches; both write `outputs`. */
interface CondKernel {
  readonly kind: 'cond';
  readonly flag: Span;
  readonly onTrue: readonly Kernel[];
  readonly onFalse: readonly Kernel[];
  readonly outputs: readonly Buffer[];
}

/** Kernels that walk `size` of `count` rows at a time; their accesses tell how far they move from row to row. */
export interface RowsKernel {
  readonly kind: 'rows';
  readonly count: number;
  readonly size: number;
  readonly body: readonly Kernel[];
}

/** What holds kernels. */
export type BlockKernel = ScanKernel | WhileKernel | CondKernel | RowsKernel;

export type Kernel = MapKernel | ReduceKernel | ContractKernel | FillKernel | OwnKernel | BlockKernel;
