// The plane with its points: clicking adds one, dragging moves it; arrows and Enter do it without a pointer.
import type { JSX } from 'preact';
import { Canvas } from '../../demo/Canvas.tsx';
import { usePoints } from '../../demo/usePoints.ts';
import { regionsOf } from './draw.ts';
import type { Point } from './points.ts';
import { reach, type ClassifyView } from './protocol.ts';

/** The plane; `onChange` gets the points as they are after a click, a drag, or a key. */
export function Plane(props: {
  readonly view: ClassifyView | undefined;
  readonly points: readonly Point[];
  /** The class of points that are added; `undefined` where points are taken away. */
  readonly label: number | undefined;
  readonly onChange: (points: readonly Point[]) => void;
}): JSX.Element {
  const { view, points, label, onChange } = props;
  const { held, cursor, handlers } = usePoints({
    points,
    reach: { x: reach, y: reach },
    make: label === undefined ? undefined : (place) => ({ ...place, label }),
    onChange,
  });
  return (
    <Canvas
      label={`A plane with ${points.length} points and the regions where the network sees each class. Arrows move a cross, Enter adds a point there, Delete removes one.`}
      role="application"
      tabIndex={0}
      draw={regionsOf(view, points, { held, cursor })}
      {...handlers}
    />
  );
}
