// The memory of one program and its instance, or an error that says what takes up the memory.
import type { Emitted } from '../emit/program.ts';
import { engine, type Memory } from '../wasm/engine.ts';
import { refuseMemory, refuseModule } from './refuse.ts';

/** Pages of 64 KiB that addresses of 32 bits reach. */
const mostPages = 65536;

/** A memory as large as the plan asks for. Throws where WebAssembly or the machine has not that much. */
export function arena(name: string, emitted: Emitted): Memory {
  if (emitted.pages > mostPages)
    refuseMemory(name, emitted, 'a program must fit into the 4 GiB that WebAssembly can address');
  try {
    return new engine.Memory({ initial: emitted.pages });
  } catch {
    return refuseMemory(name, emitted, 'there must be memory for the program');
  }
}

/** The functions of the program in its memory. Throws where the engine does not take the module. */
export function instance(
  name: string,
  emitted: Emitted,
  memory: Memory,
  print: (which: number) => void,
): Readonly<Record<string, () => void>> {
  try {
    return new engine.Instance(new engine.Module(emitted.bytes), { env: { memory, print } }).exports;
  } catch (error) {
    return refuseModule(name, emitted, error);
  }
}
