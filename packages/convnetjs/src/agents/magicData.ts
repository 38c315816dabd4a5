// The data of a search: what it must be, and how many of its classes are found.
import type { Tensor } from '@cotangent/tensor';
import { refuse } from '../base/errors.ts';
import type { Vol } from '../base/vol.ts';

/** The share of examples at `test` whose likeliest class is their label. */
export function accuracyIn(soft: Tensor, test: readonly number[], labels: readonly number[]): number {
  const [count, classes] = soft.shape;
  const values = Array.from(soft.data());
  const right = test.filter((at, n) => {
    const row = values.slice(n * classes, (n + 1) * classes);
    return row.indexOf(Math.max(...row)) === labels[at];
  });
  return right.length / count;
}

/** The sizes of data, and how many of its examples train. Throws for data and labels that do not go together. */
export function requireData(
  data: readonly Vol[],
  labels: readonly number[],
  ratio: number,
): { readonly inputs: number; readonly classes: number; readonly trained: number } {
  const op = 'magicNet';
  if (!Array.isArray(data) || data.length < 2)
    refuse(op, 'there is data', 'data', data, 'a list of at least two Vols');
  const none = Array.from(data).findIndex((x: Vol | undefined) => !(x?.w && x.w.length > 0));
  if (none >= 0) refuse(op, 'there is data', `data[${none}]`, data[none], 'a Vol');
  const inputs = data[0].w.length;
  if (!Array.isArray(labels) || labels.length !== data.length) {
    refuse(op, 'each example has a label', 'labels', labels, `a list of ${data.length} classes`);
  }
  const wrong = labels.findIndex((label) => !(Number.isInteger(label) && label >= 0));
  if (wrong >= 0) refuse(op, 'labels are classes', `labels[${wrong}]`, labels[wrong], 'an integer from 0 on');
  const trained = Math.floor(ratio * data.length);
  if (trained === 0 || trained === data.length) {
    refuse(
      op,
      'some of the data trains and some tests',
      'train_ratio',
      ratio,
      `a part of ${data.length} examples`,
    );
  }
  return { inputs, classes: labels.reduce((most, label) => Math.max(most, label), 0) + 1, trained };
}
