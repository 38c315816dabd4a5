// The tab of classes in a plane: a network learns to tell points apart, and its picture of the plane is seen to bend.
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
import { colorName } from '../../demo/palette.ts';
import { useHistory } from '../../demo/useHistory.ts';
import { Chart } from '../../ui/Chart.tsx';
import { percent, short, whole } from '../../ui/format.ts';
import { Panel } from '../../ui/Panel.tsx';
import { Stats } from '../../ui/Stats.tsx';
import { warpOf } from './draw.ts';
import { Neurons } from './Neurons.tsx';
import { Plane } from './Plane.tsx';
import { pointsOf, type Point, type PointSet } from './points.ts';
import type { ClassifyAnswers, ClassifyView } from './protocol.ts';

const sets: readonly PointSet[] = ['circle', 'spiral', 'random'];
const titles: Readonly<Record<PointSet, string>> = { circle: 'Circle', spiral: 'Spiral', random: 'Random' };
const curves = [{ label: 'loss', color: 'accent' }];
const pace = 5;

/** The tab. */
export default function Classify(): JSX.Element {
  const points = useSignal<readonly Point[]>(pointsOf('circle', 0));
  const [chosen, setLabel] = useState<number | undefined>(0);
  const [demo] = useState(() =>
    openDemo<ClassifyView, ClassifyAnswers>({
      tab: 'classify',
      open: () => new Worker(new URL('./worker.ts', import.meta.url), { type: 'module', name: 'classify' }),
      code,
      pace,
      began: (api) => api.setPoints(points.value),
    }),
  );
  const view = demo.view.value;
  const classes = view?.classes ?? 2;
  // Another network may have fewer classes.
  const label = chosen !== undefined && chosen >= classes ? 0 : chosen;
  const losses = useHistory(view, 1, ({ loss }) => [loss]);
  const put = (given: readonly Point[]): void => {
    points.value = given;
    void demo.ask((api) => api.setPoints(given));
  };
  return (
    <>
      <h1>Telling classes apart</h1>
      <p class="lead">
        A small network learns to which class each place of a plane belongs. Beside it is the same plane as
        two of its neurons see it: the network bends the plane until a straight line parts the classes.
      </p>
      <Problem demo={demo} />
      <div class="demo">
        <Panel title="The plane" actions={<Buttons demo={demo} />}>
          <Plane view={view} points={points.value} label={label} onChange={put} />
          <Classes count={classes} label={label} onChange={setLabel} />
          <div class="bar">
            {sets.map((set) => (
              <button
                key={set}
                type="button"
                class="button"
                onClick={() => put(pointsOf(set, demo.seed.value))}
              >
                {titles[set]}
              </button>
            ))}
            <button type="button" class="button" onClick={() => put([])}>
              Clear
            </button>
          </div>
          <p class="note">
            Drag a point to move it. With the keyboard, arrows move a cross, Enter adds, Delete takes away.
          </p>
        </Panel>
        <Panel title="As two neurons see it">
          <Canvas
            label="The grid of the plane as two neurons bend it, colored by class, with the points in it"
            draw={warpOf(view, points.value)}
          />
          {view && <Neurons view={view} onChange={(pair) => void demo.ask((api) => api.setPair(pair))} />}
        </Panel>
        <Panel title="Training" class="wide">
          <Stats
            stats={[
              { name: 'Loss', value: short(view?.loss) },
              { name: 'Points told apart', value: percent(view?.accuracy) },
              { name: 'Steps', value: whole(view?.step) },
            ]}
          />
          <div class="demo-fields">
            <Hyper hyper={view?.hyper} onChange={(path, value) => void demo.set(path, value)} />
            <SpeedAndSeed demo={demo} pace={pace} />
          </div>
          <Chart label="Loss over the steps" lines={curves} data={losses} height={180} />
        </Panel>
        <NetworkPanel demo={demo} contract={contract} />
      </div>
    </>
  );
}

/** What a click on the plane does: add a point of a class, or take one away. */
function Classes(props: {
  readonly count: number;
  readonly label: number | undefined;
  readonly onChange: (label: number | undefined) => void;
}): JSX.Element {
  const { count, label, onChange } = props;
  return (
    <fieldset class="choice">
      <legend>A click adds</legend>
      {Array.from({ length: count }, (_, k) => (
        <label key={k}>
          <input type="radio" name="class" checked={label === k} onChange={() => onChange(k)} />
          <span class="swatch" style={{ background: `var(--${colorName(k)})` }} /> Class {k + 1}
        </label>
      ))}
      <label>
        <input type="radio" name="class" checked={label === undefined} onChange={() => onChange(undefined)} />{' '}
        Nothing, it takes away
      </label>
    </fieldset>
  );
}
