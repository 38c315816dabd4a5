// Where in a model an error happened: the layer's path goes before the op's words.
// A nested model's path continues that of the model around it.
import { CotangentError } from '@cotangent/tensor';

/** Runs `f`; our errors that leave it name `path`, which is that of `f` in its model. */
export function within<R>(path: string, f: () => R): R {
  try {
    return f();
  } catch (error) {
    if (!(error instanceof CotangentError)) throw error;
    const located = new CotangentError(error.complaint, join(path, error.path));
    located.cause = error.cause ?? error;
    throw located;
  }
}

/** `sequential[0].block` and `sequential[2].conv` are `sequential[0].block[2].conv`. */
function join(outer: string, inner: string): string {
  return outer + inner.replace(/^\w+/, '');
}
