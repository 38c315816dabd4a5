// From what was thrown to what the editor shows: all lines of the message, and where in the code it happened.
// Engines write stacks each in its own way, but all of them end a frame with the module, line and column.
import { CotangentError } from '@cotangent/tensor';
import type { Place, Program, Trouble } from './program.ts';

/** What went wrong when `error` was thrown by the module at `url`, or by a model that it made. */
export function troubleOf(error: unknown, url: string, program: Program): Trouble {
  const calls = placesIn(error instanceof Error ? (error.stack ?? '') : '', url);
  return { message: messageOf(error), place: layerOf(error, calls[0], program) ?? calls[0], calls };
}

/** The places of a module in a stack, or in a line of one, innermost first. */
export function placesIn(stack: string, url: string): readonly Place[] {
  return stack.split('\n').flatMap((frame) => {
    const at = frame.indexOf(`${url}:`);
    const found = at < 0 ? null : /^:(\d+):(\d+)/.exec(frame.slice(at + url.length));
    return found ? [{ line: Number(found[1]), column: Number(found[2]) }] : [];
  });
}

function messageOf(error: unknown): string {
  if (error instanceof CotangentError) return error.message;
  return error instanceof Error ? `${error.name}: ${error.message}` : `Thrown: ${String(error)}`;
}

/** The layer that an error's path names: `sequential[3].conv` is the fourth of a model. */
function layerOf(error: unknown, at: Place | undefined, { layers }: Program): Place | undefined {
  const index = error instanceof CotangentError ? /^sequential\[(\d+)\]/.exec(error.path)?.[1] : undefined;
  if (index === undefined) return undefined;
  const fitting = layers.filter((layer) => layer.index === Number(index));
  const called = at && fitting.find(({ call }) => call.line === at.line);
  const found = called ?? fitting.find(({ model }) => model === 'model') ?? fitting.at(0);
  return found && { line: found.line, column: found.column };
}
