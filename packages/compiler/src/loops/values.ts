// What values of a graph are while it is lowered: expressions, which are stored as soon as something needs them to be.
import { rowMajor, sizeOf, type Spec } from '@cotangent/tensor/extend';
import { uniform, type Call, type Graph, type Value } from '../graph/graph.ts';
import type { Buffer } from './buffer.ts';
import type { Access, Expression } from './expression.ts';
import type { Kernel, OwnOperand, Span, Store } from './kernel.ts';

type Numbers = readonly number[];
type Load = Extract<Expression, { kind: 'load' }>;

/** The values of a graph, and the kernels that came about so far. */
export class Values {
  readonly kernels: Kernel[] = [];
  /** Fills whose buffers are nobody else's: they are made once, when the program is. */
  readonly filled: Kernel[];
  readonly constants: Map<Buffer, Value>;
  /** Lowers a call. */
  private readonly lowerCall: (values: Values, call: Call) => void;
  private readonly forms = new Map<Value, Expression>();
  private readonly readers = new Map<Value, Call[]>();
  private readonly uses = new Map<Value, number>();
  private readonly newId: () => number;
  /** Where what is lowered at the moment comes from. */
  private origin: Buffer['origin'];

  /** `around` are the values of the graph that this one is a body in. */
  constructor({ calls, outputs }: Graph, lowerCall: (values: Values, call: Call) => void, around?: Values) {
    this.lowerCall = lowerCall;
    this.filled = around?.filled ?? [];
    this.constants = around?.constants ?? new Map();
    let buffers = 0;
    this.newId = around?.newId ?? ((): number => buffers++);
    for (const call of calls) {
      for (const value of call.inputs) {
        this.use(value);
        const readers = this.readers.get(value);
        if (readers === undefined) this.readers.set(value, [call]);
        else readers.push(call);
      }
    }
    for (const value of outputs) this.use(value);
  }

  /** The values of a graph that is a body in this one: the program is one, and so are its buffers and constants. */
  within(body: Graph): Values {
    return new Values(body, this.lowerCall, this);
  }

  /** Lowers the calls of the graph. */
  lower({ calls }: Graph): void {
    const { kernels } = this;
    for (const call of calls) {
      let from = kernels.length;
      this.origin = call.line;
      this.lowerCall(this, call);
      const { again } = call;
      if (again === undefined) continue;
      for (; from < kernels.length; from++) {
        const made = kernels[from];
        if (made.kind === 'map' || made.kind === 'reduce') kernels[from] = { ...made, again };
      }
    }
  }

  private use(value: Value): void {
    this.uses.set(value, (this.uses.get(value) ?? 0) + 1);
  }

  /** Whether more than one call or output reads the value. */
  isShared(value: Value): boolean {
    return (this.uses.get(value) ?? 0) > 1;
  }

  /** The calls that read a value. */
  readersOf(value: Value): readonly Call[] {
    return this.readers.get(value) ?? [];
  }

  /** Whether a value is made already. */
  has(value: Value): boolean {
    return this.forms.has(value);
  }

  /** Memory of its own. */
  buffer({ shape, dtype }: Spec): Buffer {
    const { origin } = this;
    return { id: this.newId(), dtype, size: sizeOf(shape), ...(origin !== undefined && { origin }) };
  }

  /** A buffer for an input of the whole. */
  input(value: Value, position: number): Buffer {
    this.origin = (): string => `argument ${position}`;
    return this.stored(value);
  }

  /** A buffer of its own for `value`, which is found there from now on. */
  stored(value: Value): Buffer {
    const buffer = this.buffer(value);
    this.found(value, buffer);
    return buffer;
  }

  /** Tells that `value` is what `buffer` holds. */
  found(value: Value, buffer: Buffer): void {
    this.forms.set(value, loadOf(buffer, value));
  }

  /** Tells what `value` is, where nothing has to be computed for it. */
  bind(value: Value, form: Expression): void {
    this.forms.set(value, form);
  }

  /** `value` as a body may use it in every round: in memory, if it took work. */
  handed(value: Value): Expression {
    const form = this.form(value);
    return form.kind === 'apply' || form.kind === 'gather' ? this.view(value) : form;
  }

  /** The expression of a value. */
  form(value: Value): Expression {
    const known = this.forms.get(value);
    if (known !== undefined) return known;
    if (value.source.kind !== 'constant') throw new Error(`value ${value.id} is read before it is made`);
    const number = uniform(value.source.tensor);
    if (number === undefined) this.constants.set(this.stored(value), value);
    else this.forms.set(value, { kind: 'constant', value: number, dtype: value.dtype });
    return this.form(value);
  }

  /** Gives `value` its expression; one that takes work and that several read is stored, lest it be computed again. */
  define(value: Value, form: Expression): void {
    this.forms.set(value, form);
    if ((form.kind === 'apply' || form.kind === 'gather') && this.isShared(value)) this.view(value);
  }

  /** `value` in memory, as a load. Stores it if it is not there yet. */
  view(value: Value): Load {
    const form = this.form(value);
    if (form.kind === 'load') return form;
    const buffer = this.stored(value);
    this.store(value.shape, { buffer, ...rowMajorAccess(value.shape), value: form });
    return this.view(value);
  }

  /** `value` in memory in row-major order. */
  rowMajorView(value: Value): OwnOperand {
    const { buffer, offset, strides } = this.view(value);
    if (isRowMajor(value.shape, strides)) return { buffer, offset, shape: value.shape };
    return { buffer: this.copy(value).buffer, offset: 0, shape: value.shape };
  }

  /** Where the rows of `value` lie along its first axis, each of them row-major. */
  rowsOf(value: Value): Span {
    const view = this.view(value);
    // Whoever reads the value next finds the copy as well.
    if (!isRowMajor(value.shape.slice(1), view.strides.slice(1))) this.bind(value, this.copy(value));
    const { buffer, offset, strides } = this.view(value);
    return { buffer, offset, step: strides[0] };
  }

  /** A row-major copy of `value`. */
  copy(value: Value): Load {
    const buffer = this.buffer(value);
    this.store(value.shape, { buffer, ...rowMajorAccess(value.shape), value: this.form(value) });
    return loadOf(buffer, value);
  }

  /** The buffer of an output: row-major from its start, and none of those `taken`. */
  ownBuffer(value: Value, taken: ReadonlySet<Buffer>): Buffer {
    const { buffer, offset, strides } = this.view(value);
    const whole = offset === 0 && buffer.size === sizeOf(value.shape) && isRowMajor(value.shape, strides);
    const free = !taken.has(buffer) && !this.constants.has(buffer);
    return whole && free ? buffer : this.copy(value).buffer;
  }

  /** A kernel that stores every element of `domain`. */
  store(domain: Numbers, store: Store, accumulate = false): void {
    if (domain.includes(0)) return;
    this.kernels.push({ kind: 'map', domain, stores: [store], ...(accumulate && { accumulate }) });
  }
}

/** Where the elements of a tensor lie that has a buffer of its own. */
export function rowMajorAccess(shape: Numbers): Access {
  return { offset: 0, strides: rowMajor(shape) };
}

function loadOf(buffer: Buffer, { shape, dtype }: Spec): Load {
  return { kind: 'load', buffer, dtype, ...rowMajorAccess(shape) };
}

function isRowMajor(shape: Numbers, strides: Numbers): boolean {
  const wanted = rowMajor(shape);
  return shape.includes(0) || shape.every((n, axis) => n === 1 || strides[axis] === wanted[axis]);
}
