// The shape that comes out of each layer, in gray behind it: the network can be read without hovering.
// Hints move along while one types, and are made anew once the service has looked.
import { StateEffect, StateField, type Extension, type Text } from '@codemirror/state';
import { Decoration, EditorView, WidgetType, type DecorationSet } from '@codemirror/view';
import type { LayerPlace } from './types/layers.ts';

/** Tells the editor the layers of its code. */
export const setShapes = StateEffect.define<readonly LayerPlace[]>();

class ShapeHint extends WidgetType {
  readonly shape: string;

  constructor(shape: string) {
    super();
    this.shape = shape;
  }

  override eq(other: ShapeHint): boolean {
    return other.shape === this.shape;
  }

  toDOM(): HTMLElement {
    const hint = document.createElement('span');
    hint.className = 'editor-hint';
    hint.textContent = `→ ${this.shape}`;
    hint.setAttribute('aria-hidden', 'true');
    return hint;
  }
}

/** The hints, at the ends of lines. */
export const shapeHints: Extension = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(hints, transaction) {
    const told = transaction.effects.find((effect) => effect.is(setShapes));
    return told
      ? hintsFor(told.value as readonly LayerPlace[], transaction.newDoc)
      : hints.map(transaction.changes);
  },
  provide: (field) => EditorView.decorations.from(field),
});

function hintsFor(layers: readonly LayerPlace[], doc: Text): DecorationSet {
  const atLine = new Map<number, string>();
  for (const { to, output } of layers) {
    const end = doc.lineAt(Math.min(to, doc.length)).to;
    // Of several layers in a line the last one tells what comes out of it.
    if (output !== undefined) atLine.set(end, output);
  }
  const ends = [...atLine].toSorted(([a], [b]) => a - b);
  return Decoration.set(
    ends.map(([end, shape]) => Decoration.widget({ widget: new ShapeHint(shape), side: 1 }).range(end)),
  );
}
