// The last values of a series and their mean: what ConvNetJS's demos show of losses and accuracies.
import { integer, refuse } from './errors.ts';

/** The last `size` values that were added. */
export interface Window {
  /** How many are kept. */
  readonly size: number;
  /** How few have no mean. */
  readonly least: number;
  readonly values: readonly number[];
}

/**
 * An empty window, of 100 values and with a mean from 20 on unless told otherwise.
 * @example createWindow(1000, 10).values.length; // 0
 */
export function createWindow(size = 100, least = 20): Window {
  return {
    size: integer('createWindow', 'size', size, 1),
    least: integer('createWindow', 'least', least, 0),
    values: [],
  };
}

/**
 * The window with one value more; the oldest goes where there are too many. Throws for what is no window.
 * @example addTo(addTo(createWindow(1), 3), 4).values; // [4]
 */
export function addTo(window: Window, value: number): Window {
  const { size, values } = requireWindow('addTo', window);
  return { ...window, values: [...values.slice(values.length < size ? 0 : values.length - size + 1), value] };
}

/**
 * The mean of a window; `undefined` while there are too few values, where ConvNetJS says -1.
 *
 * Throws for what is no window.
 * @example averageOf(addTo(addTo(createWindow(10, 2), 3), 4)); // 3.5
 */
export function averageOf(window: Window): number | undefined {
  const { values, least } = requireWindow('averageOf', window);
  if (values.length === 0 || values.length < least) return undefined;
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function requireWindow(op: string, given: unknown): Window {
  const { size, least, values } = (given ?? {}) as Partial<Window>;
  if (typeof size === 'number' && typeof least === 'number' && Array.isArray(values)) return given as Window;
  return refuse(op, 'window must be a window', 'window', given, 'what createWindow or addTo returns');
}
