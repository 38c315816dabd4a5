// argsort: merge sort line by line, bottom up and stable, NaN last, between two rows of positions.
import { sizeOf } from '@cotangent/tensor/extend';
import { bytesOf } from '../loops/buffer.ts';
import type { OwnKernel, OwnOperand } from '../loops/kernel.ts';
import type { Code, Local } from '../wasm/code.ts';

/** How far two positions lie apart in memory. */
const word = 4;

/** Sorts the positions along an axis; the second output is the other row of positions. */
export function writeArgsort(code: Code, kernel: OwnKernel, address: (operand: OwnOperand) => number): void {
  const {
    inputs: [x],
    outputs: [out, spare],
    params,
  } = kernel;
  const axis = params['axis'] as number;
  const n = out.shape[axis];
  const size = sizeOf(out.shape);
  if (size === 0) return;
  const inner = sizeOf(out.shape.slice(axis + 1));
  const { dtype } = x.buffer;
  const width = bytesOf[dtype];
  const row = address(spare);
  const [line, width2, left, middle, right, i, j, k, from, to, swap, a, b] = Array.from({ length: 13 }, () =>
    code.local('i32'),
  );
  const type = dtype === 'float64' ? 'f64' : dtype === 'float32' ? 'f32' : 'i32';
  const load = width === 1 ? 'i32.load8_u' : `${type}.load`;
  const [u, v] = [code.local(type), code.local(type)];

  /** Pushes the element at the position that the local holds. */
  const element = (position: Local): void => {
    code
      .get(position)
      .i32(inner * width)
      .op('i32.mul')
      .get(line)
      .op('i32.add')
      .memory(load, address(x));
  };
  /** Pushes whether `v` goes strictly before `u`. */
  const before = (): void => {
    const less = params['descending'] === true ? 'gt' : 'lt';
    code
      .get(v)
      .get(u)
      .op(`${type}.${less}${type === 'i32' ? '_s' : ''}`);
    if (type === 'i32') return;
    code.get(u).get(u).op(`${type}.ne`).get(v).get(v).op(`${type}.eq`).op('i32.and').op('i32.or');
  };
  const smaller = (x1: Local, y: () => void, into: Local): void => {
    code.get(x1);
    y();
    code.get(x1);
    y();
    code.op('i32.lt_s').op('select').set(into);
  };

  const merge = (): void => {
    code.get(left).set(i).get(middle).set(j).get(left).set(k);
    code.block((done) => {
      code.loop((again) => {
        code.get(k).get(right).op('i32.ge_s').brIf(done);
        // The right one goes first if the left run is used up, or if it is there and strictly before.
        code.get(from).get(i).i32(word).op('i32.mul').op('i32.add').memory('i32.load').set(a);
        code.get(from).get(j).i32(word).op('i32.mul').op('i32.add').memory('i32.load').set(b);
        code.get(i).get(middle).op('i32.ge_s');
        code.if(
          () => code.i32(1).set(swap),
          () => {
            code.get(j).get(right).op('i32.ge_s');
            code.if(
              () => code.i32(0).set(swap),
              () => {
                element(a);
                code.set(u);
                element(b);
                code.set(v);
                before();
                code.set(swap);
              },
            );
          },
        );
        code.get(to).get(k).i32(word).op('i32.mul').op('i32.add');
        code.get(b).get(a).get(swap).op('select').memory('i32.store');
        code.get(i).i32(1).get(swap).op('i32.sub').op('i32.add').set(i);
        code.get(j).get(swap).op('i32.add').set(j);
        code.get(k).i32(1).op('i32.add').set(k).br(again);
      });
    });
  };

  code.for(0, size, inner * n, (outer) => {
    code.for(0, inner, 1, (at) => {
      const start = code.local('i32');
      code.get(outer).get(at).op('i32.add').tee(start).i32(width).op('i32.mul').set(line);
      code
        .i32(row)
        .set(from)
        .i32(row + n * word)
        .set(to);
      code.for(0, n, 1, (p) => code.get(p).i32(word).op('i32.mul').get(p).memory('i32.store', row));
      code.i32(1).set(width2);
      code.block((sorted) => {
        code.loop((wider) => {
          code.get(width2).i32(n).op('i32.ge_s').brIf(sorted);
          code.i32(0).set(left);
          code.loop((next) => {
            code.get(left).get(width2).op('i32.add').set(middle);
            smaller(middle, () => code.i32(n), middle);
            code.get(left).get(width2).i32(2).op('i32.mul').op('i32.add').set(right);
            smaller(right, () => code.i32(n), right);
            merge();
            code.get(right).tee(left).i32(n).op('i32.lt_s').brIf(next);
          });
          code.get(from).set(swap).get(to).set(from).get(swap).set(to);
          code.get(width2).i32(2).op('i32.mul').set(width2).br(wider);
        });
      });
      code.for(0, n, 1, (p) => {
        code.get(p).i32(inner).op('i32.mul').get(start).op('i32.add').i32(word).op('i32.mul');
        code.get(from).get(p).i32(word).op('i32.mul').op('i32.add').memory('i32.load');
        code.memory('i32.store', address(out));
      });
      code.release(start);
    });
  });
  code.release(line, width2, left, middle, right, i, j, k, from, to, swap, a, b, u, v);
}
