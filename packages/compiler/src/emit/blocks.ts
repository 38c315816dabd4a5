// Loops and branches as code: of the function that calls the kernels, in which rounds are counted and tensors moved.
import { bytesOf, type Addresses } from '../loops/buffer.ts';
import type {
  BlockKernel,
  Kernel,
  Move,
  RowsKernel,
  ScanKernel,
  Span,
  WhileKernel,
} from '../loops/kernel.ts';
import type { Code, Local } from '../wasm/code.ts';

/** Up to this many bytes are moved by loads and stores, without a call of the engine's. */
const fewBytes = 128;

/** Writes a loop or branch into the body of `code`; `write` writes the kernels in it. */
export function writeBlocks(
  code: Code,
  kernel: BlockKernel,
  addresses: Addresses,
  write: (kernels: readonly Kernel[], row?: Local) => void,
): void {
  switch (kernel.kind) {
    case 'rows':
      return writeRows(code, kernel, write);
    case 'scan':
      return writeScan(code, kernel, addresses, write);
    case 'while':
      return writeWhile(code, kernel, addresses, write);
    case 'cond':
      code.i32(addressOf(kernel.flag, addresses)).memory('i32.load8_u');
      code.if(
        () => write(kernel.onTrue),
        () => write(kernel.onFalse),
      );
  }
}

function writeScan(
  code: Code,
  { length, reverse, before, body, after }: ScanKernel,
  addresses: Addresses,
  write: (kernels: readonly Kernel[]) => void,
): void {
  const row = code.local('i32');
  code.for(0, length, 1, (round) => {
    if (reverse)
      code
        .i32(length - 1)
        .get(round)
        .op('i32.sub');
    else code.get(round);
    code.set(row);
    for (const move of before) writeMove(code, move, addresses, row);
    write(body);
    for (const move of after) writeMove(code, move, addresses, row);
  });
  code.release(row);
}

/** The last rows are as many as the others: some of them are walked twice. */
function writeRows(
  code: Code,
  { count, size, body }: RowsKernel,
  write: (kernels: readonly Kernel[], row: Local) => void,
): void {
  const row = code.local('i32');
  code.for(0, Math.ceil(count / size) * size, size, (first) => {
    code.get(first).i32(count - size);
    code
      .get(first)
      .i32(count - size)
      .op('i32.lt_s')
      .op('select')
      .set(row);
    write(body, row);
  });
  code.release(row);
}

function writeWhile(
  code: Code,
  { test, flag, body, after }: WhileKernel,
  addresses: Addresses,
  write: (kernels: readonly Kernel[]) => void,
): void {
  code.block((end) => {
    code.loop((again) => {
      write(test);
      code.i32(addressOf(flag, addresses)).memory('i32.load8_u').op('i32.eqz').brIf(end);
      write(body);
      for (const move of after) writeMove(code, move, addresses, undefined);
      code.br(again);
    });
  });
}

function addressOf({ buffer, offset }: Span, addresses: Addresses): number {
  return addresses(buffer) + offset * bytesOf[buffer.dtype];
}

/** Copies elements that are not in their place yet; `row` is the number of the row that the loop stands at. */
function writeMove(code: Code, { from, to, size }: Move, addresses: Addresses, row: Local | undefined): void {
  const bytes = size * bytesOf[from.buffer.dtype];
  const [source, target] = [addressOf(from, addresses), addressOf(to, addresses)];
  if (source === target && from.step === 0 && to.step === 0) return;
  const push = (start: number, { buffer, step }: Span): void => {
    code.i32(start);
    if (row === undefined || step === 0) return;
    code
      .get(row)
      .i32(step * bytesOf[buffer.dtype])
      .op('i32.mul')
      .op('i32.add');
  };
  if (bytes > fewBytes) {
    push(target, to);
    push(source, from);
    code.i32(bytes).bulk('memory.copy');
    return;
  }
  const [read, written] = [code.local('i32'), code.local('i32')];
  push(source, from);
  code.set(read);
  push(target, to);
  code.set(written);
  for (let at = 0; at < bytes;) {
    const [width, load, store] = widest(bytes - at);
    code.get(written).get(read).memory(load, at, 0).memory(store, at, 0);
    at += width;
  }
  code.release(read, written);
}

/** The widest load and store of at most so many bytes. */
function widest(bytes: number): readonly [width: number, load: string, store: string] {
  if (bytes >= 16) return [16, 'v128.load', 'v128.store'];
  if (bytes >= 8) return [8, 'i64.load', 'i64.store'];
  return bytes >= 4 ? [4, 'i32.load', 'i32.store'] : [1, 'i32.load8_u', 'i32.store8'];
}
