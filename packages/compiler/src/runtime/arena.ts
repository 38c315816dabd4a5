// The memory of one program, or an error that says what takes it up.
import { complain } from '@cotangent/tensor/extend';
import type { Emitted } from '../emit/program.ts';
import { bytesOf } from '../loops/buffer.ts';
import { engine, type Memory } from '../wasm/engine.ts';

/** Pages of 64 KiB that addresses of 32 bits reach. */
const mostPages = 65536;

/** A memory as large as the plan asks for. Throws where WebAssembly or the machine has not that much. */
export function arena(name: string, emitted: Emitted): Memory {
  if (emitted.pages > mostPages)
    refuse(name, emitted, 'a program must fit into the 4 GiB that WebAssembly can address');
  try {
    return new engine.Memory({ initial: emitted.pages });
  } catch {
    return refuse(name, emitted, 'there must be memory for the program');
  }
}

function refuse(name: string, { memory }: Emitted, rule: string): never {
  const buffers = [...memory.addresses.keys()]
    .map(({ dtype, size }) => ({ text: `${dtype} × ${size}`, bytes: size * bytesOf[dtype] }))
    .toSorted((a, b) => b.bytes - a.bytes)
    .slice(0, 5)
    .map(({ text, bytes }) => `${text} (${show(bytes)})`);
  return complain({
    op: name,
    rule,
    got: { memory: show(memory.size), 'largest buffers': buffers.join(', ') },
    argument: 'memory',
    expected: 'less at a time',
    hint: 'Use smaller batches, or checkpoint what the backward pass keeps.',
  });
}

/** `1.5 GB` */
function show(bytes: number): string {
  return bytes < 1e9 ? `${(bytes / 1e6).toFixed(1)} MB` : `${(bytes / 1e9).toFixed(2)} GB`;
}
