import { add, cond, less, mul, scan, sum, tensor, whileLoop, zeros, type Tensor } from '@cotangent/tensor';
import {
  nextLevel,
  Tracer,
  withRecorder,
  type ControlFlow,
  type DenseTensor,
  type Interpreter,
} from '@cotangent/tensor/extend';
import { beforeEach, describe, expect, it } from 'vitest';

const asked: string[] = [];
beforeEach(() => {
  asked.length = 0;
});

/** A tensor that lets its value be read and writes down which primitives it meets. */
class Spy extends Tracer {
  readonly value: Tensor;
  readonly interpreter: Interpreter;
  constructor(value: Tensor, interpreter: Interpreter) {
    super(value);
    this.value = value;
    this.interpreter = interpreter;
  }
  concrete(): Tensor {
    return this.value;
  }
}

const spies = (control?: ControlFlow): Interpreter => {
  const interpreter: Interpreter = {
    level: nextLevel(),
    process: (primitive, inputs, params) => {
      asked.push(primitive.name);
      const values = inputs.map(valueOf);
      const outputs = primitive.shape(values, params);
      return primitive
        .kernel(values as DenseTensor[], params, outputs)
        .map((value) => new Spy(value, interpreter));
    },
    ...(control && { control }),
  };
  return interpreter;
};

const valueOf = (x: Tensor): Tensor => (x instanceof Spy ? valueOf(x.value) : x);

/** Control flow that writes down what it is asked for and what it gets, and runs one step. */
const control: ControlFlow = {
  cond: (predicate, branches) => {
    asked.push(`cond ${predicate.dtype}`);
    return branches.map((branch) => branch())[0];
  },
  whileLoop: (test, body, carry) => {
    asked.push(`whileLoop of ${carry.length}, test ${test(carry).dtype}`);
    return body(carry);
  },
  scan: (body, carry, xs, { length, reverse }) => {
    asked.push(`scan of ${carry.length} over ${xs.length}, length ${length}${reverse ? ' in reverse' : ''}`);
    return body(
      carry,
      xs.map((x) => sum(x as Tensor, 0)),
    );
  },
};

const spy = (value: Tensor, interpreter: Interpreter): Tensor<[]> =>
  new Spy(value, interpreter) as Tensor as Tensor<[]>;

describe('an interpreter with control flow', () => {
  it('is handed flat loops and branches', () => {
    const x = spy(tensor(2), spies(control));
    const [{ a }, y] = scan(
      (c, row) => [{ a: add(c.a, row.p) }, [row.q]],
      { a: x },
      { p: zeros([3]), q: zeros([3]) },
      { reverse: true },
    );
    whileLoop(
      () => false,
      (c) => c,
      { a: x, b: [x] },
    );
    const chosen = cond(
      less(x, 1),
      (z) => ({ z }),
      (z) => ({ z: mul(z, 2) }),
      a,
    );
    expect(asked.filter((name) => name.includes(' '))).toEqual([
      'scan of 1 over 2, length 3 in reverse',
      'whileLoop of 2, test bool',
      'cond bool',
    ]);
    expect([a.item(), y[0].item(), chosen.z.item()]).toEqual([2, 0, 2]);
  });

  it('is not asked where the predicate is known', () => {
    const x = spy(tensor(2), spies(control));
    cond(
      true,
      () => x,
      () => x,
    );
    cond(
      less(tensor(1), 2),
      () => x,
      () => x,
      x,
    );
    expect(asked).toEqual([]);
  });

  it('is asked while it records, tracers or not', () => {
    const recorder = spies(control);
    withRecorder(recorder, () =>
      whileLoop(
        (c) => less(c, 3),
        (c) => c,
        tensor(1),
      ),
    );
    expect(asked).toContain('whileLoop of 1, test bool');
  });

  it('is told what loops and branches close over, and takes those that close over its tracers alone', () => {
    const told: (readonly Tensor[])[] = [];
    const telling: ControlFlow = {
      ...control,
      cond: (predicate, branches, closures) => (
        told.push(closures),
        control.cond(predicate, branches, closures)
      ),
      whileLoop: (test, body, carry, closures) => (
        told.push(closures),
        control.whileLoop(test, body, carry, closures)
      ),
      scan: (body, carry, xs, options, closures) => (
        told.push(closures),
        control.scan(body, carry, xs, options, closures)
      ),
    };
    const [low, high] = [spies(control), spies(telling)];
    const [a, b, c] = [spy(tensor(1), low), spy(tensor(2), high), spy(tensor(3), high)];
    withRecorder(low, () => {
      scan((carry, row) => [mul(carry, add(row, b)), c], a, zeros([3]));
      whileLoop(
        (carry) => less(carry, b),
        (carry) => add(carry, c),
        tensor(0),
      );
      cond(
        less(a, 1),
        () => scan((carry) => [mul(carry, c), null], b, null, { length: 2 })[0],
        () => a,
      );
    });
    expect(told.map((closures) => new Set(closures))).toEqual([
      new Set([b, c]),
      new Set([b, c]),
      new Set([b, c, a]),
      new Set([c]),
    ]);
  });

  it('is asked only where the levels below keep control flow, if it passes on to them', () => {
    const passing: Interpreter = {
      ...spies(control),
      lower: (x) => (x instanceof Spy && x.interpreter === passing ? x.value : x),
    };
    const steps = (x: Tensor<[]>): void => {
      asked.length = 0;
      scan((c) => [mul(c, 2), null], x, null, { length: 2 });
    };
    steps(spy(tensor(2), passing));
    expect(asked.filter((name) => name.startsWith('scan'))).toEqual([]);
    steps(spy(spy(tensor(2), spies(control)), passing));
    expect(asked.filter((name) => name.startsWith('scan'))).toHaveLength(1);
  });

  it('stands back behind one of a higher level', () => {
    const low = spy(tensor(2), spies(control));
    const high = spy(tensor(3), spies());
    expect(
      cond(
        less(low, high),
        (a) => add(a, 1),
        (a) => a,
        high,
      ).item(),
    ).toBe(4);
    expect(asked).toEqual(['less', 'add']);
  });
});

describe('an interpreter without control flow', () => {
  it('sees every step', () => {
    const x = spy(tensor(1), spies());
    const [last, ys] = scan((c, row) => [mul(c, row), c], x, tensor([1, 2, 3]));
    expect([last.item(), ys.toArray()]).toEqual([6, [1, 1, 2]]);
    expect(asked.filter((name) => name === 'mul')).toHaveLength(3);
    expect(
      whileLoop(
        (c) => less(c, 5),
        (c) => add(c, c),
        x,
      ).item(),
    ).toBe(8);
    expect(asked.filter((name) => name === 'less')).toHaveLength(4);
  });

  it('may guess which way a predicate goes', () => {
    const guesses: unknown[] = [];
    const guessing: Interpreter = {
      ...spies(),
      guess: (between) => guesses.push(typeof between === 'number' ? between : between.length) < 3,
    };
    const x = spy(tensor(true, 'bool') as Tensor as Tensor<[]>, guessing) as Tensor as Tensor<[], 'bool'>;
    expect(
      cond(
        x,
        () => 1,
        () => 2,
      ),
    ).toBe(1);
    expect(
      whileLoop(
        () => x,
        (c) => mul(c, 2),
        tensor(1),
      ).item(),
    ).toBe(2);
    expect(guesses).toEqual([2, 0, 1]);
  });

  it('also sees what is only closed over', () => {
    const x = spy(tensor(2), spies());
    expect(scan((c, row) => [mul(c, x), row], tensor(1), zeros([3]))[0]).toBeInstanceOf(Spy);
    expect(asked).toEqual(['mul', 'mul', 'mul']);
  });
});
