// The body of one function, written instruction by instruction. Labels are values, so that depths are never counted by
// hand, and loops over constant bounds, which all kernels are made of, have a form of their own.
import { Bytes } from './bytes.ts';
import { instruction } from './instructions.ts';

/** The types of values. */
export type ValueType = 'i32' | 'i64' | 'f32' | 'f64' | 'v128';
export const valueTypes: Readonly<Record<ValueType, number>> = {
  i32: 0x7f,
  i64: 0x7e,
  f32: 0x7d,
  f64: 0x7c,
  v128: 0x7b,
};

/** A local variable of the function it was made in. */
export interface Local {
  readonly index: number;
  readonly type: ValueType;
}

/** Where `br` leads: the end of a block, or the start of a loop. */
export interface Label {
  readonly depth: number;
}

/**
 * A function whose body is being written; the instructions' names are those of WebAssembly's text format.
 * @example
 * const code = new Code('add', ['i32', 'i32'], ['i32']);
 * const [a, b] = code.parameters;
 * code.get(a).get(b).op('i32.add');
 */
export class Code {
  readonly name: string;
  readonly parameters: readonly Local[];
  readonly results: readonly ValueType[];
  readonly locals: Local[] = [];
  readonly body: Bytes = new Bytes();
  private readonly free = new Map<ValueType, Local[]>();
  private depth = 0;

  constructor(name: string, parameters: readonly ValueType[] = [], results: readonly ValueType[] = []) {
    this.name = name;
    this.parameters = parameters.map((type, index) => ({ index, type }));
    this.results = results;
  }

  /** A local variable of this type; its value is whatever its last user left. */
  local(type: ValueType): Local {
    const reused = this.free.get(type)?.pop();
    if (reused !== undefined) return reused;
    const local = { index: this.parameters.length + this.locals.length, type };
    this.locals.push(local);
    return local;
  }

  /** Gives locals back for later use. */
  release(...locals: readonly Local[]): void {
    for (const local of locals) {
      const pool = this.free.get(local.type);
      if (pool === undefined) this.free.set(local.type, [local]);
      else pool.push(local);
    }
  }

  /** An instruction without immediates. */
  op(name: string): this {
    this.opcode(name);
    return this;
  }

  get({ index }: Local): this {
    this.body.byte(0x20);
    this.body.unsigned(index);
    return this;
  }
  set({ index }: Local): this {
    this.body.byte(0x21);
    this.body.unsigned(index);
    return this;
  }
  tee({ index }: Local): this {
    this.body.byte(0x22);
    this.body.unsigned(index);
    return this;
  }

  i32(value: number): this {
    this.body.byte(0x41);
    this.body.signed(value | 0);
    return this;
  }
  i64(value: bigint): this {
    this.body.byte(0x42);
    this.body.signed(value);
    return this;
  }
  f32(value: number): this {
    this.body.byte(0x43);
    this.body.float32(value);
    return this;
  }
  f64(value: number): this {
    this.body.byte(0x44);
    this.body.float64(value);
    return this;
  }
  /** A vector of 16 bytes, from a typed array of 16 bytes. */
  v128(lanes: Float32Array | Float64Array | Int32Array | Uint8Array | BigInt64Array): this {
    this.opcode('v128.const');
    this.body.append(new Uint8Array(lanes.buffer, lanes.byteOffset, 16));
    return this;
  }
  shuffle(lanes: readonly number[]): this {
    this.opcode('i8x16.shuffle');
    for (const lane of lanes) this.body.byte(lane);
    return this;
  }

  /** A load or store at the address on the stack plus `offset` bytes; `align` is log2, natural if not given. */
  memory(name: string, offset = 0, align?: number): this {
    const { align: natural } = this.opcode(name);
    this.body.unsigned(align ?? natural);
    this.body.unsigned(offset);
    return this;
  }
  /** A load or store of one lane. */
  memoryLane(name: string, lane: number, offset = 0): this {
    const { align } = this.opcode(name);
    this.body.unsigned(align);
    this.body.unsigned(offset);
    this.body.byte(lane);
    return this;
  }
  /** `extract_lane` and `replace_lane`. */
  lane(name: string, lane: number): this {
    this.opcode(name);
    this.body.byte(lane);
    return this;
  }

  /** Fills or copies memory: `memory.fill` (address, byte, length), `memory.copy` (to, from, length). */
  bulk(name: 'memory.fill' | 'memory.copy'): this {
    this.opcode(name);
    this.body.byte(0);
    if (name === 'memory.copy') this.body.byte(0);
    return this;
  }

  /** Calls the function with this index in the module; see `Module.index`. */
  call(index: number): this {
    this.body.byte(0x10);
    this.body.unsigned(index);
    return this;
  }

  /** `body` is given the label of the block's end. */
  block(body: (end: Label) => void): this {
    return this.nest(0x02, body);
  }
  /** `body` is given the label of the loop's start. */
  loop(body: (start: Label) => void): this {
    return this.nest(0x03, body);
  }
  /** Takes an i32 from the stack. */
  if(then: () => void, otherwise?: () => void): this {
    this.body.byte(0x04);
    this.body.byte(0x40);
    this.depth++;
    then();
    if (otherwise !== undefined) {
      this.body.byte(0x05);
      otherwise();
    }
    this.depth--;
    this.body.byte(0x0b);
    return this;
  }
  br(label: Label): this {
    this.body.byte(0x0c);
    this.body.unsigned(this.depth - label.depth);
    return this;
  }
  brIf(label: Label): this {
    this.body.byte(0x0d);
    this.body.unsigned(this.depth - label.depth);
    return this;
  }

  /**
   * `body(i)` for `i` from `start` up to `end`, exclusive, in steps of `step`; at least once. The counter is an i32
   * local of the loop's own. The test stands at the end: one branch an iteration.
   */
  for(start: number, end: number, step: number, body: (i: Local) => void): this {
    const i = this.local('i32');
    this.i32(start).set(i);
    this.loop((again) => {
      body(i);
      this.get(i).i32(step).op('i32.add').tee(i).i32(end).op('i32.lt_s').brIf(again);
    });
    this.release(i);
    return this;
  }

  private nest(opcode: number, body: (label: Label) => void): this {
    this.body.byte(opcode);
    this.body.byte(0x40);
    this.depth++;
    body({ depth: this.depth });
    this.depth--;
    this.body.byte(0x0b);
    return this;
  }

  private opcode(name: string): { readonly align: number } {
    const found = instruction(name);
    if (found.prefix !== 0) this.body.byte(found.prefix);
    if (found.prefix === 0) this.body.byte(found.opcode);
    else this.body.unsigned(found.opcode);
    return found;
  }
}
