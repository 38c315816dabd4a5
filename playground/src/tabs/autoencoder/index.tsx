// The tab of codes: a network that has to squeeze digits through two numbers finds a map of them by itself.
import { useEffect, useState } from 'preact/hooks';
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
import { Chart } from '../../ui/Chart.tsx';
import { short, whole } from '../../ui/format.ts';
import { Panel } from '../../ui/Panel.tsx';
import { Stats } from '../../ui/Stats.tsx';
import { digitsOf } from './draw.ts';
import { Plane } from './Plane.tsx';
import { shown, type AutoencoderAnswers, type AutoencoderView, type Digits } from './protocol.ts';

const lines = [{ label: 'mean squared error', color: 'accent' }];

/** The tab. */
export default function Autoencoder(): JSX.Element {
  const [demo] = useState(() =>
    openDemo<AutoencoderView, AutoencoderAnswers>({
      tab: 'autoencoder',
      open: () =>
        new Worker(new URL('./worker.ts', import.meta.url), { type: 'module', name: 'autoencoder' }),
      code,
      began: (api) => api.setBase(document.baseURI),
    }),
  );
  const [digits, setDigits] = useState<Digits>();
  const view = demo.view.value;
  const errors = useHistory(view, 1, ({ loss }) => [loss]);
  useEffect(() => {
    demo
      .ask((api) => api.digits())
      .then(setDigits)
      .catch(() => undefined); // The demo itself says why there are no digits.
  }, [demo]);
  return (
    <>
      <h1>Digits as two numbers</h1>
      <p class="lead">
        The network must draw a digit again after it has been only two numbers in between. Nobody tells it
        which digit is which; yet it learns to keep those that look alike together.
      </p>
      <Problem demo={demo} />
      <div class="demo">
        <Panel title="The plane of codes" actions={<Buttons demo={demo} />}>
          <Plane view={view} digits={digits} decode={(codes) => demo.ask((api) => api.decode(codes))} />
        </Panel>
        <Panel title="Training">
          <Stats
            stats={[
              { name: 'Mean squared error', value: short(view?.loss) },
              { name: 'Steps', value: whole(view?.step) },
              { name: 'Digits seen', value: whole(view?.examples) },
            ]}
          />
          <h3>What goes in, and what comes back</h3>
          <Canvas
            label="Test digits above, and below each what the network draws of its two numbers"
            aspect={shown / 2 / 4}
            draw={digitsOf(pairsOf(digits?.pixels, view?.returned), shown / 2)}
          />
          <div class="demo-fields">
            <Hyper hyper={view?.hyper} onChange={(path, value) => void demo.set(path, value)} />
            <SpeedAndSeed demo={demo} pace={Infinity} />
          </div>
          <Chart label="Mean squared error over the steps" lines={lines} data={errors} height={180} />
        </Panel>
        <NetworkPanel demo={demo} contract={contract} />
      </div>
    </>
  );
}

/** Rows of digits: those that went in, what came back of them, and again. */
function pairsOf(pixels: Uint8Array | undefined, returned: Uint8Array | undefined) {
  const half = (shown / 2) * 784;
  return [0, half].flatMap((from) => [pixels, returned].map((all) => all?.subarray(from, from + half)));
}
