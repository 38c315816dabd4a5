// The plane of codes: pointing at a place shows the digit that lies there, and what the network would draw for it.
import { useEffect, useState } from 'preact/hooks';
import type { JSX } from 'preact';
import { Canvas, placeOf } from '../../demo/Canvas.tsx';
import { colorName } from '../../demo/palette.ts';
import { digitsOf, frameOf, planeOf } from './draw.ts';
import { type AutoencoderView, type Digits } from './protocol.ts';

type Place = readonly [x: number, y: number];
const step = 0.03;

/** The plane, and beside it what is at the place that is pointed at; `decode` asks for the digits of codes. */
export function Plane(props: {
  readonly view: AutoencoderView | undefined;
  readonly digits: Digits | undefined;
  readonly decode: (codes: Float32Array) => Promise<Uint8Array | undefined>;
}): JSX.Element {
  const { view, digits, decode } = props;
  const [place, setPlace] = useState<Place>([0.5, 0.5]);
  const [written, setWritten] = useState(false);
  const [drawn, setDrawn] = useState<Uint8Array>();
  const codes = view?.codes;
  const chosen = codes && nearestTo(codes, codeAt(codes, place));
  useEffect(() => {
    let gone = false;
    const ask = async (): Promise<void> => {
      if (!codes) return;
      const made = await decode(Float32Array.from(codeAt(codes, place)));
      if (!gone && made) setDrawn(made);
    };
    void ask();
    return () => {
      gone = true;
    };
  }, [codes, place]);
  const point = (event: PointerEvent): void => {
    const [x, y] = placeOf(event);
    setPlace([within(x), within(y)]);
  };
  const type = (event: KeyboardEvent): void => {
    const moved = moves[event.key];
    if (!moved) return;
    event.preventDefault();
    setPlace(([x, y]) => [within(x + moved[0] * step), within(y + moved[1] * step)]);
  };
  const label = chosen === undefined ? undefined : digits?.labels[chosen];
  const own = chosen === undefined ? undefined : digits?.pixels.subarray(chosen * 784, (chosen + 1) * 784);
  return (
    <>
      <Canvas
        label={`${digits?.labels.length ?? 0} digits, each where its two numbers lie in the plane. Arrows move the place that is shown.`}
        role="application"
        tabIndex={0}
        draw={planeOf(codes, digits, { chosen, probe: place, written })}
        onPointerMove={point}
        onPointerDown={point}
        onKeyDown={type}
      />
      <div class="probe">
        <figure>
          <Canvas label={`The nearest digit, a ${label ?? 'digit'}`} draw={digitsOf([own], 1)} />
          <figcaption>
            Nearest digit: <strong>{label}</strong>
          </figcaption>
        </figure>
        <figure>
          <Canvas label="What the network draws for this place" draw={digitsOf([drawn], 1)} />
          <figcaption>Drawn for this place</figcaption>
        </figure>
        <div>
          <p class="legend">
            {Array.from({ length: 10 }, (_, digit) => (
              <strong key={digit} style={{ color: `var(--${colorName(digit)})` }}>
                {digit}
              </strong>
            ))}
          </p>
          <label class="switch">
            <input
              type="checkbox"
              checked={written}
              onChange={(event) => setWritten(event.currentTarget.checked)}
            />
            Show them as they were written
          </label>
        </div>
      </div>
      <p class="note">
        Move over the plane, or use the arrows, to see what the network draws for each place.
      </p>
    </>
  );
}

/** The code at a place, which goes from 0 to 1 both ways. */
function codeAt(codes: Float32Array, [x, y]: Place): Place {
  const { left, bottom, width, height } = frameOf(codes);
  return [left + x * width, bottom + (1 - y) * height];
}

function nearestTo(codes: Float32Array, [x, y]: Place): number {
  let [nearest, least] = [0, Infinity];
  for (let i = 0; i < codes.length / 2; i++) {
    const far = Math.hypot(codes[2 * i] - x, codes[2 * i + 1] - y);
    if (far < least) [nearest, least] = [i, far];
  }
  return nearest;
}

const moves: Readonly<Record<string, Place | undefined>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

function within(x: number): number {
  return Math.min(1, Math.max(0, x));
}
