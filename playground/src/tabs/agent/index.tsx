// The tab of the agent: it learns by trial and error what to eat and what to keep away from.
import { useState } from 'preact/hooks';
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
import { FileButton } from '../../ui/FileButton.tsx';
import { saveFile } from '../../ui/files.ts';
import { percent, short, whole } from '../../ui/format.ts';
import { Panel } from '../../ui/Panel.tsx';
import { Stats } from '../../ui/Stats.tsx';
import { worldOf } from './draw.ts';
import type { AgentAnswers, AgentView } from './protocol.ts';
import { world } from './world.ts';

const lines = [{ label: 'mean reward', color: 'accent' }];
const pace = 5;

/** The tab. */
export default function Agent(): JSX.Element {
  const [said, setSaid] = useState<string>();
  const [demo] = useState(() =>
    openDemo<AgentView, AgentAnswers>({
      tab: 'agent',
      open: () => new Worker(new URL('./worker.ts', import.meta.url), { type: 'module', name: 'agent' }),
      code,
      pace,
    }),
  );
  const view = demo.view.value;
  const rewards = useHistory(view, 1, ({ reward }) => [reward]);
  const save = async (): Promise<void> => {
    const network = await demo.ask((api) => api.save());
    if (network !== undefined) saveFile('agent.json', network, 'application/json');
  };
  const openFile = async (file: File): Promise<void> => {
    const text = await file.text();
    setSaid(await demo.ask((api) => api.open(text)));
  };
  return (
    <>
      <h1>An agent that learns what to eat</h1>
      <p class="lead">
        Nine eyes see walls and what there is to eat: red circles taste good, green squares do not. Nobody
        tells the agent. At first it moves at random; then a network learns what each of its five moves is
        worth.
      </p>
      <Problem demo={demo} />
      {said !== undefined && (
        <p class="problem" role="alert">
          {said}
        </p>
      )}
      <div class="demo">
        <Panel title="Its world" actions={<Buttons demo={demo} verb="Live" />}>
          <Canvas
            label={`The world: an agent among ${view?.items.length ?? 0} things to eat. It ate ${view?.eaten.red ?? 0} red and ${view?.eaten.green ?? 0} green ones.`}
            aspect={world.width / world.height}
            draw={worldOf(view)}
          />
          <div class="demo-fields">
            <SpeedAndSeed demo={demo} pace={pace} />
          </div>
          <p class="note">At full speed it takes a minute or two until it knows its way.</p>
        </Panel>
        <Panel title="How it goes">
          <Stats
            stats={[
              { name: 'Moments', value: whole(view?.step) },
              { name: 'Moves at random', value: percent(view?.epsilon) },
              { name: 'Mean reward', value: short(view?.reward) },
              { name: 'Loss', value: short(view?.loss) },
              { name: 'Red eaten', value: whole(view?.eaten.red) },
              { name: 'Green eaten', value: whole(view?.eaten.green) },
            ]}
          />
          <Chart label="Mean reward over the moments of its life" lines={lines} data={rewards} height={200} />
          <div class="demo-fields">
            <Hyper hyper={view?.hyper} onChange={(path, value) => void demo.set(path, value)} />
          </div>
          <div class="bar">
            <label class="switch">
              <input
                type="checkbox"
                checked={view?.learning ?? true}
                onChange={(event) => {
                  const { checked } = event.currentTarget;
                  void demo.ask((api) => api.setLearning(checked));
                }}
              />
              Explore and learn
            </label>
            <button type="button" class="button" onClick={() => void save()}>
              Save network
            </button>
            <FileButton
              label="Open network …"
              accept=".json,application/json"
              onFile={(file) => void openFile(file)}
            />
          </div>
        </Panel>
        <NetworkPanel demo={demo} contract={contract} title="How it learns" />
      </div>
    </>
  );
}
