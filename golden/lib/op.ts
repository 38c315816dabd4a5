// The form of a row in the tables of ops: names and layouts are mended here, numbers come from public exports.
// A row is a function of tensors, so that its derivatives can be taken through it.
import type { Index, Shape, Tensor } from '@cotangent/tensor';
import type { Params } from './params.ts';

/** The tensors of a case by name, in the order in which the case gives them. */
export type Inputs = Readonly<Record<string, Tensor>>;

/** What an op of a fixture is here. */
export type Op = (inputs: Inputs, params: Params) => Tensor | readonly Tensor[];

/** Rows by the name that fixtures give the op. */
export type Ops = Readonly<Record<string, Op>>;

/** A row for an op of the first input and of the parameters. */
export function unary(f: (x: Tensor, params: Params) => Tensor | readonly Tensor[]): Op {
  return (inputs, params) => f(Object.values(inputs)[0], params);
}

/** A row for an op of the first two inputs. */
export function binary(f: (x: Tensor, y: Tensor) => Tensor): Op {
  return (inputs) => {
    const [x, y] = Object.values(inputs);
    return f(x, y);
  };
}

/** `x` for an op that takes bools only, which says so itself if they are none. */
export function bools(x: Tensor): Tensor<Shape, 'bool'> {
  return x as Tensor<Shape, 'bool'>;
}

/** `x` for an op that takes indices only, which says so itself if they are none. */
export function indicesOf(x: Tensor): Index {
  return x as Index;
}
