// The plane with its points: clicking adds one, dragging moves it; arrows and Enter do it without a pointer.
import { useState } from 'preact/hooks';
import type { JSX } from 'preact';
import { Canvas, placeOf } from '../../demo/Canvas.tsx';
import { regionsOf } from './draw.ts';
import type { Point } from './points.ts';
import { reach, type ClassifyView } from './protocol.ts';

/** How near, in the plane, a pointer takes hold of a point. */
const near = 0.35;
const step = 0.25;

/** The plane; `onChange` gets the points as they are after a click, a drag, or a key. */
export function Plane(props: {
  readonly view: ClassifyView | undefined;
  readonly points: readonly Point[];
  /** The class of points that are added; `undefined` where points are taken away. */
  readonly label: number | undefined;
  readonly onChange: (points: readonly Point[]) => void;
}): JSX.Element {
  const { view, points, label, onChange } = props;
  const [held, setHeld] = useState<number>();
  const [cursor, setCursor] = useState<readonly [number, number]>();
  const position = (event: PointerEvent): readonly [number, number] => {
    const [x, y] = placeOf(event);
    return [within((2 * x - 1) * reach), within((1 - 2 * y) * reach)];
  };
  const nearest = ([x, y]: readonly [number, number]): number =>
    points.findLastIndex((point) => Math.hypot(point.x - x, point.y - y) < near);
  const add = ([x, y]: readonly [number, number]): void => {
    if (label !== undefined) onChange([...points, { x, y, label }]);
  };
  const remove = (found: number): void => {
    if (found >= 0) onChange(points.toSpliced(found, 1));
  };

  const press = (event: PointerEvent & { readonly currentTarget: HTMLCanvasElement }): void => {
    const at = position(event);
    const found = nearest(at);
    setCursor(undefined);
    event.currentTarget.setPointerCapture(event.pointerId);
    const takes = event.shiftKey || label === undefined;
    if (takes) remove(found);
    else if (found < 0) add(at);
    setHeld(takes ? undefined : found < 0 ? points.length : found);
  };
  const move = (event: PointerEvent): void => {
    const point = held === undefined ? undefined : points[held];
    if (held === undefined || !point) return;
    const [x, y] = position(event);
    onChange(points.with(held, { ...point, x, y }));
  };
  const type = (event: KeyboardEvent): void => {
    const at = cursor ?? [0, 0];
    const moved = moves[event.key];
    if (moved) setCursor([within(at[0] + moved[0] * step), within(at[1] + moved[1] * step)]);
    else if (event.key === 'Enter' || event.key === ' ') add(at);
    else if (event.key === 'Delete' || event.key === 'Backspace') remove(nearest(at));
    else return;
    event.preventDefault();
  };
  return (
    <Canvas
      label={`A plane with ${points.length} points and the regions where the network sees each class. Arrows move a cross, Enter adds a point there, Delete removes one.`}
      role="application"
      tabIndex={0}
      draw={regionsOf(view, points, { chosen: held, cursor })}
      onPointerDown={press}
      onPointerMove={move}
      onPointerUp={() => setHeld(undefined)}
      onPointerCancel={() => setHeld(undefined)}
      onKeyDown={type}
      onFocus={(event) => event.currentTarget.matches(':focus-visible') && setCursor((c) => c ?? [0, 0])}
      onBlur={() => setCursor(undefined)}
    />
  );
}

const moves: Readonly<Record<string, readonly [number, number] | undefined>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
};

function within(x: number): number {
  return Math.min(reach, Math.max(-reach, x));
}
