// The tab of pictures: a network learns what color each place of a picture has, and paints it.
import { useState } from 'preact/hooks';
import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import { source as contract } from 'program:./contract.ts';
import * as code from 'program:./start.ts';
import { Canvas, type Draw } from '../../demo/Canvas.tsx';
import { Buttons, Problem, SpeedAndSeed } from '../../demo/Controls.tsx';
import '../../demo/demo.css';
import { Hyper } from '../../demo/Hyper.tsx';
import { NetworkPanel } from '../../demo/NetworkPanel.tsx';
import { openDemo } from '../../demo/open.ts';
import { useHistory } from '../../demo/useHistory.ts';
import { Chart } from '../../ui/Chart.tsx';
import { FileButton } from '../../ui/FileButton.tsx';
import { short, whole } from '../../ui/format.ts';
import { NumberField } from '../../ui/NumberField.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { Stats } from '../../ui/Stats.tsx';
import { pictures, pixelsOf, pixelsOfFile, type Pixels } from './pictures.ts';
import { batchSizes, side, type ImageAnswers, type ImageView } from './protocol.ts';

const [first] = Object.keys(pictures);
const lines = [{ label: 'mean squared error', color: 'accent' }];

/** The tab. */
export default function Picture(): JSX.Element {
  const picture = useSignal({ name: first, pixels: pixelsOf(first) });
  const batchSize = useSignal(batchSizes.start);
  const [refused, setRefused] = useState<string>();
  const [demo] = useState(() =>
    openDemo<ImageView, ImageAnswers>({
      tab: 'image',
      open: () => new Worker(new URL('./worker.ts', import.meta.url), { type: 'module', name: 'image' }),
      code,
      began: async (api) => {
        await api.setPicture(picture.value.pixels);
        await api.setBatchSize(batchSize.value);
      },
    }),
  );
  const view = demo.view.value;
  const errors = useHistory(view, 1, ({ loss }) => [loss]);
  const show = (name: string, pixels: Pixels): void => {
    setRefused(undefined);
    picture.value = { name, pixels };
    void demo.ask((api) => api.setPicture(pixels));
  };
  const openFile = (file: File): void => {
    pixelsOfFile(file).then(
      (pixels) => show(file.name, pixels),
      () => setRefused(`${file.name} is no image that this browser can read.`),
    );
  };
  return (
    <>
      <h1>Painting a picture</h1>
      <p class="lead">
        The network gets the place of a pixel and learns its color, a few hundred pixels at a time. All that
        it keeps of the picture is in its weights; what it paints is what they say for every place.
      </p>
      <Problem demo={demo} />
      {refused !== undefined && (
        <p class="problem" role="alert">
          {refused}
        </p>
      )}
      <div class="demo">
        <Panel title="The picture" actions={<Buttons demo={demo} />}>
          <Canvas
            label={`The picture to learn: ${picture.value.name}`}
            draw={painted(picture.value.pixels)}
          />
          <div class="bar">
            {Object.keys(pictures).map((name) => (
              <button key={name} type="button" class="button" onClick={() => show(name, pixelsOf(name))}>
                {name}
              </button>
            ))}
            <FileButton label="Open an image …" accept="image/*" onFile={openFile} />
          </div>
        </Panel>
        <Panel title="What the network paints">
          <Canvas
            label="What the network paints, which becomes like the picture as it learns"
            draw={painted(view?.painting)}
          />
          <p class="note">Your image stays in your browser.</p>
        </Panel>
        <Panel title="Training" class="wide">
          <Stats
            stats={[
              { name: 'Mean squared error', value: short(view?.loss) },
              { name: 'Steps', value: whole(view?.step) },
              { name: 'Pixels seen', value: whole(view && view.step * batchSize.value) },
            ]}
          />
          <div class="demo-fields">
            <Hyper hyper={view?.hyper} onChange={(path, value) => void demo.set(path, value)} />
            <NumberField
              label="Batch size"
              value={batchSize.value}
              integer
              min={1}
              max={batchSizes.most}
              onChange={(size) => {
                batchSize.value = size;
                void demo.ask((api) => api.setBatchSize(size));
              }}
            />
            <SpeedAndSeed demo={demo} pace={Infinity} />
          </div>
          <Chart
            label="Mean squared error over the steps"
            lines={lines}
            data={errors}
            height={180}
            logarithmic
          />
        </Panel>
        <NetworkPanel demo={demo} contract={contract} />
      </div>
    </>
  );
}

/** Pixels, enlarged. */
function painted(pixels: Pixels | undefined): Draw {
  return (context, width, height) => {
    if (!pixels) return;
    const small = new OffscreenCanvas(side, side);
    small.getContext('2d')?.putImageData(new ImageData(pixels, side, side), 0, 0);
    context.imageSmoothingEnabled = false;
    context.drawImage(small, 0, 0, width, height);
  };
}
