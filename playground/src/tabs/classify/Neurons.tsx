// Which two neurons are looked at: a layer, and one neuron for each direction.
import type { JSX } from 'preact';
import type { ClassifyView, Pair } from './protocol.ts';

/** Choices of layer and neurons; `onChange` gets a pair that there is. */
export function Neurons(props: {
  readonly view: ClassifyView;
  readonly onChange: (pair: Pair) => void;
}): JSX.Element {
  const { view, onChange } = props;
  const { layers, pair } = view;
  const neurons = layers.find(({ index }) => index === pair.layer)?.neurons ?? 2;
  return (
    <div class="demo-fields">
      <label class="field">
        <span>Layer</span>
        <select
          value={String(pair.layer)}
          onChange={(event) => onChange({ layer: Number(event.currentTarget.value), x: 0, y: 1 })}
        >
          {layers.map(({ index, name }) => (
            <option key={index} value={String(index)}>
              {name}
            </option>
          ))}
        </select>
      </label>
      {(['x', 'y'] as const).map((axis) => (
        <label class="field" key={axis}>
          <span>{axis === 'x' ? 'Neuron across' : 'Neuron upwards'}</span>
          <select
            value={String(pair[axis])}
            onChange={(event) => onChange({ ...pair, [axis]: Number(event.currentTarget.value) })}
          >
            {Array.from({ length: neurons }, (_, i) => (
              <option key={i} value={String(i)}>
                {i + 1}
              </option>
            ))}
          </select>
        </label>
      ))}
    </div>
  );
}
