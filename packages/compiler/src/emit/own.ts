// Primitives with loops of their own: scatterAdd, cumsum, random bits. Operands lie in memory in row-major order.
import { sizeOf } from '@cotangent/tensor/extend';
import { bytesOf, type Addresses } from '../loops/buffer.ts';
import type { OwnKernel, OwnOperand } from '../loops/kernel.ts';
import type { Code, Local } from '../wasm/code.ts';
import { noteFailure, type Checks } from './checks.ts';
import { writeArgsort } from './argsort.ts';
import { writeRandomBits } from './threefry.ts';

type Write = (
  code: Code,
  kernel: OwnKernel,
  address: (operand: OwnOperand) => number,
  checks: Checks,
) => void;

/** Writes the loops of a primitive into the body of `code`. */
export function writeOwn(code: Code, kernel: OwnKernel, addresses: Addresses, checks: Checks): void {
  const address = ({ buffer, offset }: OwnOperand): number =>
    addresses(buffer) + offset * bytesOf[buffer.dtype];
  writers[kernel.primitive](code, kernel, address, checks);
}

/** The scalar loads, stores and sums of a dtype. */
function scalars(dtype: OwnOperand['buffer']['dtype']): {
  readonly load: string;
  readonly store: string;
  readonly add: string;
  readonly type: 'i32' | 'f32' | 'f64';
} {
  if (dtype === 'float64') return { load: 'f64.load', store: 'f64.store', add: 'f64.add', type: 'f64' };
  if (dtype === 'float32') return { load: 'f32.load', store: 'f32.store', add: 'f32.add', type: 'f32' };
  if (dtype === 'int32') return { load: 'i32.load', store: 'i32.store', add: 'i32.add', type: 'i32' };
  return { load: 'i32.load8_u', store: 'i32.store8', add: 'i32.add', type: 'i32' };
}

/** Zeros, then slice after slice added where its index says. */
const scatterAdd: Write = (code, { inputs: [x, indices], outputs: [out], params }, address, checks) => {
  const axis = params['axis'] as number;
  const size = params['size'] as number;
  const width = bytesOf[out.buffer.dtype];
  const { load, store, add } = scalars(out.buffer.dtype);
  const outer = sizeOf(x.shape.slice(0, axis));
  const slices = sizeOf(indices.shape);
  const row = sizeOf(out.shape.slice(axis + 1)) * width;
  if (sizeOf(out.shape) === 0) return;
  code
    .i32(address(out))
    .i32(0)
    .i32(sizeOf(out.shape) * width)
    .bulk('memory.fill');
  if (outer * slices * row === 0) return;
  const [from, to, index, place, step] = ['i32', 'i32', 'i32', 'i32', 'i32'].map(() => code.local('i32'));
  code.i32(address(x)).set(from).i32(address(out)).set(to);
  const width32 = indices.buffer.dtype === 'int32';
  code.for(0, outer, 1, () => {
    code.i32(address(indices)).set(index);
    code.for(0, slices, 1, () => {
      code
        .get(index)
        .memory(width32 ? 'i32.load' : 'i32.load8_u')
        .tee(place)
        .i32(size)
        .op('i32.ge_u');
      const count = (): void => {
        code.get(place).i32(row).op('i32.mul').get(to).op('i32.add').memory(load);
        code.if(() => noteFailure(code, checks({ kind: 'distinct' }), place));
      };
      code.if(
        () => {
          noteFailure(code, checks({ kind: 'inside', bound: size }), place);
          code.i32(0).set(place);
        },
        params['distinct'] === true ? count : undefined,
      );
      code.get(place).i32(row).op('i32.mul').get(to).op('i32.add').set(place);
      code.for(0, row, width, (at) => {
        code.get(place).get(at).op('i32.add').tee(step);
        code.get(step).memory(load).get(from).get(at).op('i32.add').memory(load).op(add).memory(store);
      });
      code.get(from).i32(row).op('i32.add').set(from);
      code
        .get(index)
        .i32(width32 ? 4 : 1)
        .op('i32.add')
        .set(index);
    });
    code
      .get(to)
      .i32(row * size)
      .op('i32.add')
      .set(to);
  });
  code.release(from, to, index, place, step);
};

/** Running sums line by line; float32 adds up in float64. */
const cumsum: Write = (code, { inputs: [x], outputs: [out], params }, address) => {
  const axis = params['axis'] as number;
  const n = out.shape[axis];
  const size = sizeOf(out.shape);
  if (size === 0) return;
  const [from, to] = [x.buffer.dtype, out.buffer.dtype];
  const inner = sizeOf(out.shape.slice(axis + 1));
  const [a, z] = [bytesOf[from], bytesOf[to]];
  const sum = code.local(to === 'int32' ? 'i32' : 'f64');
  const [read, write] = [code.local('i32'), code.local('i32')];
  const first = params['reverse'] === true ? (n - 1) * inner : 0;
  const step = params['reverse'] === true ? -inner : inner;
  const at = (start: Local, i: Local): void => void code.get(start).get(i).op('i32.add');
  code.for(0, size, inner * n, (line) => {
    code.for(0, inner, 1, (i) => {
      at(line, i);
      code.i32(first).op('i32.add').tee(read).i32(a).op('i32.mul').i32(address(x)).op('i32.add');
      code.get(read).i32(z).op('i32.mul').i32(address(out)).op('i32.add').set(write).set(read);
      if (to === 'int32') code.i32(0).set(sum);
      else code.f64(0).set(sum);
      code.for(0, n, 1, () => {
        code.get(write).get(sum).get(read).memory(scalars(from).load);
        if (from === 'float32') code.op('f64.promote_f32');
        code.op(to === 'int32' ? 'i32.add' : 'f64.add').tee(sum);
        if (to === 'float32') code.op('f32.demote_f64');
        code.memory(scalars(to).store);
        code
          .get(read)
          .i32(step * a)
          .op('i32.add')
          .set(read);
        code
          .get(write)
          .i32(step * z)
          .op('i32.add')
          .set(write);
      });
    });
  });
  code.release(sum, read, write);
};

const writers: Readonly<Record<string, Write>> = {
  scatterAdd,
  cumsum,
  randomBits: (code, { inputs: [key, counter], outputs: [out] }, address) =>
    writeRandomBits(code, address(key), address(counter), address(out), sizeOf(out.shape)),
  argsort: (code, kernel, address) => writeArgsort(code, kernel, address),
};
