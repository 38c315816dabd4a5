// Every layer for one digit: what it made of it, how the loss depends on that, and its weights with their gradients.
import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import { HeatMap } from '../../../ui/HeatMap.tsx';
import { short, whole } from '../../../ui/format.ts';
import { Panel } from '../../../ui/Panel.tsx';
import { tilesOf, tilesOfMatrix, type Tiles } from '../../../ui/tiles.ts';
import { usePolling } from '../../../ui/usePolling.ts';
import type { LayerView, Look, Numbers } from '../protocol.ts';
import type { Session } from '../session.ts';

/** All layers, from the digit to the probabilities. */
export function Layers({ session }: { readonly session: Session }): JSX.Element {
  const look = useSignal<Look | undefined>(undefined);
  const ask = async (): Promise<void> => {
    look.value = (await session.look()) ?? look.value;
  };
  const place = usePolling<HTMLDivElement>(ask, {
    every: 400,
    active: session.running.value,
    stamp: session.stamp.value,
  });
  return (
    <Panel title="Inside the network" class="wide">
      <p class="note">
        One digit of the last batch{look.value && `, a ${look.value.label}`}. Gradients are those of its loss.
        Blue is below zero, orange above.
      </p>
      <div class="layers" ref={place}>
        {look.value?.layers.map((layer) => (
          <LayerRow key={layer.name} layer={layer} back={session.phase.value !== 'forward'} />
        ))}
      </div>
    </Panel>
  );
}

/** `back`: whether gradients have come back to it. */
function LayerRow({ layer, back }: { readonly layer: LayerView; readonly back: boolean }): JSX.Element {
  const { activation, gradient, weights } = layer;
  return (
    <section class="layer" aria-label={`Layer ${layer.name}`}>
      <div>
        <h3>
          {layer.kind}
          {!/^(input|softmax)$/.test(layer.name) && <span> {layer.name}</span>}
        </h3>
        <dl>
          <Fact name="size" value={activation.shape.join(' × ')} />
          {settingsOf(layer).map(([name, value]) => (
            <Fact key={name} name={name} value={value} />
          ))}
          {layer.parameters > 0 && <Fact name="parameters" value={whole(layer.parameters)} />}
          <Fact name="activations" value={rangeOf(activation)} />
          <Fact name="gradients" value={back ? rangeOf(gradient) : 'not yet'} />
        </dl>
      </div>
      {layer.kind === 'flatten' ? (
        <p class="note">The same numbers in a row.</p>
      ) : (
        <div class="maps">
          <Maps title="activations" of={layer.name} numbers={activation} tiles={tilesOf(activation.shape)} />
          {back && (
            <Maps title="gradients" of={layer.name} numbers={gradient} tiles={tilesOf(gradient.shape)} />
          )}
          {weights
            .filter(({ values }) => values.shape.length > 1)
            .map(({ name, values, gradient: own }) => {
              const tiles = values.shape.length === 2 ? tilesOfMatrix(values.shape) : tilesOf(values.shape);
              const maps = [
                <Maps key={name} title={`weights ${name}`} of={layer.name} numbers={values} tiles={tiles} />,
              ];
              const title = `gradients of ${name}`;
              if (back)
                maps.push(<Maps key={title} title={title} of={layer.name} numbers={own} tiles={tiles} />);
              return maps;
            })}
        </div>
      )}
    </section>
  );
}

function Fact({ name, value }: { readonly name: string; readonly value: string }): JSX.Element {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}

function Maps(props: {
  readonly title: string;
  readonly of: string;
  readonly numbers: Numbers;
  readonly tiles: Tiles;
}): JSX.Element {
  const { title, of, numbers, tiles } = props;
  return (
    <figure>
      <figcaption>
        {title} <span>{rangeOf(numbers)}</span>
      </figcaption>
      <HeatMap
        label={`${title} of ${of}`}
        values={numbers.values}
        tiles={tiles}
        min={numbers.min}
        max={numbers.max}
        scale={scaleOf(tiles)}
      />
    </figure>
  );
}

/** Small maps are enlarged more, so that each is about as large as a fingertip, and wide ones fit. */
function scaleOf({ count, width, height, columns }: Tiles): number {
  const fitting = Math.min(440 / (columns * (width + 1)), 220 / (Math.ceil(count / columns) * (height + 1)));
  return Math.max(1, Math.min(Math.floor(fitting), Math.round(44 / width), 14));
}

function rangeOf({ min, max }: Numbers): string {
  return `${short(min)} … ${short(max)}`;
}

/** Filter, stride and padding in a few words; other settings as they are. */
function settingsOf({ settings, kind }: LayerView): readonly (readonly [name: string, value: string])[] {
  const { size, stride, padding } = settings;
  if (!Array.isArray(size) || !Array.isArray(stride) || !Array.isArray(padding)) {
    return Object.entries(settings).map(([name, value]) => [name, String(value)]);
  }
  const facts: [string, string][] = [
    [kind.startsWith('conv') ? 'filter' : 'window', size.join(' × ')],
    ['stride', [...new Set(stride)].join(' × ')],
  ];
  if (padding.some((n) => n > 0)) facts.push(['padding', [...new Set(padding)].join(' × ')]);
  return facts;
}
