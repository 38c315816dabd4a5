// What the editor knows while one types: the compiler's findings and those of the run, underlined, and what the cursor is on.
// Answers come late, and only those about the code as it still is are shown.
import { setDiagnostics, type Diagnostic } from '@codemirror/lint';
import type { Extension, Text } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import type { Place, Trouble } from '../runtime/program.ts';
import { openTypes } from './client.ts';
import { setShapes } from './shapeHints.ts';
import type { Finding } from './types/check.ts';
import type { Hover } from './types/hover.ts';

/** How far TypeScript is; it is not asked for before the editor is seen. */
export type TypesState = 'waiting' | 'loading' | 'ready' | 'failed';

/** Who is told what. */
export interface AssistOptions {
  readonly contract: () => string | undefined;
  readonly onState: (state: TypesState) => void;
  readonly onFindings: (findings: readonly Finding[]) => void;
  readonly onHere: (here: Hover | undefined) => void;
}

/** What watches over an editor. */
export interface Assist {
  readonly extension: Extension;
  check(view: EditorView): void;
  setTrouble(view: EditorView, trouble: Trouble | undefined): void;
}

const pause = 250;

/** Watches over an editor. */
export function assist(options: AssistOptions): Assist {
  let findings: readonly Finding[] = [];
  let trouble: Trouble | undefined;
  /** Whether TypeScript has answered. */
  let known = false;
  let checking: ReturnType<typeof setTimeout> | undefined;
  let looking: ReturnType<typeof setTimeout> | undefined;

  const show = (view: EditorView): void => {
    const { doc } = view.state;
    const thrown = trouble ? [findingOf(trouble, doc)] : [];
    const all = [...thrown, ...findings];
    view.dispatch(
      setDiagnostics(
        view.state,
        all.map((finding) => diagnosticOf(finding, doc)),
      ),
    );
    options.onFindings(all);
  };
  const check = async (view: EditorView): Promise<void> => {
    const { doc } = view.state;
    const code = doc.toString();
    if (!known) options.onState('loading');
    try {
      const types = await openTypes();
      const found = await types.check(code, options.contract());
      const layers = await types.layers(code);
      known = true;
      options.onState('ready');
      if (view.state.doc !== doc) return;
      findings = found;
      view.dispatch({ effects: setShapes.of(layers) });
      show(view);
      void look(view);
    } catch {
      options.onState('failed');
    }
  };
  const look = async (view: EditorView): Promise<void> => {
    const { doc, selection } = view.state;
    const types = await openTypes();
    const here = await types.hover(doc.toString(), selection.main.head);
    if (view.state.doc === doc && view.state.selection === selection) options.onHere(here);
  };
  return {
    extension: EditorView.updateListener.of(({ view, docChanged, selectionSet }) => {
      if (docChanged) {
        trouble = undefined;
        clearTimeout(checking);
        checking = setTimeout(() => void check(view), pause);
      } else if (selectionSet) {
        clearTimeout(looking);
        looking = setTimeout(() => void look(view).catch(() => undefined), pause);
      }
    }),
    check: (view) => void check(view),
    setTrouble(view, given) {
      if (trouble === given) return;
      trouble = given;
      show(view);
    },
  };
}

/** What the run says, at the word where it happened. */
function findingOf({ message, place }: Trouble, doc: Text): Finding {
  const from = place ? positionOf(place, doc) : 0;
  const word = /^[\w$]+/.exec(doc.sliceString(from, doc.lineAt(from).to))?.[0].length ?? 1;
  return { from, to: place ? from + word : from, severity: 'error', message, detail: undefined };
}

function positionOf({ line, column }: Place, doc: Text): number {
  const { from, to } = doc.line(Math.min(Math.max(line, 1), doc.lines));
  return Math.min(from + column - 1, to);
}

function diagnosticOf({ from, to, severity, message, detail }: Finding, doc: Text): Diagnostic {
  const end = doc.length;
  return {
    from: Math.min(from, end),
    to: Math.min(to, end),
    severity,
    message,
    renderMessage: () => {
      const shown = document.createElement('div');
      shown.className = 'editor-message';
      shown.append(message);
      if (detail !== undefined) {
        const more = document.createElement('details');
        const title = document.createElement('summary');
        title.textContent = 'What TypeScript says';
        const words = document.createElement('pre');
        words.textContent = detail;
        more.append(title, words);
        shown.append(more);
      }
      return shown;
    },
  };
}
