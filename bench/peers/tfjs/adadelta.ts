// Adadelta, written out: TensorFlow.js's own divides by the average before it has taken the gradient in, and so computes
// something else from the first step on.
import type { Optimizer, Tensor, Tfjs, Variable } from './api.ts';

export function adadelta(tf: Tfjs, variables: readonly Variable[], rho = 0.95, epsilon = 1e-6): Optimizer {
  const slot = (variable: Variable, name: string): Variable =>
    tf.variable(tf.zerosLike(variable), false, `${variable.name}/${name}`);
  const slots = variables.map((variable) => ({
    variable,
    squares: slot(variable, 'squares'),
    updates: slot(variable, 'updates'),
  }));
  const average = (old: Tensor, x: Tensor): Tensor => tf.add(tf.mul(old, rho), tf.mul(tf.square(x), 1 - rho));
  return {
    applyGradients(gradients) {
      for (const { variable, squares, updates } of slots) {
        const gradient = gradients[variable.name];
        squares.assign(average(squares, gradient));
        const root = tf.sqrt(tf.div(tf.add(updates, epsilon), tf.add(squares, epsilon)));
        const update = tf.mul(root, gradient);
        updates.assign(average(updates, update));
        variable.assign(tf.sub(variable, update));
      }
    },
  };
}
