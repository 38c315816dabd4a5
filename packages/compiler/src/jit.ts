// jit: a function that is traced once a signature, and from then on is one WebAssembly program.
import type { Tensor } from '@cotangent/tensor';
import {
  interpreterOf,
  requireFunction,
  requireInteger,
  requireNumbers,
  requireOptions,
  takeApart,
  type Spec,
  type Structure,
} from '@cotangent/tensor/extend';
import { compile, type Stages } from './compile.ts';
import type { Runner } from './debugged.ts';
import { OuterValue, record } from './graph/record.ts';
import { LeafFunction, programOf } from './leafFunction.ts';
import { build, patternOf, readArguments, type ArgumentPattern, type Pattern } from './pattern.ts';
import { warn } from './runtime/warn.ts';
import { describeLeaves, fits, Signatures, type Arguments } from './signature.ts';

/** What `jit` may be told. */
export interface JitOptions {
  /** Positions of arguments that are part of the program: another value, another program. */
  readonly static?: readonly number[];
  /** Positions of arguments that end with the call, so that results may take their place. */
  readonly donate?: readonly number[];
  /**
   * Fused multiply-add where the engine has it: faster, but results differ between machines in their last digits. `inspect`
   * tells whether it is used; Node 20 has it with `--experimental-wasm-relaxed-simd`.
   */
  readonly relaxed?: boolean;
  /**
   * Runs the eager interpreter beside the program, and throws where they differ by more than rounding explains, naming
   * the first call that does and its line. Slow.
   */
  readonly debug?: boolean;
}

/** What there is for a signature. */
interface Compiled {
  readonly key: string;
  readonly specs: readonly Spec[];
  /** What its arguments and its result look like. */
  readonly patterns: readonly ArgumentPattern[];
  readonly result: Pattern;
  /** The function without donation, and its derivatives. */
  readonly plain: LeafFunction;
  /** The program for arguments that are not being differentiated, from the first such call on. */
  program: Runner | undefined;
}

type AnyFunction = (...args: never[]) => unknown;

/** Programs that a function keeps; those not used for longest go first. */
const mostPrograms = 64;
/** Compilations after which a function says that it is compiled over and over. */
const manyCompilations = 16;
const none: readonly Tensor[] = [];
const optionKinds = { static: 'any', donate: 'any', relaxed: 'boolean', debug: 'boolean' } as const;

/** What `inspect` asks of a jitted function: all stages of its compilation for these arguments. */
const stages = new WeakMap<AnyFunction, (args: readonly unknown[]) => Stages | undefined>();

/**
 * `f`, compiled: traced once for every signature (structure, shapes, dtypes, static arguments), then one WebAssembly
 * program, gradients and loops included.
 *
 * Takes and returns what `f` does. Where it is differentiated, its derivatives are programs too, and nothing is donated;
 * inside of another `jit`, and where it closes over values that are traced, it is `f` itself. Results stay in the program's memory until they are read, or until the next call needs their place: parameters going
 * round a training loop are not copied. A donated argument must not be used again. Tensors that `f` closes over are
 * constants of the program, and numbers among its arguments are float32 inputs unless they are static. Throws where `f`
 * reads a traced value.
 * @example
 * const step = jit((w: Tensor<[3]>, x: Tensor<[3]>) => sub(w, mul(0.5, x)));
 * step(tensor([1, 2, 3]), tensor([2, 2, 2])); // float32[3] [0, 1, 2]
 */
export function jit<A extends readonly unknown[], R>(
  f: (...args: A) => R,
  options: JitOptions = {},
): (...args: A) => R {
  requireFunction('jit', f, 'f');
  requireOptions<JitOptions>('jit', options, optionKinds);
  requirePositions('static', options.static);
  requirePositions('donate', options.donate);
  const name = f.name === '' ? 'jit' : f.name;
  const signatures = new Signatures(name, options.static, options.donate);
  const programs = new Map<string, Compiled>();
  const { relaxed = false, debug = false } = options;
  const making = { name, relaxed, debug };
  let compilations = 0;
  let last: Compiled | undefined;

  const traced = (given: Arguments): Compiled => {
    const specs = given.leaves.map(({ shape, dtype }) => ({ shape, dtype }) as Spec);
    // All that a program keeps of its first arguments, whose tensors would be kept with them.
    const { rebuild } = given;
    let structure: Structure = [];
    const trace = (inputs: readonly Tensor[]): readonly Tensor[] => {
      const flat = takeApart(name, 'output', f(...(rebuild(inputs) as [...A])));
      structure = flat.structure;
      return flat.leaves;
    };
    const plain = new LeafFunction(making, record(specs, trace), trace);
    const [patterns, result] = [given.patterns(), patternOf(structure)];
    return { key: given.key, specs, patterns, result, plain, program: undefined };
  };

  /** What there is for these arguments; `undefined` where the function closes over traced values. */
  const find = (given: Arguments): Compiled | undefined => {
    if (last !== undefined && last.key === given.key && fits(last.specs, given.leaves)) return last;
    const whole = `${given.key}${describeLeaves(given.leaves as readonly Spec[])}`;
    const known = programs.get(whole);
    programs.delete(whole);
    const found = known ?? make(given);
    if (found === undefined) return undefined;
    programs.set(whole, found);
    for (const [oldest] of programs) if (programs.size > mostPrograms) programs.delete(oldest);
    last = found;
    return found;
  };

  const make = (given: Arguments): Compiled | undefined => {
    try {
      const made = traced(given);
      if (++compilations === manyCompilations && last !== undefined) warnOf(name, last, made.specs);
      return made;
    } catch (error) {
      if (error instanceof OuterValue) return undefined;
      throw error;
    }
  };

  const call = (...args: A): unknown => {
    if (interpreterOf(none) !== undefined) return f(...args);
    const again = last?.program && readArguments(last.patterns, args, last.specs.length);
    if (last?.program !== undefined && again !== undefined && fits(last.specs, again))
      return build(last.result, last.program.run(again));
    const given = signatures.take(args);
    const found = given && find(given);
    if (given === undefined || found === undefined) return f(...args);
    if (given.differentiated) return build(found.result, found.plain.call(given.leaves));
    found.program ??= programOf(making, compile(found.plain.graph, { relaxed, donated: given.donated }), given.donated); // prettier-ignore
    return build(found.result, found.program.run(given.leaves));
  };
  stages.set(call, (args) => {
    const given = signatures.take(args);
    if (given === undefined) return undefined;
    return compile(traced(given).plain.graph, { relaxed, donated: given.donated });
  });
  return call as (...args: A) => R;
}

/** The stages of compiling a jitted function for these arguments; `undefined` for functions that `jit` did not make. */
export function stagesOf(jitted: AnyFunction, args: readonly unknown[]): Stages | undefined {
  return stages.get(jitted)?.(args);
}

function requirePositions(option: string, positions: readonly number[] = []): void {
  requireNumbers('jit', positions, option);
  positions.forEach((position, i) => requireInteger('jit', position, `${option}[${i}]`, 0));
}

function warnOf(name: string, { specs }: Compiled, now: readonly Spec[]): void {
  const [before, after] = [describeLeaves(specs), describeLeaves(now)];
  const what =
    before === after
      ? 'the arguments have another structure or other static values'
      : `${before}\n  now ${after}`;
  warn(
    `${name}: compiled ${manyCompilations} times, as its arguments keep changing.\n  before ${what}\n` +
      'Give inputs one shape, by padding or by dropping the last batch, and pass what changes as tensors.',
  );
}
