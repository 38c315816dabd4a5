// What code outside this repository can do through `@cotangent/tensor/extend` alone: primitives and interpreters.
import * as cotangent from '@cotangent/tensor';
import { add, cond, mul, ones, relu, scan, sum, tensor, zeros, type Tensor } from '@cotangent/tensor';
import {
  allocate,
  apply,
  bind,
  bindOne,
  complain,
  dense,
  from,
  interpreterOf,
  map1,
  loop1,
  nextLevel,
  primitive,
  primitives,
  showSpec,
  sizeOf,
  Tracer,
  view,
  withRecorder,
  type Interpreter,
  type Params,
  type Primitive,
  type Spec,
} from '@cotangent/tensor/extend';
import { describe, expect, test } from 'vitest';

/** `x³`, as another package would add it. */
const cubePrimitive: Primitive = primitive({
  name: 'cube',
  shape: (inputs) => inputs,
  kernel: ([x]) => [
    map1(
      loop1((value) => value ** 3),
      x.dtype,
      x,
    ),
  ],
  rule: { kind: 'elementwise', derivatives: [from([0], (g, x) => mul(g, mul(mul(x, x), 3)) as Tensor)] },
});
const cube = (x: Tensor): Tensor => apply(cubePrimitive, x);

/** The parts of the last axis at even and at odd places: two outputs, and a parameter. */
const dealPrimitive: Primitive<{ readonly axis: number }> = primitive({
  name: 'deal',
  shape: ([{ shape, dtype }], { axis }) =>
    [0, 1].map((start) => ({
      shape: Object.freeze(shape.map((n, a) => (a === axis ? Math.ceil((n - start) / 2) : n))),
      dtype,
    })),
  kernel: ([x], { axis }, outputs) =>
    outputs.map(({ shape }, start) =>
      view(
        x,
        shape,
        x.strides.map((step, a) => (a === axis ? 2 * step : step)),
        x.offset + start * x.strides[axis],
      ),
    ),
  rule: { kind: 'none' },
});

/** An interpreter that counts the calls it takes and computes them underneath. */
class Counter implements Interpreter {
  readonly level = nextLevel();
  readonly calls: string[] = [];

  lift(x: Tensor): Tensor {
    return new Counted(this, x);
  }

  process<P extends Params>(p: Primitive<P>, inputs: readonly Tensor[], params: P): readonly Tensor[] {
    this.calls.push(p.name);
    const own = inputs.map((x) => (x instanceof Counted && x.interpreter === this ? x.inner : x));
    return bind(p, own, params).map((x) => this.lift(x));
  }
}

class Counted extends Tracer {
  readonly interpreter: Counter;
  readonly inner: Tensor;
  constructor(interpreter: Counter, inner: Tensor) {
    super(inner);
    this.interpreter = interpreter;
    this.inner = inner;
  }
  concrete(reading: string): Tensor {
    return this.inner instanceof Tracer ? this.inner.concrete(reading) : this.inner;
  }
}

const x = tensor([1, -2, 3]) as Tensor;

/** Whether nobody takes calls of plain tensors. */
const isQuiet = (): boolean => interpreterOf([x]) === undefined;

/** A recorder: it computes nothing, and knows of each result what the shape rule says. */
class Recorder implements Interpreter {
  readonly level = nextLevel();
  readonly calls: string[] = [];

  process<P extends Params>(p: Primitive<P>, inputs: readonly Tensor[], params: P): readonly Tensor[] {
    this.calls.push(p.name);
    return p.shape(inputs, params).map((spec) => new Recorded(this, spec));
  }
}

class Recorded extends Tracer {
  readonly interpreter: Recorder;
  constructor(interpreter: Recorder, spec: Spec) {
    super(spec);
    this.interpreter = interpreter;
  }
  concrete(reading: string): never {
    throw new Error(`${reading} must wait`);
  }
}

describe('a primitive from outside', () => {
  test('computes, on views too', () => {
    expect(cube(x).toArray()).toEqual([1, -8, 27]);
    expect(cube(cotangent.flip(tensor([[1, 2, 3]])) as Tensor).toArray()).toEqual([[27, 8, 1]]);
    expect(cube(tensor([2], 'int32') as Tensor).toString()).toBe('int32[1] [8]');
  });

  test('may have parameters and several outputs', () => {
    const [even, odd] = bind(dealPrimitive, [cotangent.reshape(cotangent.arange(10), [2, 5])], { axis: 1 });
    expect(even.toArray()).toEqual([
      [0, 2, 4],
      [5, 7, 9],
    ]);
    expect(odd.toArray()).toEqual([
      [1, 3],
      [6, 8],
    ]);
    expect(bindOne(dealPrimitive, [x], { axis: 0 }).toArray()).toEqual([1, 3]);
  });

  test('is taken by interpreters like any other', () => {
    const counter = new Counter();
    const y = cube(counter.lift(x));
    expect(y).toBeInstanceOf(Counted);
    expect(y.toArray()).toEqual([1, -8, 27]);
    expect(counter.calls).toEqual(['cube']);
  });

  test('is frozen, has its rule in ops, and is not among those of the library', () => {
    expect(Object.isFrozen(cubePrimitive)).toBe(true);
    expect(primitives.map(({ name }) => name)).not.toContain('cube');
    const { rule } = cubePrimitive;
    const derivative = rule.kind === 'elementwise' ? rule.derivatives[0] : null;
    expect(derivative?.of(ones([3]) as Tensor, x).toArray()).toEqual([3, 12, 27]);
  });

  test('can make tensors of its own memory, and complain in the form of the library', () => {
    const values = allocate('float64', sizeOf([2, 2]));
    values.set([1, 2, 3, 4]);
    expect(dense(values, 'float64', Object.freeze([2, 2])).toArray()).toEqual([
      [1, 2],
      [3, 4],
    ]);
    const fail = (): never =>
      complain({ op: 'cube', rule: 'no', got: { x: showSpec(x) }, argument: 'x', expected: 'yes' });
    expect(fail).toThrow('cube: no.\n  x: float32[3]\nExpected yes.');
    expect(fail).toThrow(cotangent.CotangentError);
  });
});

describe('an interpreter', () => {
  test('takes every call that one of its tracers is in, and no other', () => {
    const counter = new Counter();
    const y = relu(add(counter.lift(x), mul(x, 2)) as Tensor);
    expect(y.toArray()).toEqual([3, 0, 9]);
    expect(counter.calls[0]).toBe('add');
    expect(counter.calls).not.toContain('mul');
  });

  test('sees shape, dtype, rank and size of what it computes', () => {
    const y = sum(new Counter().lift(zeros([2, 3], 'int32') as Tensor), 1);
    expect([y.shape, y.dtype, y.rank, y.size]).toEqual([[2], 'int32', 1, 2]);
    expect(cotangent.isTensor(y)).toBe(true);
    expect(`${y}`).toBe('Tracer int32[2]');
  });

  test('decides what reading a value means', async () => {
    const y = new Counter().lift(x);
    expect([...y.data()]).toEqual([1, -2, 3]);
    expect([...(await y.read())]).toEqual([1, -2, 3]);
    expect(sum(y).item()).toBe(2);
    expect(() => y.item()).toThrow('item: only a tensor of size 1');
    expect(() => +(y as never)).toThrow("JavaScript's operators do not work on tensors");
  });

  test('gives way to one of a higher level, whatever the order of the operands', () => {
    const [low, high] = [new Counter(), new Counter()];
    expect(high.level).toBeGreaterThan(low.level);
    for (const swap of [false, true]) {
      const pair = [low.lift(x), high.lift(x)];
      if (swap) pair.reverse();
      const y = add(pair[0], pair[1]) as Tensor;
      expect(y instanceof Counted && y.interpreter).toBe(high);
      expect(y.toArray()).toEqual([2, -4, 6]);
    }
    // What the higher one computes underneath still has the lower one's tracer in it.
    expect(low.calls).toEqual(['add', 'add']);
    expect(high.calls).toEqual(['add', 'add']);
  });

  test('nests: a tracer of a tracer is unwrapped level by level', () => {
    const [outer, inner] = [new Counter(), new Counter()];
    const y = mul(inner.lift(outer.lift(x)), 2) as Tensor;
    expect([outer.calls, inner.calls]).toEqual([['mul'], ['mul']]);
    expect(y instanceof Counted && y.inner instanceof Counted && y.inner.interpreter).toBe(outer);
    expect(y.toArray()).toEqual([2, -4, 6]);
  });

  test('that throws leaves nothing behind', () => {
    class Failing extends Counter {
      override process(): never {
        throw new Error('no');
      }
    }
    expect(() => add(new Failing().lift(x), 1)).toThrow('no');
    expect(isQuiet()).toBe(true);
    expect(add(x, 1).toArray()).toEqual([2, -1, 4]);
  });

  test('lives on across an await', async () => {
    const counter = new Counter();
    const y = counter.lift(x);
    await Promise.resolve();
    expect(add(y, 1).toArray()).toEqual([2, -1, 4]);
    expect(counter.calls).toEqual(['add']);
  });

  test('without control flow of its own sees loops unrolled and one branch taken', () => {
    const counter = new Counter();
    const [total] = scan(
      (carry: Tensor, row: Tensor) => [add(carry, row) as Tensor, null],
      tensor(0) as Tensor,
      counter.lift(x),
    );
    expect(total.item()).toBe(2);
    expect(counter.calls.filter((name) => name === 'add').length).toBe(3);
    const y = cond(
      true,
      (z: Tensor) => mul(z, 2) as Tensor,
      (z: Tensor) => add(z, 2) as Tensor,
      counter.lift(x),
    );
    expect(y.toArray()).toEqual([2, -4, 6]);
    expect(counter.calls.at(-1)).toBe('mul');
  });
});

describe('withRecorder', () => {
  test('lets an interpreter take calls without tracers, and returns what the function returns', () => {
    const recorder = new Recorder();
    const y = withRecorder(recorder, () => {
      expect(interpreterOf([])).toBe(recorder);
      return add(x, cotangent.arange(3));
    });
    expect(y).toBeInstanceOf(Recorded);
    expect([y.shape, y.dtype]).toEqual([[3], 'float32']);
    expect(recorder.calls).toEqual(['iota', 'add']);
    expect(() => y.toArray()).toThrow('toArray() must wait');
    expect(isQuiet()).toBe(true);
  });

  test('leaves its tracers to it afterwards too', () => {
    const recorder = new Recorder();
    const y = withRecorder(recorder, () => add(x, x));
    expect(mul(y, y)).toBeInstanceOf(Recorded);
    expect(recorder.calls).toEqual(['add', 'mul']);
  });

  test('ends with the function, also when it throws', () => {
    const recorder = new Recorder();
    const fail = (): never =>
      withRecorder(recorder, () => {
        add(x, x);
        throw new Error('halfway');
      });
    expect(fail).toThrow('halfway');
    expect(isQuiet()).toBe(true);
    expect(add(x, x).toArray()).toEqual([2, -4, 6]);
    expect(recorder.calls).toEqual(['add']);
  });

  test('ends when an op throws', () => {
    const fail = (): unknown => withRecorder(new Recorder(), () => add(x, zeros([2]) as never));
    expect(fail).toThrow('add: shapes must broadcast');
    expect(isQuiet()).toBe(true);
  });

  test('nests: the inner one takes calls, then the outer one again', () => {
    const [outer, inner] = [new Recorder(), new Recorder()];
    withRecorder(outer, () => {
      add(x, x);
      const fail = (): never =>
        withRecorder(inner, () => {
          mul(x, x);
          throw new Error('inside');
        });
      expect(fail).toThrow('inside');
      expect(interpreterOf([x])).toBe(outer);
      cube(x);
    });
    expect(inner.calls).toEqual(['mul']);
    expect(outer.calls).toEqual(['add', 'cube']);
    expect(isQuiet()).toBe(true);
  });

  test('gives way to tracers of a higher level, and takes calls over lower ones', () => {
    const low = new Counter();
    const recorder = new Recorder();
    const high = new Counter();
    withRecorder(recorder, () => {
      expect(interpreterOf([high.lift(x)])).toBe(high);
      expect(interpreterOf([low.lift(x)])).toBe(recorder);
      expect(interpreterOf([low.lift(x), high.lift(x)])).toBe(high);
    });
  });

  test('records what a higher tracer computes underneath', () => {
    const recorder = new Recorder();
    const counter = new Counter();
    const y = withRecorder(recorder, () => cube(counter.lift(x)));
    expect(y instanceof Counted && y.inner).toBeInstanceOf(Recorded);
    expect([counter.calls, recorder.calls]).toEqual([['cube'], ['cube']]);
  });
});

test('every primitive of the library has a name, a shape rule, a kernel and a derivative rule, and is frozen', () => {
  for (const { name, shape, kernel, rule } of primitives) {
    expect(name).toMatch(/^[a-z][A-Za-z0-9]*$/);
    expect([typeof shape, typeof kernel, typeof rule.kind]).toEqual(['function', 'function', 'string']);
  }
  expect(primitives.every((p) => Object.isFrozen(p))).toBe(true);
  expect(Object.isFrozen(primitives)).toBe(true);
});
