// A compiled program: an instance with an arena of its own, into which arguments are put and in which results stay.
import type { DType, Tensor, TypedArray } from '@cotangent/tensor';
import { contiguous, dense, DenseTensor, showSpec, sizeOf, type Spec } from '@cotangent/tensor/extend';
import { statusAddress, type Check } from '../emit/checks.ts';
import type { Emitted, Printed } from '../emit/program.ts';
import { showValue } from '../graph/effects.ts';
import type { Graph } from '../graph/graph.ts';
import type { Lowered } from '../loops/lower.ts';
import type { Memory } from '../wasm/engine.ts';
import { arena, instance } from './arena.ts';
import { refuseReentry, refuseValue } from './refuse.ts';
import { donateDense, Resident, type Slot } from './resident.ts';

/** Results of at most this many elements leave at once, unless they may be what is given away next. */
const small = 16;

/** One signature of a jitted function, ready to run. */
export class Program {
  private readonly name: string;
  private readonly memory: Memory;
  private readonly status: Int32Array;
  private readonly start: () => void;
  private readonly inputs: readonly Slot[];
  private readonly outputs: readonly Slot[];
  private readonly donated: readonly boolean[];
  private readonly checks: readonly Check[];
  /** What was last put into each input's place, so that it is not put there again. */
  private readonly present: (Tensor | undefined)[];
  /** Results of the last call that stayed, by output. */
  private readonly live: (Resident | undefined)[];
  /** Which results stay. */
  private readonly stay: readonly boolean[];
  /** The arguments of the call that is under way. */
  private current: readonly Tensor[] | undefined;
  /** Where arguments lie, in bytes. */
  private readonly places: ReadonlySet<number>;

  constructor(name: string, graph: Graph, lowered: Lowered, emitted: Emitted, donated: readonly boolean[]) {
    this.name = name;
    this.donated = donated;
    this.checks = emitted.checks;
    this.memory = arena(name, emitted);
    this.status = new Int32Array(this.memory.buffer, statusAddress, 2);
    const slot = (values: Graph['inputs'], buffers: Lowered['inputs']): Slot[] =>
      buffers.map((buffer, i) => {
        const spec = { shape: values[i].shape, dtype: values[i].dtype };
        const address = emitted.memory.addresses.get(buffer) as number;
        return { owner: this, spec, address, values: windowOn(this.memory.buffer, address, spec) };
      });
    this.inputs = slot(graph.inputs, lowered.inputs);
    this.outputs = slot(graph.outputs, lowered.outputs);
    const given = this.inputs.filter((_, i) => donated[i]);
    this.stay = this.outputs.map(
      ({ spec, values }) =>
        values.length > small || given.some((one) => showSpec(one.spec) === showSpec(spec)),
    );
    this.live = this.outputs.map(() => undefined);
    this.places = new Set(this.inputs.map(({ address }) => address));
    this.present = this.inputs.map(() => undefined);
    for (const { at, words } of emitted.tables)
      new Int32Array(this.memory.buffer, at, words.length).set(words);
    for (const [buffer, value] of lowered.constants) {
      if (value.source.kind !== 'constant') continue;
      const address = emitted.memory.addresses.get(buffer) as number;
      put(windowOn(this.memory.buffer, address, value), value.source.tensor);
    }
    const print = (which: number): void => this.print(emitted.printed[which]);
    const { prepare, run } = instance(name, emitted, this.memory, print);
    prepare();
    this.start = run;
  }

  /** Runs on leaves of the program's signature. */
  run(leaves: readonly Tensor[]): readonly Tensor[] {
    if (this.current !== undefined) refuseReentry(this.name);
    this.makeRoom(leaves);
    this.bring(leaves);
    const { status, outputs } = this;
    status[0] = 0;
    this.current = leaves;
    try {
      this.start();
    } finally {
      this.current = undefined;
    }
    if (status[0] !== 0) refuseValue(this.name, this.checks[status[0] - 1], status[1]);
    this.endDonated(leaves);
    const results = new Array<Tensor>(outputs.length);
    for (let i = 0; i < outputs.length; i++) {
      const { spec, values } = outputs[i];
      if (this.stay[i]) results[i] = this.live[i] = new Resident(outputs[i]);
      else results[i] = dense(values.slice() as TypedArray<DType>, spec.dtype, spec.shape) as Tensor;
    }
    return results;
  }

  /** Results of the last call leave, unless this call takes them over. */
  private makeRoom(leaves: readonly Tensor[]): void {
    for (let i = 0; i < this.live.length; i++) {
      const result = this.live[i];
      if (result === undefined || !result.inPlace) continue;
      const at = leaves.indexOf(result);
      const takenOver = at >= 0 && this.donated[at] && leaves.indexOf(result, at + 1) < 0;
      if (!takenOver) result.evacuate();
    }
  }

  /** Puts every argument into its place. Results that lie in the place of another leave first, lest they be overwritten. */
  private bring(leaves: readonly Tensor[]): void {
    const { inputs, present } = this;
    for (let i = 0; i < inputs.length; i++) {
      const x = leaves[i];
      if (x instanceof Resident) {
        x.requireAlive(this.name);
        if (this.holds(x) && x.slot?.address !== inputs[i].address && this.mayGo(x)) x.evacuate();
      } else void (x as DenseTensor).values;
    }
    for (let i = 0; i < inputs.length; i++) {
      const x = leaves[i];
      if (x === present[i]) continue;
      if (!(x instanceof Resident)) put(inputs[i].values, x as DenseTensor);
      else if (!this.holds(x) || x.slot?.address !== inputs[i].address)
        inputs[i].values.set(x.values(this.name));
      present[i] = this.donated[i] ? undefined : x;
    }
  }

  /** Whether its place may be written to before it is copied, or though the call fails. */
  private mayGo({ slot }: Resident): boolean {
    return this.checks.length > 0 || (slot !== undefined && this.places.has(slot.address));
  }

  private holds(x: Resident): boolean {
    return x.slot?.owner === this;
  }

  /** Ends the lives of donated arguments: their places belong to the results. */
  private endDonated(leaves: readonly Tensor[]): void {
    for (let i = 0; i < leaves.length; i++) {
      if (!this.donated[i]) continue;
      const x = leaves[i];
      if (x instanceof Resident) x.donate(this.name);
      else if (x instanceof DenseTensor) donateDense(x, this.name);
    }
  }

  /** Shows a value. Whoever is shown it may look at arguments, or throw: donated ones, half replaced, end before. */
  private print({ label, address, shape, dtype }: Printed): void {
    this.endDonated(this.current ?? []);
    const values = windowOn(this.memory.buffer, address, { shape, dtype }).slice() as TypedArray<DType>;
    showValue(label, dense(values, dtype, shape) as DenseTensor);
  }
}

/** Copies a tensor into the arena. */
function put(target: TypedArray, x: DenseTensor): void {
  const { values, offset, size } = x.contiguous ? x : contiguous(x);
  if (size === 1) target[0] = values[offset];
  else target.set(values.length === size ? values : values.subarray(offset, offset + size));
}

/** Elements of `spec` at `address`. */
function windowOn(buffer: ArrayBuffer, address: number, { dtype, shape }: Spec): TypedArray {
  const size = sizeOf(shape);
  switch (dtype) {
    case 'float32':
      return new Float32Array(buffer, address, size);
    case 'float64':
      return new Float64Array(buffer, address, size);
    case 'int32':
      return new Int32Array(buffer, address, size);
    default:
      return new Uint8Array(buffer, address, size);
  }
}
