// Contractions of tensors on the heap by generated kernels: one memory for all of them, into which operands are copied
// as they lie, views included, and a module for each form of contraction.
import type { DType, TypedArray } from '@cotangent/tensor';
import { contiguous, dense, rowMajor, sizeOf, type DenseTensor, type Spec } from '@cotangent/tensor/extend';
import { contraction } from '../contract/generate.ts';
import type { ContractionAxis } from '../contract/spec.ts';
import { bytesOf } from '../loops/buffer.ts';
import { engine, pageSize, type Memory } from '../wasm/engine.ts';
import { Module } from '../wasm/module.ts';
import { hasRelaxed } from '../wasm/relaxed.ts';

/** Labels of axes: see `contract`. */
export type Labels = { readonly x: string; readonly y: string; readonly out: string };

/** What may be chosen. */
export interface ProductOptions {
  /** Products of two numbers from which on a contraction is worth a kernel. */
  readonly atLeast: number;
  readonly relaxed: boolean;
}

/** Kernels that are kept; those not used for longest go first. */
const mostKernels = 128;
const alignment = 64;
/** Vectors may be loaded this far beyond either end of an operand. */
const margin = 64;

/** A generated kernel for one form of contraction. */
interface Kernel {
  readonly run: (...addresses: number[]) => number;
  readonly scratch: number;
  readonly tables: Int32Array<ArrayBuffer>;
}

/** An operand as it goes into the memory: consecutive elements, and how they are read there. */
interface Operand {
  readonly elements: TypedArray;
  readonly offset: number;
  readonly strides: readonly number[];
}

type Views = Readonly<Record<DType, TypedArray>>;

/** Computes contractions. */
export class Products {
  private readonly options: ProductOptions;
  private readonly kernels = new Map<string, Kernel>();
  private readonly memory: Memory = new engine.Memory({ initial: 1 });
  /** All of the memory, element by element. */
  private views: Views = viewsOf(this.memory);
  /** The kernel whose tables stand in the memory, and where. */
  private prepared: Kernel | undefined;
  private tables = 0;

  constructor(options: ProductOptions) {
    this.options = options;
  }

  /** How many kernels are kept at the moment. */
  get size(): number {
    return this.kernels.size;
  }

  /** A contraction; `undefined` where it is too small, or too large for the memory. */
  compute([x, y]: readonly DenseTensor[], labels: Labels, out: Spec): DenseTensor | undefined {
    if (productsOf(x, y, labels) < this.options.atLeast) return undefined;
    const [a, b] = [operandOf(x), operandOf(y)];
    const kernel = this.find(labels, out, x, y, a, b);
    const width = bytesOf[out.dtype];
    let end = margin;
    const place = (bytes: number): number => {
      const at = end;
      end = Math.ceil((at + bytes + margin) / alignment) * alignment;
      return at;
    };
    const size = sizeOf(out.shape);
    const left = place(a.elements.length * width);
    const right = place(b.elements.length * width);
    const result = place(size * width);
    const scratch = place(kernel.scratch);
    const tables = place(kernel.tables.byteLength);
    if (!this.reach(end)) return undefined;
    if (this.prepared !== kernel || this.tables !== tables) {
      this.views.int32.set(kernel.tables, tables / 4);
      this.prepared = kernel;
      this.tables = tables;
    }
    const view = this.views[out.dtype];
    view.set(a.elements, left / width);
    view.set(b.elements, right / width);
    kernel.run(left + a.offset * width, right + b.offset * width, result, scratch, tables);
    const values = view.slice(result / width, result / width + size);
    return dense(values as TypedArray<DType>, out.dtype, out.shape) as DenseTensor;
  }

  /** Makes the memory so many bytes long; whether it could be. */
  private reach(bytes: number): boolean {
    const pages = Math.ceil(bytes / pageSize) - this.memory.buffer.byteLength / pageSize;
    if (pages <= 0) return true;
    try {
      this.memory.grow(pages);
      this.views = viewsOf(this.memory);
      return true;
    } catch {
      return false;
    }
  }

  private find(labels: Labels, out: Spec, x: Spec, y: Spec, a: Operand, b: Operand): Kernel {
    const key = `${out.dtype} ${labels.x} ${labels.y} ${labels.out} ${x.shape} ${y.shape} ${a.strides} ${b.strides}`;
    const kernel = this.kernels.get(key) ?? this.make(out.dtype, axesOf(labels, out, [x, y], [a, b]));
    this.kernels.delete(key);
    this.kernels.set(key, kernel);
    for (const [oldest] of this.kernels) if (this.kernels.size > mostKernels) this.kernels.delete(oldest);
    return kernel;
  }

  private make(dtype: DType, axes: readonly ContractionAxis[]): Kernel {
    const module = new Module();
    const spec = { dtype: dtype === 'float32' || dtype === 'float64' ? dtype : 'int32', axes } as const;
    const { code, scratch, tables } = contraction(module, 'contract', spec, {
      relaxed: this.options.relaxed && hasRelaxed(),
    });
    module.export(code);
    const { exports } = new engine.Instance(new engine.Module(module.encode(1)), {
      env: { memory: this.memory },
    });
    return { run: exports['contract'], scratch, tables };
  }
}

function viewsOf({ buffer }: Memory): Views {
  const bytes = new Uint8Array(buffer);
  return {
    float32: new Float32Array(buffer),
    float64: new Float64Array(buffer),
    int32: new Int32Array(buffer),
    uint8: bytes,
    bool: bytes,
  };
}

/** How many products of two numbers a contraction adds up. */
function productsOf(x: Spec, y: Spec, labels: Labels): number {
  const own = [...labels.y].filter((label) => !labels.x.includes(label));
  return own.reduce((n, label) => n * y.shape[labels.y.indexOf(label)], sizeOf(x.shape));
}

/** The elements that a view reaches, where they lie close together; else a copy of those it shows. */
function operandOf(x: DenseTensor): Operand {
  const { shape, strides, offset, values } = x;
  const reach = shape.map((n: number, axis) => (n - 1) * strides[axis]);
  const before = reach.reduce((sum, far) => sum + Math.max(0, -far), 0);
  const length = reach.reduce((sum, far) => sum + Math.abs(far), 1);
  if (length <= 2 * x.size) {
    const all = before === offset && length === values.length;
    const elements = all ? values : values.subarray(offset - before, offset - before + length);
    return { elements, offset: before, strides };
  }
  const copy = contiguous(x);
  return {
    elements: copy.values.subarray(copy.offset, copy.offset + copy.size),
    offset: 0,
    strides: rowMajor(shape),
  };
}

function axesOf(
  labels: Labels,
  out: Spec,
  [x, y]: readonly Spec[],
  [a, b]: readonly Operand[],
): readonly ContractionAxis[] {
  const strides = rowMajor(out.shape);
  return [...new Set(labels.out + labels.x + labels.y)].map((label) => {
    const [i, j, k] = [labels.x, labels.y, labels.out].map((list) => list.indexOf(label));
    const size = x.shape[i] ?? y.shape[j];
    const moves = size > 1;
    return {
      size,
      a: moves ? (a.strides[i] ?? 0) : 0,
      b: moves ? (b.strides[j] ?? 0) : 0,
      out: k < 0 ? null : strides[k],
    };
  });
}
