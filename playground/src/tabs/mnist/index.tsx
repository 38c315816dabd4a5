// The tab of handwritten digits: a network that learns to read them while the visitor looks on.
import { useState } from 'preact/hooks';
import type { JSX } from 'preact';
import { Chart } from '../../ui/Chart.tsx';
import { percent, short, whole } from '../../ui/format.ts';
import { NumberField } from '../../ui/NumberField.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { Stats } from '../../ui/Stats.tsx';
import { openSession } from './session.ts';

const lines = [{ label: 'loss', color: 'accent' }];

/** The tab. */
export default function Mnist(): JSX.Element {
  const [session] = useState(openSession);
  const [seed, setSeed] = useState(0);
  const figures = session.figures.value;
  return (
    <>
      <h1>Reading handwritten digits</h1>
      <p class="lead">
        A convolutional network learns to read digits, in a worker of this page. Its whole training step,
        gradients and optimizer included, is one WebAssembly program.
      </p>
      <Panel
        title="Training"
        actions={
          <button
            type="button"
            class="button primary"
            onClick={() => void (session.running.value ? session.pause() : session.run())}
          >
            {session.running.value ? 'Pause' : 'Train'}
          </button>
        }
      >
        <NumberField
          label="Seed"
          value={seed}
          integer
          min={0}
          onChange={(value) => {
            setSeed(value);
            void session.reset(value);
          }}
        />
        <Stats
          stats={[
            { name: 'Loss', value: short(figures?.loss) },
            { name: 'Training accuracy', value: percent(figures?.trainingAccuracy) },
            { name: 'Examples seen', value: whole(figures?.examples) },
            { name: 'Speed', value: whole(figures?.imagesPerSecond), unit: 'images/s' },
          ]}
        />
        <Chart label="Loss of each batch" lines={lines} data={session.points.value} />
      </Panel>
    </>
  );
}
