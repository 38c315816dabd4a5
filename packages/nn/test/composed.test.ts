// Layers are compositions: the package brings no primitive, no rule and no kernel of its own.
import { withAbstract, type Primitive } from '@cotangent/tensor/extend';
import { random, tree, zeros, type Tensor } from '@cotangent/tensor';
import { Tracer, nextLevel, primitives, withRecorder, type Interpreter } from '@cotangent/tensor/extend';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { samples } from './layers.ts';

const src = fileURLToPath(new URL('../src/', import.meta.url));

test('no source makes a primitive or a rule, or calls one past the ops', () => {
  const sources = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter((path) =>
    path.endsWith('.ts'),
  );
  const forbidden = /\b(primitive|from|bind|bindOne|apply|dense|DenseTensor|allocate)\b/;
  const found = sources.flatMap((path) => {
    const text = readFileSync(`${src}${path}`, 'utf8');
    const imported = [...text.matchAll(/import \{([^}]*)\} from '@cotangent\/tensor\/extend'/g)];
    return imported.flatMap(([, names]) => names.split(',').filter((name) => forbidden.test(name)));
  });
  expect(sources.length).toBeGreaterThan(20);
  expect(found).toEqual([]);
});

test('whatever layers call is one of the primitives of @cotangent/tensor', () => {
  const known: ReadonlySet<unknown> = new Set(primitives);
  const called = new Set<Primitive<never>>();
  const watch: Interpreter = {
    level: nextLevel(),
    process(p, inputs, params) {
      called.add(p as Primitive<never>);
      return p.kernel(inputs as never, params, p.shape(inputs, params)) as readonly Tensor[];
    },
  };
  withRecorder(watch, () => {
    for (const { layer, indices, training } of Object.values(samples)) {
      const { params, state } = layer.init(random.key(0));
      const x = zeros([2, ...layer.input], indices === undefined ? 'float32' : 'int32') as Tensor;
      layer.apply(params, state, x, { training, key: random.key(1) });
    }
  });
  expect(called.size).toBeGreaterThan(15);
  expect([...called].filter((p) => !known.has(p)).map(({ name }) => name)).toEqual([]);
});

test.each(Object.entries(samples))('%s reads no values, so that it can be traced', (_, sample) => {
  const { layer, training } = sample;
  const { params, state } = layer.init(random.key(0));
  const flat = tree.flatten({ params, state });
  const specs = [
    ...flat.leaves,
    zeros([2, ...layer.input], sample.indices === undefined ? 'float32' : 'int32'),
    random.key(1),
  ];
  const shape = withAbstract(specs as readonly Tensor[], 'a trace', (inputs) => {
    const own = tree.unflatten(flat.structure, inputs.slice(0, -2)) as { params: object; state: object };
    const key = inputs[inputs.length - 1] as Tensor<[2], 'int32'>;
    const [y] = layer.apply(own.params, own.state, inputs[inputs.length - 2], { training, key });
    expect(y).toBeInstanceOf(Tracer);
    return y.shape;
  });
  expect(shape).toEqual([2, ...layer.output]);
});
