// Errors at the door: one form for every user mistake.
// Line 1 is the op and the rule, then each argument, last what was expected and a remedy that works.

/** What the error of an op consists of; the message is derived from it. */
export interface Complaint {
  /** The op the user called. */
  readonly op: string;
  /** The broken rule, a sentence without its full stop: `inner dimensions must match`. */
  readonly rule: string;
  /** Every relevant argument by parameter name, described: `{ a: 'float32[2, 3]   last axis 3' }`. */
  readonly got: Readonly<Record<string, string>>;
  /** The offending parameter's name; a key of `got`. */
  readonly argument: string;
  /** What would have been accepted, as a sentence without its full stop, `Expected` left out. */
  readonly expected: string;
  /** A whole sentence that mends the call; only if it works for these very arguments. */
  readonly hint?: string | undefined;
}

/**
 * Thrown for every mistake a caller can make, with the parts of its message as fields.
 * @example
 * const x: Tensor = zeros([2, 3]);
 * try {
 *   withShape(x, [2, 4]);
 * } catch (error) {
 *   if (error instanceof CotangentError) console.log(error.op, error.received);
 * }
 */
export class CotangentError extends Error {
  override readonly name = 'CotangentError';
  readonly op: string;
  readonly argument: string;
  readonly expected: string;
  readonly received: string;
  readonly hint: string | undefined;
  /** Where in a model it happened, such as `sequential[3].conv`; empty outside of models. */
  readonly path: string;
  /** What it was made from, so that it can be said again with its path. */
  readonly complaint: Complaint;

  constructor(complaint: Complaint, path = '') {
    const { op, rule, got, argument, expected, hint } = complaint;
    const lines = Object.entries(got).map(([name, text]) => `\n  ${name}: ${text}`);
    const where = path === '' || path === op || path.endsWith(`.${op}`) ? path || op : `${path}: ${op}`;
    super(
      `${where}: ${rule}.${lines.join('')}\nExpected ${expected}.${hint === undefined ? '' : ` ${hint}`}`,
    );
    this.path = path;
    this.complaint = complaint;
    this.op = op;
    this.argument = argument;
    this.expected = expected;
    this.received = got[argument] ?? '';
    this.hint = hint;
  }
}

/**
 * Throws the error that `complaint` describes.
 * @example
 * const half = (n: number): number =>
 *   n % 2 === 0
 *     ? n / 2
 *     : complain({ op: 'half', rule: 'numbers must be even', got: { n: show(n) }, argument: 'n', expected: 'an even number' });
 * half(6); // 3
 */
export function complain(complaint: Complaint): never {
  throw new CotangentError(complaint);
}

/**
 * A list of sizes as messages show it; whatever else is shown as it is.
 * @example showList([2, 'n']); // '[2, n]'
 */
export function showList(values: readonly unknown[]): string {
  if (!Array.isArray(values)) return show(values);
  return `[${values.map((value) => (typeof value === 'string' ? value : show(value))).join(', ')}]`;
}

/**
 * A tensor as messages show it.
 * @example showSpec(zeros([2, 3])); // 'float32[2, 3]'
 */
export function showSpec(x: { readonly dtype: string; readonly shape: readonly number[] }): string {
  return x.dtype + showList(x.shape);
}

/**
 * Any value as messages show it: tensors by dtype and shape, everything else briefly.
 * @example show(zeros([2, 3])); // 'float32[2, 3]'
 */
export function show(x: unknown): string {
  if (typeof x === 'object' && x !== null) {
    if (isSpec(x)) return showSpec(x);
    if (ArrayBuffer.isView(x)) return `${x.constructor.name}(${'length' in x ? String(x.length) : ''})`;
    if (Array.isArray(x)) {
      const shown = x.slice(0, 8).map(show).join(', ');
      return `[${shown}${x.length > 8 ? ', …' : ''}]`;
    }
    return 'an object';
  }
  if (typeof x === 'string') return `'${x}'`;
  return typeof x === 'function' ? 'a function' : String(x);
}

function isSpec(x: object): x is { dtype: string; shape: readonly number[] } {
  return 'dtype' in x && 'shape' in x && typeof x.dtype === 'string' && Array.isArray(x.shape);
}
