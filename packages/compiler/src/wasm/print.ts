// Functions in WebAssembly's text format, read back from their bytes: what is shown is what runs.
import { valueTypes, type Code } from './code.ts';
import { instructions, type Instruction } from './instructions.ts';

const byCode = new Map(
  [...instructions].map(([name, one]) => [`${one.prefix} ${one.opcode}`, [name, one] as const]),
);
const typeNames = new Map(Object.entries(valueTypes).map(([name, byte]) => [byte, name]));

/** Reads instructions off a function's body. */
class Reader {
  private readonly bytes: Uint8Array<ArrayBuffer>;
  private readonly view: DataView;
  at = 0;

  constructor(bytes: Uint8Array<ArrayBuffer>) {
    this.bytes = bytes;
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  }

  get done(): boolean {
    return this.at >= this.bytes.length;
  }
  byte(): number {
    return this.bytes[this.at++];
  }
  unsigned(): number {
    let value = 0;
    for (let scale = 1; ; scale *= 128) {
      const byte = this.byte();
      value += (byte & 0x7f) * scale;
      if (byte < 0x80) return value;
    }
  }
  signed(): bigint {
    let value = 0n;
    for (let shift = 0n; ; shift += 7n) {
      const byte = this.byte();
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return BigInt.asIntN(Number(shift) + 7, value);
    }
  }
  float32(): number {
    this.at += 4;
    return this.view.getFloat32(this.at - 4, true);
  }
  float64(): number {
    this.at += 8;
    return this.view.getFloat64(this.at - 8, true);
  }
  int32(): number {
    this.at += 4;
    return this.view.getInt32(this.at - 4, true);
  }
}

/** One function as `(func $name … )`; calls are shown by the names of `functions`. */
export function printFunction(code: Code, functions: readonly Code[]): string {
  const reader = new Reader(code.body.view() as Uint8Array<ArrayBuffer>);
  const list = (word: string, types: readonly string[]): string =>
    types.length === 0 ? '' : ` (${word} ${types.join(' ')})`;
  const types = ({ type }: { readonly type: string }): string => type;
  const lines = [
    `(func $${code.name}${list('param', code.parameters.map(types))}${list('result', code.results)}`,
    ...(code.locals.length === 0 ? [] : [` ${list('local', code.locals.map(types))}`]),
  ];
  let depth = 1;
  while (!reader.done) {
    const prefix = reader.byte();
    const wide = prefix === 0xfd || prefix === 0xfc;
    const found = byCode.get(wide ? `${prefix} ${reader.unsigned()}` : `0 ${prefix}`);
    if (found === undefined) throw new Error(`unknown instruction ${prefix}`);
    const [name, one] = found;
    if (name === 'end' || name === 'else') depth--;
    lines.push(`${'  '.repeat(depth)}${name}${immediate(reader, one, functions)}`);
    if (name === 'else' || one.immediate === 'block') depth++;
  }
  return `${lines.join('\n')})`;
}

function immediate(
  reader: Reader,
  { immediate: kind, align }: Instruction,
  functions: readonly Code[],
): string {
  switch (kind) {
    case 'none':
      return '';
    case 'block': {
      const type = typeNames.get(reader.byte());
      return type === undefined ? '' : ` (result ${type})`;
    }
    case 'function':
      return ` $${functions[reader.unsigned()].name}`;
    case 'label':
    case 'local':
    case 'global':
      return ` ${reader.unsigned()}`;
    case 'memory':
      return access(reader, align);
    case 'memoryLane':
      return `${access(reader, align)} ${reader.byte()}`;
    case 'lane':
      return ` ${reader.byte()}`;
    case 'i32':
    case 'i64':
      return ` ${reader.signed()}`;
    case 'f32':
      return ` ${reader.float32()}`;
    case 'f64':
      return ` ${reader.float64()}`;
    case 'v128':
      return ` i32x4 ${[0, 1, 2, 3].map(() => reader.int32()).join(' ')}`;
    case 'shuffle':
      return ` ${Array.from({ length: 16 }, () => reader.byte()).join(' ')}`;
    case 'one':
      reader.byte();
      return '';
    case 'two':
      reader.byte();
      reader.byte();
      return '';
  }
}

function access(reader: Reader, natural: number): string {
  const align = reader.unsigned();
  const offset = reader.unsigned();
  return `${offset === 0 ? '' : ` offset=${offset}`}${align === natural ? '' : ` align=${2 ** align}`}`;
}
