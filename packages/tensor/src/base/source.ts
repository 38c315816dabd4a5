// Where in the user's code an op was called. A stack costs more than an op, so only diagnostics ask.

/** Frames of this library: its packages as installed, and its sources when it is tested. */
const own =
  /[\\/]@cotangent[\\/]|[\\/]packages[\\/](?:tensor|autograd|compiler|nn|optim|testing)[\\/](?:src|dist)[\\/](?!.*\.test\.)/;

/**
 * `file:line:column` of the innermost frame outside the library; `undefined` where there is none.
 * @example sourceLine()?.includes(':'); // true
 */
export function sourceLine(): string | undefined {
  return sourceLineLater()();
}

/**
 * `sourceLine` as of now, found when it is asked for: most of the work is that of writing the stack down.
 * @example sourceLineLater()()?.includes(':'); // true
 */
export function sourceLineLater(): () => string | undefined {
  const engine: ErrorConstructor & { stackTraceLimit?: number } = Error;
  const limit = engine.stackTraceLimit;
  engine.stackTraceLimit = 60;
  const here = new Error('where');
  if (limit !== undefined) engine.stackTraceLimit = limit;
  return () => lineOf(here.stack ?? '');
}

function lineOf(stack: string): string | undefined {
  const frames = stack.split('\n').filter((line) => /:\d+:\d+\)?$/.test(line));
  const frame = frames.find((line) => !own.test(line) && !line.includes('node:'));
  return frame?.replace(/^.*?\(?((?:file:\/\/)?[^\s(]+:\d+:\d+)\)?$/, '$1').replace('file://', '');
}
