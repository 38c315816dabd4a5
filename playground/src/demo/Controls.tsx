// The buttons that every demo has: train and pause, one step, begin anew from a seed; and how fast it goes.
import { useState } from 'preact/hooks';
import type { JSX } from 'preact';
import { NumberField } from '../ui/NumberField.tsx';
import type { Demo } from './open.ts';

/** A speed: its name, and how many steps there are between two views. */
interface Pace {
  readonly name: string;
  readonly steps: number;
}

/** Speeds from a step at a time to as fast as can be. */
const paces: readonly Pace[] = [
  { name: 'Very slow', steps: 1 },
  { name: 'Slow', steps: 5 },
  { name: 'Medium', steps: 25 },
  { name: 'Full speed', steps: Infinity },
];

/** Train, pause, step, reset. */
export function Buttons({
  demo,
  verb = 'Train',
}: {
  readonly demo: Demo;
  readonly verb?: string;
}): JSX.Element {
  const running = demo.running.value;
  return (
    <>
      <button
        type="button"
        class="button primary"
        disabled={demo.busy.value}
        onClick={() => void (running ? demo.pause() : demo.run())}
      >
        {running ? 'Pause' : verb}
      </button>
      <button
        type="button"
        class="button"
        disabled={running || demo.busy.value}
        onClick={() => void demo.step()}
      >
        Step
      </button>
      <button type="button" class="button" disabled={demo.busy.value} onClick={() => void demo.reset()}>
        Reset
      </button>
    </>
  );
}

/** Speed and seed. */
export function SpeedAndSeed({ demo, pace }: { readonly demo: Demo; readonly pace: number }): JSX.Element {
  const [chosen, setChosen] = useState(pace);
  return (
    <>
      <label class="field">
        <span>Speed</span>
        <select
          value={String(chosen)}
          onChange={(event) => {
            const steps = Number(event.currentTarget.value);
            setChosen(steps);
            void demo.setPace(steps);
          }}
        >
          {paces.map(({ name, steps }) => (
            <option key={name} value={String(steps)}>
              {name}
            </option>
          ))}
        </select>
      </label>
      <NumberField
        label="Seed"
        value={demo.seed.value}
        integer
        min={0}
        max={2 ** 31 - 1}
        onChange={(seed) => void demo.reset(seed)}
      />
    </>
  );
}

/** What went wrong, in all its lines. */
export function Problem({ demo }: { readonly demo: Demo }): JSX.Element | null {
  const trouble = demo.trouble.value;
  if (!trouble) return null;
  return (
    <p class="problem" role="alert">
      {trouble.place && `Line ${trouble.place.line}: `}
      {trouble.message}
    </p>
  );
}
