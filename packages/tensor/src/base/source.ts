// Where in the user's code an op was called. A stack costs more than an op, so only diagnostics ask.

/** Frames of this library: its packages as installed, and its sources when it is tested. */
const own =
  /[\\/]@cotangent[\\/]|[\\/]packages[\\/](?:tensor|autograd|compiler|nn|optim|testing)[\\/](?:src|dist)[\\/](?!.*\.test\.)/;

/**
 * `file:line:column` of the innermost frame outside the library; `undefined` where there is none.
 * @example sourceLine()?.includes(':'); // true
 */
export function sourceLine(): string | undefined {
  const engine: ErrorConstructor & { stackTraceLimit?: number } = Error;
  const limit = engine.stackTraceLimit;
  engine.stackTraceLimit = 60;
  const stack = new Error('where').stack ?? '';
  if (limit !== undefined) engine.stackTraceLimit = limit;
  const frames = stack.split('\n').filter((line) => /:\d+:\d+\)?$/.test(line));
  const frame = frames.find((line) => !own.test(line) && !line.includes('node:'));
  return frame?.replace(/^.*?\(?((?:file:\/\/)?[^\s(]+:\d+:\d+)\)?$/, '$1').replace('file://', '');
}
