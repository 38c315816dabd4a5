// A network that ConvNetJS wrote, as one of ours: its layers, the code that makes them, and its weights.
import { fromJSON, networkOf } from '@cotangent/convnetjs';
import {
  conv,
  dropout,
  flatten,
  linear,
  localResponseNorm,
  maxout,
  maxPool,
  named,
  sequential,
  type AnyLayer,
} from '@cotangent/nn';
import { relu, sigmoid, tanh, type Tree } from '@cotangent/tensor';
import type { ModelText } from './splice.ts';

/** A model with its weights, and the code that makes it. */
export interface Opened {
  readonly model: AnyLayer;
  readonly params: Tree;
  readonly text: ModelText;
}

type Spec = ReturnType<typeof networkOf>['layers'][number];

/** A layer, and how it is written. */
interface Written {
  readonly layer: unknown;
  readonly text: string;
  readonly uses: readonly (readonly [name: string, from: string])[];
}

const nn = '@cotangent/nn';
const activations = { relu, sigmoid, tanh };

/** The network in the text of a ConvNetJS file. Throws where it is damaged or has layers that classifiers here have not. */
export function readNetwork(json: string): Opened {
  const { model, params } = fromJSON(json);
  const specs = networkOf(model).layers;
  const [{ out_depth, out_sx, out_sy }] = specs;
  const written: Written[] = [];
  let flat = false;
  specs.slice(1).forEach((spec, i) => {
    const { layer_type: type } = spec;
    if (type === 'softmax' || type === 'svm') return;
    if (type === 'fc' && !flat) {
      written.push({ layer: flatten(), text: 'flatten()', uses: [['flatten', nn]] });
      flat = true;
    }
    written.push(write(spec, i + 1));
  });
  const input = [out_depth, out_sy, out_sx];
  const build = sequential as (input: readonly number[], ...steps: readonly unknown[]) => unknown;
  const lines = [`[${input.join(', ')}]`, ...written.map(({ text }) => text)];
  return {
    model: build(input, ...written.map(({ layer }) => layer)) as AnyLayer,
    params: params as object as Tree,
    text: {
      statement: `export const model = sequential(\n${lines.map((line) => `  ${line},\n`).join('')});`,
      uses: [['sequential', nn], ...written.flatMap(({ uses }) => uses)],
    },
  };
}

function write(spec: Spec, index: number): Written {
  const key = `${spec.layer_type}${index}`;
  switch (spec.layer_type) {
    case 'conv': {
      const { out_depth: filters, sx, sy, stride, pad } = spec;
      const layer = named(key, conv(filters, [sy, sx], { stride, padding: pad }) as never);
      const text = `named('${key}', conv(${filters}, ${sizeText(sy, sx)}${optionsText({ stride, padding: pad }, 1)}))`;
      return { layer, text, uses: use('named', 'conv') };
    }
    case 'fc': {
      const layer = named(key, linear(spec.out_depth) as never);
      return { layer, text: `named('${key}', linear(${spec.out_depth}))`, uses: use('named', 'linear') };
    }
    case 'pool': {
      const { sx, sy, stride, pad } = spec;
      const text = `maxPool(${sizeText(sy, sx)}${optionsText({ stride, padding: pad }, sx === sy ? sx : 0)})`;
      return { layer: maxPool([sy, sx], { stride, padding: pad }), text, uses: use('maxPool') };
    }
    case 'relu':
    case 'sigmoid':
    case 'tanh':
      return {
        layer: activations[spec.layer_type],
        text: spec.layer_type,
        uses: [[spec.layer_type, '@cotangent/tensor']],
      };
    case 'maxout':
      return { layer: maxout(spec.group_size), text: `maxout(${spec.group_size})`, uses: use('maxout') };
    case 'dropout':
      return { layer: dropout(spec.drop_prob), text: `dropout(${spec.drop_prob})`, uses: use('dropout') };
    case 'lrn': {
      const { n: size, alpha, beta, k } = spec;
      const text = `localResponseNorm({ size: ${size}, alpha: ${alpha}, beta: ${beta}, k: ${k} })`;
      return { layer: localResponseNorm({ size, alpha, beta, k }), text, uses: use('localResponseNorm') };
    }
    default:
      throw new TypeError(`layers[${index}].${spec.layer_type} has no place in a network that reads digits.`);
  }
}

const use = (...names: readonly string[]): Written['uses'] => names.map((name) => [name, nn]);

const sizeText = (sy: number, sx: number): string => (sy === sx ? String(sx) : `[${sy}, ${sx}]`);

function optionsText({ stride, padding }: { stride: number; padding: number }, usual: number): string {
  const options = [
    ...(stride === usual ? [] : [`stride: ${stride}`]),
    ...(padding === 0 ? [] : [`padding: ${padding}`]),
  ];
  return options.length === 0 ? '' : `, { ${options.join(', ')} }`;
}
