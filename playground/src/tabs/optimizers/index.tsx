// The tab of optimizers: the same network, from the same start, on the same digits, trained by each of them.
import { useMemo, useState } from 'preact/hooks';
import type { JSX } from 'preact';
import { source as contract } from 'program:./contract.ts';
import * as code from 'program:./start.ts';
import { Buttons, Problem, SpeedAndSeed } from '../../demo/Controls.tsx';
import '../../demo/demo.css';
import { NetworkPanel } from '../../demo/NetworkPanel.tsx';
import { openDemo } from '../../demo/open.ts';
import { colorName } from '../../demo/palette.ts';
import { useHistory } from '../../demo/useHistory.ts';
import { Chart } from '../../ui/Chart.tsx';
import { whole } from '../../ui/format.ts';
import { Panel } from '../../ui/Panel.tsx';
import { Stats } from '../../ui/Stats.tsx';
import './optimizers.css';
import type { OptimizersAnswers, OptimizersView, Standing } from './protocol.ts';
import { Standings } from './Standings.tsx';

/** The tab. */
export default function Optimizers(): JSX.Element {
  const [demo] = useState(() =>
    openDemo<OptimizersView, OptimizersAnswers>({
      tab: 'optimizers',
      open: () => new Worker(new URL('./worker.ts', import.meta.url), { type: 'module', name: 'optimizers' }),
      code,
      began: (api) => api.setBase(document.baseURI),
    }),
  );
  const view = demo.view.value;
  const standings = view?.standings ?? [];
  const names = standings.map(({ name }) => name).join('\n');
  const lines = useMemo(() => names.split('\n').map((label, i) => ({ label, color: colorName(i) })), [names]);
  const each = (valueOf: (standing: Standing) => number | undefined) =>
    useHistory(view, lines.length, (now) => now.standings.map(valueOf));
  const losses = each(({ loss }) => loss);
  const training = each(({ trainingAccuracy }) => trainingAccuracy && 100 * trainingAccuracy);
  const test = each(({ testAccuracy }) => testAccuracy && 100 * testAccuracy);
  return (
    <>
      <h1>Optimizers side by side</h1>
      <p class="lead">
        Each optimizer trains its own copy of one network that reads digits: from the same start, on the same
        batches. Change their settings while they run, or write others into the code.
      </p>
      <Problem demo={demo} />
      <div class="demo">
        <Panel title="Where they stand" class="wide" actions={<Buttons demo={demo} />}>
          <Stats
            stats={[
              { name: 'Steps of each', value: whole(view?.step) },
              { name: 'Digits seen', value: whole(view?.examples) },
            ]}
          />
          <Standings
            standings={standings}
            onTrains={(index, trains) => void demo.ask((api) => api.setTrains(index, trains))}
            onChange={(path, value) => void demo.set(path, value)}
          />
          <div class="demo-fields">
            <SpeedAndSeed demo={demo} pace={Infinity} />
          </div>
        </Panel>
        <Panel title="Loss" class="wide">
          <Chart
            label="Loss of each optimizer over the steps"
            lines={lines}
            data={losses}
            height={260}
            logarithmic
          />
        </Panel>
        <Panel title="Training digits read right, %">
          <Chart label="Training accuracy of each optimizer over the steps" lines={lines} data={training} />
        </Panel>
        <Panel title="Test digits read right, %">
          <Chart label="Test accuracy of each optimizer over the steps" lines={lines} data={test} />
        </Panel>
        <NetworkPanel demo={demo} contract={contract} title="Network and optimizers" />
      </div>
    </>
  );
}
