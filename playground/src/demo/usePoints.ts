// Points on a canvas that the visitor adds, moves and takes away, with a pointer, a finger or keys.
// The middle of the canvas is 0, 0, and its edges are `reach` away.
import { useState } from 'preact/hooks';
import { placeOf } from './Canvas.tsx';

/** A place on the canvas. */
export interface Place {
  readonly x: number;
  readonly y: number;
}

/** What a canvas with points is told. */
interface Options<P extends Place> {
  readonly points: readonly P[];
  readonly reach: Place;
  /** The point that a click makes; `undefined` where clicks take points away. */
  readonly make: ((place: Place) => P) | undefined;
  readonly onChange: (points: readonly P[]) => void;
}

type CanvasPointer = PointerEvent & { readonly currentTarget: HTMLCanvasElement };

/** How near a pointer takes hold of a point, as a share of the canvas. */
const near = 0.035;
/** How far an arrow moves, as a share of the canvas. */
const step = 0.025;

/** What is marked, and the handlers for the canvas. */
export function usePoints<P extends Place>({ points, reach, make, onChange }: Options<P>) {
  const [held, setHeld] = useState<number>();
  const [cursor, setCursor] = useState<Place>();
  const within = ({ x, y }: Place): Place => ({ x: clamp(x, reach.x), y: clamp(y, reach.y) });
  const position = (event: CanvasPointer): Place => {
    const [x, y] = placeOf(event);
    return within({ x: (2 * x - 1) * reach.x, y: (1 - 2 * y) * reach.y });
  };
  const nearest = ({ x, y }: Place): number =>
    points.findLastIndex((point) => Math.hypot((point.x - x) / reach.x, (point.y - y) / reach.y) < 2 * near);
  const add = (place: Place): void => {
    if (make) onChange([...points, make(place)]);
  };
  const remove = (found: number): void => {
    if (found >= 0) onChange(points.toSpliced(found, 1));
  };
  return {
    held,
    cursor,
    handlers: {
      onPointerDown(event: CanvasPointer): void {
        const place = position(event);
        const found = nearest(place);
        const takes = event.shiftKey || !make;
        setCursor(undefined);
        event.currentTarget.setPointerCapture(event.pointerId);
        if (takes) remove(found);
        else if (found < 0) add(place);
        setHeld(takes ? undefined : found < 0 ? points.length : found);
      },
      onPointerMove(event: CanvasPointer): void {
        const point = held === undefined ? undefined : points[held];
        if (held !== undefined && point) onChange(points.with(held, { ...point, ...position(event) }));
      },
      onPointerUp: () => setHeld(undefined),
      onPointerCancel: () => setHeld(undefined),
      onKeyDown(event: KeyboardEvent): void {
        const at = cursor ?? { x: 0, y: 0 };
        const moved = moves[event.key];
        if (moved) {
          const [right, up] = moved;
          setCursor(within({ x: at.x + right * 2 * step * reach.x, y: at.y + up * 2 * step * reach.y }));
        } else if (event.key === 'Enter' || event.key === ' ') add(at);
        else if (event.key === 'Delete' || event.key === 'Backspace') remove(nearest(at));
        else return;
        event.preventDefault();
      },
      onFocus(event: FocusEvent & { readonly currentTarget: HTMLCanvasElement }): void {
        if (event.currentTarget.matches(':focus-visible')) setCursor((now) => now ?? { x: 0, y: 0 });
      },
      onBlur: () => setCursor(undefined),
    },
  };
}

const moves: Readonly<Record<string, readonly [right: number, up: number] | undefined>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
};

function clamp(value: number, limit: number): number {
  return Math.min(limit, Math.max(-limit, value));
}

/** A cross where keys would put a point. */
export function drawCross(context: CanvasRenderingContext2D, x: number, y: number, color: string): void {
  context.strokeStyle = color;
  context.lineWidth = 1.5;
  context.beginPath();
  context.moveTo(x - 9, y);
  context.lineTo(x + 9, y);
  context.moveTo(x, y - 9);
  context.lineTo(x, y + 9);
  context.stroke();
}
