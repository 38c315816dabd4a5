// What losses ask of their operands: one shape, or a class for each example.
import { CotangentError, oneHot, type Shape, type Tensor } from '@cotangent/tensor';
import { complain, isFloat, requireTensor, showList, showSpec } from '@cotangent/tensor/extend';

/** Throws unless two operands, by name, have one shape. */
export function requireEqual(op: string, named: Readonly<Record<string, Tensor>>): void {
  const [[, x], [argument, y]] = Object.entries(named);
  if (showList(x.shape) === showList(y.shape)) return;
  complain({
    op,
    rule: 'both operands have one shape',
    got: Object.fromEntries(Object.entries(named).map(([name, value]) => [name, showSpec(value)])),
    argument,
    expected: `${argument} of shape ${showList(x.shape)}`,
  });
}

/** Throws unless there is a class for each line of `logits`. */
export function requireClasses(op: string, logits: Tensor, labels: Tensor, name = 'logits'): void {
  requireTensor(op, logits, name);
  requireTensor(op, labels, 'labels', "Write tensor(labels, 'int32').");
  const lead = showList(logits.shape.slice(0, -1));
  const integers = !isFloat(labels.dtype) && labels.dtype !== 'bool';
  const fits = logits.rank > 0 && showList(labels.shape) === lead;
  if (integers && fits) return;
  complain({
    op,
    rule: 'labels are a class for each example',
    got: { [name]: showSpec(logits), labels: showSpec(labels) },
    argument: 'labels',
    expected: `integers of shape ${lead}`,
    hint: fits ? "Write cast(labels, 'int32')." : undefined,
  });
}

/** True at the class of each label, `[...b, classes]`. Throws for labels that are no class. */
export function hotOf(op: string, labels: Tensor, classes: number): Tensor<Shape, 'bool'> {
  try {
    return oneHot(labels as Tensor<Shape, 'int32'>, classes, 'bool') as Tensor<Shape, 'bool'>;
  } catch (error) {
    if (!(error instanceof CotangentError) || error.argument !== 'indices') throw error;
    return complain({
      op,
      rule: 'every label must be a class',
      got: { labels: error.received, classes: String(classes) },
      argument: 'labels',
      expected: `labels from 0 to ${classes - 1}`,
    });
  }
}
