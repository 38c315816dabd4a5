// One module: functions that are called by number, an imported memory, and what is exported by name.
// Source: WebAssembly Core Specification 3.0, section 5.5 (binary format of modules).
import { Bytes } from './bytes.ts';
import { valueTypes, type Code, type ValueType } from './code.ts';

/**
 * Functions that become a module, which imports its memory.
 * @example
 * const module = new Module();
 * module.export(new Code('one', [], ['i32']).i32(1));
 * module.encode(1).length > 8; // true
 */
export class Module {
  /** Those of the host's come first. */
  readonly functions: Code[] = [];
  private readonly indices = new Map<Code, number>();
  private imported = 0;
  private readonly exported = new Set<Code>();

  /** Adds a function and returns its index, which `Code.call` takes; a function that calls itself may be added first. */
  index(code: Code): number {
    const known = this.indices.get(code);
    if (known !== undefined) return known;
    const index = this.functions.push(code) - 1;
    this.indices.set(code, index);
    return index;
  }

  /** A function of the host's, `env` and its name; before all others. Returns its index. */
  import(code: Code): number {
    this.imported++;
    return this.index(code);
  }

  /** Adds a function and exports it under its name. */
  export(code: Code): number {
    this.exported.add(code);
    return this.index(code);
  }

  /** The module in binary; it imports its memory as `env.memory`, of at least `pages` times 64 KiB. */
  encode(pages: number): Uint8Array<ArrayBuffer> {
    const bytes = new Bytes();
    bytes.append(Uint8Array.of(0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00));
    const types = new Map<string, number>();
    const typeOf = (code: Code): number => {
      const key = `${code.parameters.map(({ type }) => type).join()}>${code.results.join()}`;
      const index = types.get(key) ?? types.size;
      types.set(key, index);
      return index;
    };
    const imported = this.imported;
    const typed = this.functions.map(typeOf);
    section(bytes, 1, types.size, (out) => {
      for (const key of types.keys()) {
        out.byte(0x60);
        for (const list of key.split('>')) {
          const names = list === '' ? [] : list.split(',');
          out.unsigned(names.length);
          for (const name of names) out.byte(valueTypes[name as ValueType]);
        }
      }
    });
    section(bytes, 2, 1 + imported, (out) => {
      out.text('env');
      out.text('memory');
      out.byte(0x02);
      out.byte(0x00);
      out.unsigned(pages);
      for (const [k, { name }] of this.functions.slice(0, imported).entries()) {
        out.text('env');
        out.text(name);
        out.byte(0x00);
        out.unsigned(typed[k]);
      }
    });
    section(bytes, 3, typed.length - imported, (out) => {
      for (const type of typed.slice(imported)) out.unsigned(type);
    });
    section(bytes, 7, this.exported.size, (out) => {
      for (const code of this.exported) {
        out.text(code.name);
        out.byte(0x00);
        out.unsigned(this.index(code));
      }
    });
    section(bytes, 10, typed.length - imported, (out) => {
      for (const code of this.functions.slice(imported)) body(out, code);
    });
    return bytes.view();
  }
}

function section(bytes: Bytes, id: number, count: number, write: (out: Bytes) => void): void {
  const out = new Bytes();
  out.unsigned(count);
  write(out);
  bytes.byte(id);
  bytes.unsigned(out.length);
  bytes.append(out.view());
}

/** Locals in runs of one type, then the instructions. */
function body(out: Bytes, code: Code): void {
  const one = new Bytes();
  const runs: { type: ValueType; count: number }[] = [];
  for (const { type } of code.locals) {
    const last = runs.at(-1);
    if (last?.type === type) last.count++;
    else runs.push({ type, count: 1 });
  }
  one.unsigned(runs.length);
  for (const { type, count } of runs) {
    one.unsigned(count);
    one.byte(valueTypes[type]);
  }
  one.append(code.body.view());
  one.byte(0x0b);
  out.unsigned(one.length);
  out.append(one.view());
}
