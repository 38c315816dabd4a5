// The tab of curves: a network finds the function that noisy points come from.
import { useState } from 'preact/hooks';
import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import { source as contract } from 'program:./contract.ts';
import * as code from 'program:./start.ts';
import { Canvas } from '../../demo/Canvas.tsx';
import { Buttons, Problem, SpeedAndSeed } from '../../demo/Controls.tsx';
import '../../demo/demo.css';
import { Hyper } from '../../demo/Hyper.tsx';
import { NetworkPanel } from '../../demo/NetworkPanel.tsx';
import { openDemo } from '../../demo/open.ts';
import { useHistory } from '../../demo/useHistory.ts';
import { usePoints, type Place } from '../../demo/usePoints.ts';
import { Chart } from '../../ui/Chart.tsx';
import { short, whole } from '../../ui/format.ts';
import { Panel } from '../../ui/Panel.tsx';
import { Stats } from '../../ui/Stats.tsx';
import { curveOf } from './draw.ts';
import { pointsOf } from './points.ts';
import { reach, type Curve, type RegressAnswers, type RegressView } from './protocol.ts';

const curves: readonly (readonly [Curve, string])[] = [
  ['waves', 'Waves'],
  ['jump', 'Jump'],
  ['parabola', 'Parabola'],
];
const lines = [{ label: 'mean squared error', color: 'accent' }];
const pace = 5;

/** The tab. */
export default function Regress(): JSX.Element {
  const points = useSignal<readonly Place[]>(pointsOf('waves', 0));
  const [takes, setTakes] = useState(false);
  const [neurons, setNeurons] = useState(false);
  const [demo] = useState(() =>
    openDemo<RegressView, RegressAnswers>({
      tab: 'regress',
      open: () => new Worker(new URL('./worker.ts', import.meta.url), { type: 'module', name: 'regress' }),
      code,
      pace,
      began: (api) => api.setPoints(points.value),
    }),
  );
  const view = demo.view.value;
  const errors = useHistory(view, 1, ({ loss }) => [loss]);
  const put = (given: readonly Place[]): void => {
    points.value = given;
    void demo.ask((api) => api.setPoints(given));
  };
  const { held, cursor, handlers } = usePoints({
    points: points.value,
    reach,
    make: takes ? undefined : (place) => place,
    onChange: put,
  });
  return (
    <>
      <h1>Finding a curve</h1>
      <p class="lead">
        The points come from a function with noise. A network of one input and one output learns them, and the
        curve is what it says for every place. Add points, and see it make room for them.
      </p>
      <Problem demo={demo} />
      <div class="demo">
        <Panel title="The curve" class="wide" actions={<Buttons demo={demo} />}>
          <Canvas
            label={`A curve that a network draws through ${points.value.length} points. Arrows move a cross, Enter adds a point there, Delete removes one.`}
            role="application"
            tabIndex={0}
            class="tall"
            aspect={2.2}
            draw={curveOf(view, points.value, { held, cursor, neurons })}
            {...handlers}
          />
          <div class="bar">
            {curves.map(([curve, title]) => (
              <button
                key={curve}
                type="button"
                class="button"
                onClick={() => put(pointsOf(curve, demo.seed.value))}
              >
                {title}
              </button>
            ))}
            <button type="button" class="button" onClick={() => put([])}>
              Clear
            </button>
            <Switch label="Clicks take points away" checked={takes} onChange={setTakes} />
            <Switch label="Show the hidden neurons" checked={neurons} onChange={setNeurons} />
          </div>
          <p class="note">
            Click to add a point, drag to move one. With the keyboard, arrows move a cross, Enter adds, Delete
            takes away.
          </p>
        </Panel>
        <Panel title="Training" class="wide">
          <Stats
            stats={[
              { name: 'Mean squared error', value: short(view?.loss) },
              { name: 'Steps', value: whole(view?.step) },
              { name: 'Points', value: whole(points.value.length) },
            ]}
          />
          <div class="demo-fields">
            <Hyper hyper={view?.hyper} onChange={(path, value) => void demo.set(path, value)} />
            <SpeedAndSeed demo={demo} pace={pace} />
          </div>
          <Chart label="Mean squared error over the steps" lines={lines} data={errors} height={180} />
        </Panel>
        <NetworkPanel demo={demo} contract={contract} />
      </div>
    </>
  );
}

function Switch(props: {
  readonly label: string;
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
}): JSX.Element {
  return (
    <label class="switch">
      <input
        type="checkbox"
        checked={props.checked}
        onChange={(event) => props.onChange(event.currentTarget.checked)}
      />
      {props.label}
    </label>
  );
}
