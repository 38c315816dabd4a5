// Contractions as the compiler generates them, beside a loop that only multiplies and adds in registers: matrix
// products in three layouts, convolutions in their three roles.
import {
  Code,
  contraction,
  Module,
  type Contraction,
  type ContractionAxis,
} from '@cotangent/compiler/kernels';

interface Engine {
  readonly Module: new (bytes: Uint8Array<ArrayBuffer>) => object;
  readonly Instance: new (
    module: object,
    imports: object,
  ) => { readonly exports: Readonly<Record<string, (...args: number[]) => number>> };
  readonly Memory: new (limits: { readonly initial: number }) => { readonly buffer: ArrayBuffer };
}
const engine = (globalThis as { readonly WebAssembly?: unknown }).WebAssembly as Engine;

const only = process.argv[2] ?? '';
const rounds = 6;

/** Milliseconds of processor time so far: what other programs take does not count. */
function processor(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/** Milliseconds a call, by one short run. */
function time(call: () => void, length: number): number {
  const start = processor();
  let calls = 0;
  let now = start;
  do {
    call();
    calls++;
    now = processor();
  } while (now - start < length);
  return (now - start) / calls;
}

const counted = 100_000;

/** `f32x4.mul` and `add` on independent accumulators that never leave their registers, and its GFLOP a call. */
function registers(accumulators: number): { readonly call: () => void; readonly work: number } {
  const code = new Code('limit', [], ['f32']);
  const sums = Array.from({ length: accumulators }, () => code.local('v128'));
  const x = code.local('v128');
  code.f32(1.0001).op('f32x4.splat').set(x);
  code.for(0, counted, 1, () => {
    for (const sum of sums) code.get(sum).get(x).op('f32x4.mul').get(x).op('f32x4.add').set(sum);
  });
  sums.forEach((sum, k) => {
    code.get(sum);
    if (k > 0) code.op('f32x4.add');
  });
  code.lane('f32x4.extract_lane', 0);
  const module = new Module();
  module.export(code);
  const memory = new engine.Memory({ initial: 1 });
  const { exports } = new engine.Instance(new engine.Module(module.encode(1)), { env: { memory } });
  return { call: () => exports['limit'](), work: (counted * accumulators * 8) / 1e9 };
}
const limits = [8, 10, 12].map(registers);

const span = (axes: readonly { size: number; stride: number }[]): number =>
  axes.reduce((n, { size, stride }) => n + (size - 1) * Math.abs(stride), 1);
const lowest = (axes: readonly { size: number; stride: number }[]): number =>
  axes.reduce((n, { size, stride }) => n + Math.min(0, (size - 1) * stride), 0);

interface Measured {
  readonly gflops: number;
  /** The same of the registers-only loop, in the same rounds. */
  readonly limit: number;
  readonly bytes: number;
  readonly generated: number;
  readonly description: string;
}

/** Generates, compiles and times a contraction. */
function measure(axes: readonly ContractionAxis[], dtype: Contraction['dtype'] = 'float32'): Measured {
  const started = performance.now();
  const module = new Module();
  const kernel = contraction(module, 'contraction', { dtype, axes });
  module.export(kernel.code);
  const binary = module.encode(1);
  const generated = performance.now() - started;
  const width = dtype === 'float64' ? 8 : 4;
  const tensors = (['a', 'b', 'out'] as const).map((name) =>
    axes.map((axis) => ({ size: axis[name] === null ? 1 : axis.size, stride: axis[name] ?? 0 })),
  );
  let top = 4096;
  const place = (bytes: number): number => {
    const at = top;
    top = Math.ceil((top + bytes + 256) / 64) * 64;
    return at;
  };
  const addresses = tensors.map((list) => place(span(list) * width) - lowest(list) * width);
  const scratch = place(kernel.scratch);
  const tables = place(kernel.tables.byteLength);
  const memory = new engine.Memory({ initial: Math.ceil(top / 65536) });
  new Int32Array(memory.buffer, tables, kernel.tables.length).set(kernel.tables);
  const floats = new Float32Array(memory.buffer, 4096, Math.floor((addresses[2] - 4096) / 4));
  if (dtype === 'float32') for (let k = 0; k < floats.length; k++) floats[k] = (k % 17) / 16 - 0.5;
  const { exports } = new engine.Instance(new engine.Module(binary), { env: { memory } });
  const call = (): void => void exports['contraction'](...addresses, scratch, tables);
  const work = (2 * axes.reduce((n, { size }) => n * size, 1)) / 1e9;
  time(call, 80);
  // The best of alternating rounds: other work on the machine only ever adds.
  let gflops = 0;
  let limit = 0;
  for (let round = 0; round < rounds; round++) {
    gflops = Math.max(gflops, work / time(call, 10) / 1e-3);
    for (const one of limits) limit = Math.max(limit, one.work / time(one.call, 3) / 1e-3);
  }
  return { gflops, limit, bytes: binary.length, generated, description: kernel.description };
}

type Row = readonly [name: string, axes: readonly ContractionAxis[]];
const axis = (size: number, a: number, b: number, out: number | null): ContractionAxis => ({
  size,
  a,
  b,
  out,
});

/** The three roles of a convolution of stride 1 whose output has `size`² pixels; images come padded. */
function conv(n: number, c: number, o: number, k: number, size: number): Row[] {
  const padded = size + k - 1;
  const image = c * padded * padded;
  const plane = size * size;
  const cotangent = o * padded * padded;
  const taps = c * k * k;
  const name = `${c} to ${o}, ${k}x${k}, ${size}x${size}, batch ${n}`;
  return [
    [
      `${name}: forward`,
      [
        axis(n, image, 0, o * plane),
        axis(size, padded, 0, size),
        axis(size, 1, 0, 1),
        axis(o, 0, taps, plane),
        axis(c, padded * padded, k * k, null),
        axis(k, padded, k, null),
        axis(k, 1, 1, null),
      ],
    ],
    [
      `${name}: input gradient`,
      [
        axis(n, cotangent, 0, c * plane),
        axis(size, padded, 0, size),
        axis(size, 1, 0, 1),
        axis(c, 0, k * k, plane),
        axis(o, padded * padded, taps, null),
        axis(k, padded, -k, null),
        axis(k, 1, -1, null),
      ],
    ],
    [
      `${name}: weight gradient`,
      [
        axis(n, o * plane, image, null),
        axis(size, size, padded, null),
        axis(size, 1, 1, null),
        axis(o, plane, 0, taps),
        axis(c, 0, padded * padded, k * k),
        axis(k, 0, padded, k),
        axis(k, 0, 1, 1),
      ],
    ],
  ];
}

function matmul(m: number, k: number, n: number): Row[] {
  return [
    [`${m}x${k}x${n}: A·B`, [axis(m, k, 0, n), axis(n, 0, 1, 1), axis(k, 1, n, null)]],
    [`${m}x${k}x${n}: Aᵀ·B`, [axis(m, 1, 0, n), axis(n, 0, 1, 1), axis(k, m, n, null)]],
    [`${m}x${k}x${n}: A·Bᵀ`, [axis(m, k, 0, n), axis(n, 0, k, 1), axis(k, 1, 1, null)]],
  ];
}

/** Many small products: `[heads, m, k] × [heads, k, n]`, `b` stored transposed as keys are. */
function batched(heads: number, m: number, k: number, n: number): Row[] {
  return [
    [
      `${heads} heads, ${m}x${k}x${n}: Q·Kᵀ`,
      [axis(heads, m * k, n * k, m * n), axis(m, k, 0, n), axis(n, 0, k, 1), axis(k, 1, 1, null)],
    ],
    [
      `${heads} heads, ${m}x${k}x${n}: P·V`,
      [axis(heads, m * k, n * k, m * n), axis(m, k, 0, n), axis(n, 0, 1, 1), axis(k, 1, n, null)],
    ],
  ];
}

/** Stride 2; each channel by its own kernel; channels last; one dimension. */
function others(n: number, c: number, o: number, k: number, size: number): Row[] {
  const padded = (size - 1) * 2 + k;
  const near = size + k - 1;
  const name = `${c} to ${o}, ${k}x${k}, ${size}x${size}, batch ${n}`;
  return [
    [
      `${name}: stride 2`,
      [
        axis(n, c * padded * padded, 0, o * size * size),
        axis(size, 2 * padded, 0, size),
        axis(size, 2, 0, 1),
        axis(o, 0, c * k * k, size * size),
        axis(c, padded * padded, k * k, null),
        axis(k, padded, k, null),
        axis(k, 1, 1, null),
      ],
    ],
    [
      `${name}: stride 2, weight gradient`,
      [
        axis(n, o * size * size, c * padded * padded, null),
        axis(size, size, 2 * padded, null),
        axis(size, 1, 2, null),
        axis(o, size * size, 0, c * k * k),
        axis(c, 0, padded * padded, k * k),
        axis(k, 0, padded, k),
        axis(k, 0, 1, 1),
      ],
    ],
    [
      `${name}: depthwise`,
      [
        axis(n, c * near * near, 0, c * size * size),
        axis(c, near * near, k * k, size * size),
        axis(size, near, 0, size),
        axis(size, 1, 0, 1),
        axis(k, near, k, null),
        axis(k, 1, 1, null),
      ],
    ],
    [
      `${name}: channels last`,
      [
        axis(n, near * near * c, 0, size * size * o),
        axis(size, near * c, 0, size * o),
        axis(size, c, 0, o),
        axis(o, 0, 1, 1),
        axis(k, near * c, k * c * o, null),
        axis(k, c, c * o, null),
        axis(c, 1, o, null),
      ],
    ],
    [
      `${name}: one dimension`,
      [
        axis(n, c * near, 0, o * size),
        axis(size, 1, 0, 1),
        axis(o, 0, c * k, size),
        axis(c, near, k, null),
        axis(k, 1, 1, null),
      ],
    ],
  ];
}

const rows: Row[] = [
  ...[64, 128, 256, 512, 1024].flatMap((n) => matmul(n, n, n)),
  ...matmul(333, 517, 211),
  ...matmul(1001, 999, 1003),
  ...matmul(128, 784, 512),
  ...matmul(20, 256, 10),
  ...[20, 128].flatMap((n) => [
    ...conv(n, 1, 8, 5, 24),
    ...conv(n, 8, 16, 5, 12),
    ...conv(n, 3, 32, 3, 32),
    ...conv(n, 32, 64, 3, 32),
    ...conv(n, 64, 128, 3, 16),
  ]),
  ...conv(20, 1, 12, 3, 28),
  ...conv(20, 12, 20, 3, 28),
  ...conv(1, 20, 12, 3, 14),
  ...conv(20, 20, 20, 3, 7),
  ...conv(20, 32, 64, 1, 28),
  ...batched(32, 64, 32, 64),
  ...batched(8, 49, 20, 37),
  ...matmul(1, 784, 512),
  ...matmul(500, 300, 1),
  ...matmul(128, 100, 10),
  ...others(8, 16, 32, 3, 28),
  ...others(4, 3, 20, 5, 13),
  ...conv(8, 256, 256, 3, 14),
  ...conv(8, 512, 512, 3, 7),
  ...conv(2, 64, 64, 3, 56),
  ...conv(1, 16, 16, 3, 224),
  ...matmul(64, 4096, 1000),
  ...matmul(2048, 2048, 64),
];

for (const { call } of limits) time(call, 100);
console.log(`GFLOP/s beside a loop that only multiplies and adds in registers`);
for (const [name, axes] of rows) {
  if (!name.includes(only)) continue;
  const { gflops, limit, bytes, generated, description } = measure(axes);
  console.log(
    name.padEnd(56),
    gflops.toFixed(1).padStart(6),
    `of ${limit.toFixed(1)}`,
    `${((gflops / limit) * 100).toFixed(0).padStart(5)} %`,
    `  generated in ${generated.toFixed(1)} ms, ${bytes} bytes`,
  );
  if (process.env['PLANS'] !== undefined) console.log(description.replace(/^/gm, '    '));
}
