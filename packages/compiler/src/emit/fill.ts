// A buffer filled with one value: as a map over all of it.
import { bytesOf, type Addresses } from '../loops/buffer.ts';
import type { FillKernel } from '../loops/kernel.ts';
import type { Code } from '../wasm/code.ts';
import type { Checks } from './checks.ts';
import { writeMap } from './map.ts';

/** Writes a fill into the body of `code`. */
export function writeFill(
  code: Code,
  { buffer, value }: FillKernel,
  addresses: Addresses,
  checks: Checks,
): void {
  const { size, dtype } = buffer;
  if (value.kind === 'constant' && Object.is(value.value, 0)) {
    code
      .i32(addresses(buffer))
      .i32(0)
      .i32(size * bytesOf[dtype])
      .bulk('memory.fill');
    return;
  }
  const strides = [1];
  const repeated = 'strides' in value ? { ...value, strides: [0] } : value;
  const stores = [{ buffer, offset: 0, strides, value: repeated }];
  writeMap(code, { kind: 'map', domain: [size], stores }, addresses, checks);
}
