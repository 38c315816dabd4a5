// What distinguishes one compilation of a function from another: the structure of its arguments, the shapes and dtypes
// of their leaves, and the values of static arguments.
import { tensor, type Tensor } from '@cotangent/tensor';
import {
  complain,
  putTogether,
  showSpec,
  takeApart,
  Tracer,
  type Spec,
  type Structure,
} from '@cotangent/tensor/extend';
import { primalOf } from '@cotangent/autograd/extend';
import { patternOf, type ArgumentPattern } from './pattern.ts';
import { Resident } from './runtime/resident.ts';

/** Arguments taken apart. */
export interface Arguments {
  readonly leaves: readonly Tensor[];
  /** Whether some leaves are values that are being differentiated. */
  readonly differentiated: boolean;
  /** Which leaves may be overwritten. */
  readonly donated: readonly boolean[];
  /** Structures and static arguments, as text: equal for arguments that differ in their tensors only. */
  readonly key: string;
  /** What arguments of this key look like. */
  readonly patterns: () => readonly ArgumentPattern[];
  /** The arguments with other tensors in the places of their leaves. */
  readonly rebuild: (leaves: readonly Tensor[]) => readonly unknown[];
}

interface Numbers {
  get(key: unknown): number | undefined;
  set(key: unknown, number: number): void;
}

/** Takes the arguments of a jitted function apart; `undefined` where some of them have no values yet. */
export class Signatures {
  private readonly name: string;
  private readonly fixed: ReadonlySet<number>;
  private readonly given: ReadonlySet<number>;
  /** Numbers of static arguments that are told apart by identity; objects and functions live no longer for that. */
  private readonly identities = new WeakMap<object, number>();
  private readonly symbols = new Map<symbol, number>();
  private known = 0;
  private readonly spelled: { readonly structure: Structure; readonly text: string }[] = [];

  constructor(name: string, fixed: readonly number[] = [], given: readonly number[] = []) {
    this.name = name;
    this.fixed = new Set(fixed);
    this.given = new Set(given);
  }

  take(args: readonly unknown[]): Arguments | undefined {
    const leaves: Tensor[] = [];
    const donated: boolean[] = [];
    let differentiated = false;
    // What is kept of the arguments while their programs are: not their tensors.
    const structures: (Structure | undefined)[] = [];
    const statics: unknown[] = [];
    let key = '';
    for (let i = 0; i < args.length; i++) {
      const arg = args[i];
      if (this.fixed.has(i)) {
        structures.push(undefined);
        statics[i] = arg;
        key += `${this.spell(arg, i)};`;
        continue;
      }
      const flat = takeApart(this.name, `argument ${i}`, typeof arg === 'number' ? tensor(arg) : arg);
      structures.push(flat.structure);
      key += this.spellStructure(i, flat.structure);
      for (const leaf of flat.leaves) {
        if (leaf instanceof Tracer && !(leaf instanceof Resident)) {
          const primal = primalOf(leaf);
          if (primal instanceof Tracer && !(primal instanceof Resident)) return undefined;
          differentiated = true;
        }
        leaves.push(leaf);
        donated.push(this.given.has(i));
      }
    }
    const rebuild = (others: readonly Tensor[]): readonly unknown[] => {
      let next = 0;
      return structures.map((structure, i) => {
        if (structure === undefined) return statics[i];
        const own = others.slice(next, next + countLeaves(structure));
        next += own.length;
        return putTogether(structure, own);
      });
    };
    const patterns = (): readonly ArgumentPattern[] =>
      structures.map((structure, i) =>
        structure === undefined ? { fixed: statics[i] } : patternOf(structure),
      );
    return { leaves, differentiated, donated, key, patterns, rebuild };
  }

  /** A structure as text, which is made anew only where it is another than that of the last call. */
  private spellStructure(position: number, structure: Structure): string {
    const last = this.spelled[position];
    if (last !== undefined && isSame(last.structure, structure)) return last.text;
    const text = `${JSON.stringify(structure)};`;
    this.spelled[position] = { structure, text };
    return text;
  }

  /** A static argument as text: plain values by value, all others by identity. */
  private spell(arg: unknown, position: number): string {
    if (typeof arg === 'number') return Object.is(arg, -0) ? '-0' : String(arg);
    if (isPlainData(arg, () => this.refuseCycle(position))) return JSON.stringify(arg);
    if (typeof arg !== 'object' && typeof arg !== 'function' && typeof arg !== 'symbol')
      return `${typeof arg} ${String(arg)}`;
    const numbers: Numbers = typeof arg === 'symbol' ? this.symbols : this.identities;
    const number = numbers.get(arg) ?? this.known++;
    numbers.set(arg, number);
    return `#${number}`;
  }

  private refuseCycle(position: number): never {
    return complain({
      op: this.name,
      rule: 'a static argument must not contain itself',
      got: { [`argument ${position}`]: 'an object inside of itself' },
      argument: `argument ${position}`,
      expected: 'plain data without cycles, which is told apart by its text, or an instance of a class',
    });
  }
}

/** Numbers, strings, booleans and nulls, in arrays and plain objects; `cyclic` is called for one inside of itself. */
function isPlainData(x: unknown, cyclic: () => never, outside: readonly unknown[] = []): boolean {
  if (x === null || typeof x === 'string' || typeof x === 'boolean') return true;
  if (typeof x === 'number') return Number.isFinite(x) && !Object.is(x, -0);
  if (typeof x !== 'object') return false;
  if (!Array.isArray(x) && Object.getPrototypeOf(x) !== Object.prototype) return false;
  if (outside.includes(x)) cyclic();
  const around = [...outside, x];
  return Object.values(x).every((part) => isPlainData(part, cyclic, around));
}

/** Whether two structures are equal. */
function isSame(a: Structure, b: Structure): boolean {
  if (a === '*' || b === '*') return a === b;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const [x, y] = [a, b] as readonly object[] as readonly Readonly<Record<string, Structure>>[];
  let count = 0;
  for (const key in x) {
    if (!(key in y) || !isSame(x[key], y[key])) return false;
    count++;
  }
  return count === Object.keys(y).length;
}

function countLeaves(structure: Structure): number {
  if (structure === '*') return 1;
  return Object.values(structure as object).reduce(
    (sum: number, part) => sum + countLeaves(part as Structure),
    0,
  );
}

/** Whether leaves have the shapes and dtypes of `specs`. */
export function fits(specs: readonly Spec[], leaves: readonly Tensor[]): boolean {
  if (specs.length !== leaves.length) return false;
  for (let i = 0; i < specs.length; i++) {
    const { shape, dtype } = leaves[i] as Spec;
    const wanted = specs[i];
    if (dtype !== wanted.dtype || shape.length !== wanted.shape.length) return false;
    for (let axis = 0; axis < shape.length; axis++) if (shape[axis] !== wanted.shape[axis]) return false;
  }
  return true;
}

/** Leaves as messages show them: `float32[2, 3], int32[]`. */
export function describeLeaves(leaves: readonly Spec[]): string {
  return leaves.map((leaf) => showSpec(leaf)).join(', ');
}
