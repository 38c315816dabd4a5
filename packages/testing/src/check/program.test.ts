// The programs that failures print: they are written to files and run.
import { customJvp, customVjp, grad } from '@cotangent/autograd';
import * as t from '@cotangent/tensor';
import { sin, stopGradient, tensor, type Tensor } from '@cotangent/tensor';
import { bindOne, from, primitives } from '@cotangent/tensor/extend';
import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { checkGradients } from './checkGradients.ts';
import { GradientCheckError } from './error.ts';
import { programOf } from './program.ts';

const folder = fileURLToPath(new URL('../../../../.cache/printed/', import.meta.url));
let count = 0;

/** What running a program throws. */
async function run(program: string): Promise<unknown> {
  mkdirSync(folder, { recursive: true });
  const path = `${folder}${process.pid}-${count++}.ts`;
  writeFileSync(path, program);
  return import(/* @vite-ignore */ path).then(
    () => undefined,
    (error: unknown) => error,
  );
}

function failure(f: (...args: never[]) => unknown, args: unknown[], options = {}): GradientCheckError {
  try {
    checkGradients(f as (...xs: unknown[]) => unknown, args, options);
  } catch (error) {
    if (error instanceof GradientCheckError) return error;
    throw error;
  }
  throw new Error('nothing was found');
}

/** Runs the printed program and compares what it throws, up to the program itself. */
async function expectAgain(f: (...args: never[]) => unknown, args: unknown[], options = {}): Promise<void> {
  const first = failure(f, args, options);
  const again = await run(first.program);
  expect(String(again).split('To see it again')[0]).toBe(String(first).split('To see it again')[0]);
}

const x = tensor([0.1, -2.5, 1e-7]) as Tensor;

describe('a program that runs as it is', () => {
  const wrongSine = (y: Tensor): unknown =>
    bindOne(
      {
        ...(primitives.find(({ name }) => name === 'sin') as (typeof primitives)[0]),
        rule: { kind: 'elementwise', derivatives: [from([0], (g: Tensor) => t.mul(g, 2) as Tensor)] },
      } as never,
      [y],
      {},
    );
  it('of functions that say all themselves', async () => {
    await expectAgain(wrongSine, [x]);
    await expectAgain((y: Tensor) => t.log(t.neg(t.square(y))), [x], { seed: 4, order: 1, names: ['x y'] });
    await expectAgain(
      function named({ w, 'b c': b }: { w: Tensor; 'b c': Tensor }, i: Tensor, k = 2) {
        const scaled = (z: Tensor): unknown => t.mul(z, k);
        return t.log(t.neg(t.square(t.add(t.take(scaled(w) as Tensor, i as t.Tensor<[1], 'int32'>, 0), b))));
      },
      [{ w: x, 'b c': tensor(3, 'float64') }, tensor([2], 'int32')],
    );
  });
  it('of methods, ops, and functions that take names of autograd', async () => {
    const holder = {
      method(y: Tensor): unknown {
        return t.sqrt(t.neg(t.square(y)));
      },
    };
    await expectAgain(holder.method, [x]);
    await expectAgain(t.log as never, [t.neg(t.square(x))]);
    await expectAgain((y: Tensor) => t.log(t.neg(t.square(stopGradient(t.add(y, 1))))), [x]);
    await expectAgain(
      (y: Tensor) => t.log(grad((z: Tensor) => t.sum(t.neg(t.square(z))))(t.abs(y) as Tensor)),
      [x],
    );
  });
  it('with tensors of all dtypes, empty ones and large ones', async () => {
    await expectAgain(
      (y: Tensor, m: Tensor, e: Tensor, u: Tensor, big: Tensor, mask: Tensor) =>
        t.log(
          t.neg(
            t.add(
              t.square(y),
              t.add(
                t.sum(m),
                t.add(t.sum(e), t.add(t.sum(u), t.sum(t.where(mask as t.Tensor<[], 'bool'>, big, 0)))),
              ),
            ),
          ),
        ),
      [
        x,
        tensor([true, false]),
        t.zeros([0, 2], 'int32'),
        tensor([1, 2], 'uint8'),
        t.abs(t.random.normal(t.random.key(1), [40, 40])),
        t.ones([40, 40], 'bool'),
      ],
      { affine: false, coordinates: 2 },
    );
  });
  it('of sources with namespaces', async () => {
    const raw = Object.assign((y: Tensor): unknown => t.log(t.neg(t.square(y))), {
      toString: () => '(y) => t.log(/* not q.sin(y) */ t.neg(T.square(y)))',
    });
    const { program } = failure(raw, [x]);
    expect(program).toContain("import * as t from '@cotangent/tensor';");
    expect(await run(program)).toMatchObject({ failure: 'inconclusive' });
  });
});

describe('what cannot be printed is asked for', () => {
  const vjpMade = customVjp(
    (y: Tensor) => [sin(y) as Tensor, y] as const,
    (y, g) => [t.mul(g, t.sin(y)) as Tensor],
  );
  it.each([
    ['customVjp', vjpMade],
    [
      'customJvp',
      customJvp(
        (y: Tensor) => sin(y) as Tensor,
        ([y], [u]) => [sin(y) as Tensor, u],
      ),
    ],
  ])('functions that %s made', async (maker, f) => {
    const { program } = failure(f as never, [x]);
    expect(program).toContain(
      `// Paste the function that was checked here; what ${maker} made of it cannot be printed.\nconst f = undefined;`,
    );
    expect(String(await run(program))).toContain('f must be a function');
    const pasted = program.replace('undefined', '(y) => log(neg(square(y)))');
    const all = `import { log, neg, square } from '@cotangent/tensor';\n${pasted}`;
    expect(await run(all)).toMatchObject({ failure: 'inconclusive' });
  });
  it('names from around the function', async () => {
    const { program } = failure((y: Tensor) => vjpMade(y), [x]);
    expect(program).toContain('// Paste here what f takes from around it: vjpMade.');
    expect(String(await run(program))).toContain('vjpMade is not defined');
    const pasted = program.replace(
      '\n//',
      `\nconst vjpMade = customVjp((y) => [sin(y), y], (y, g) => [mul(g, sin(y))]);\n//`,
    );
    const imports = `import { mul, sin } from '@cotangent/tensor';\nimport { customVjp } from '@cotangent/autograd';\n`;
    expect(await run(imports + pasted)).toMatchObject({ failure: 'mismatch' });
  });
  it('but not what only looks like a name', () => {
    const source = (f: (...xs: never[]) => unknown): string => programOf(f, [1], {});
    const plain = Object.assign((y: number) => y, {
      toString: () =>
        'async function* g({ a, b: [c = 1e3], ...d }, e = `${a} q`) {\n' +
        "  // no\n  for (const [k, v] of Object.entries({ key: 'x.y', a })) { let z = k.w + v; var y = 0x1f; }\n" +
        '  try { return a ? c : d?.m; } catch (err) { throw err; }\n}',
    });
    expect(source(plain)).not.toContain('Paste');
    const bound = function f(this: unknown) {
      return this;
    }.bind(1);
    expect(source(bound)).toContain('// Paste the function that was checked here; ');
  });
});
