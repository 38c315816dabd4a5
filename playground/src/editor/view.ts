// CodeMirror, put together: TypeScript in colors, history, search, brackets, and the helpers that know types.
// It is loaded when an editor is first shown.
import {
  autocompletion,
  closeBrackets,
  closeBracketsKeymap,
  completionKeymap,
} from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands';
import { javascript } from '@codemirror/lang-javascript';
import { bracketMatching, indentOnInput, syntaxHighlighting } from '@codemirror/language';
import { linter, lintGutter, lintKeymap } from '@codemirror/lint';
import { highlightSelectionMatches, searchKeymap } from '@codemirror/search';
import { Annotation, EditorState } from '@codemirror/state';
import {
  drawSelection,
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  highlightSpecialChars,
  hoverTooltip,
  keymap,
  lineNumbers,
} from '@codemirror/view';
import { classHighlighter } from '@lezer/highlight';
import type { Trouble } from '../runtime/program.ts';
import { assist, type AssistOptions } from './assist.ts';
import { completions } from './completions.ts';
import { hoverAt } from './hovers.ts';
import { shapeHints } from './shapeHints.ts';
import { tabLeaves } from './tabLeaves.ts';
import { whenSeen } from './whenSeen.ts';

const replaced = Annotation.define<boolean>();

/** What an editor tells, and what it begins with. */
export interface EditorOptions extends AssistOptions {
  readonly label: string;
  readonly value: string;
  /** Told what was typed; what `setCode` sets is not. */
  readonly onChange: (code: string) => void;
  readonly onRun: () => void;
}

/** An editor that stands in the page. */
export interface EditorHandle {
  code(): string;
  setCode(code: string): void;
  setTrouble(trouble: Trouble | undefined): void;
  /** Looks at the code again. */
  check(): void;
  /** Puts the cursor to a place and shows it. */
  show(at: number): void;
  destroy(): void;
}

/** Makes an editor in `parent`. */
export function createEditor(parent: HTMLElement, options: EditorOptions): EditorHandle {
  const helper = assist(options);
  const narrow = matchMedia('(max-width: 40rem)').matches;
  const view = new EditorView({
    parent,
    state: EditorState.create({
      doc: options.value,
      extensions: [
        lineNumbers(),
        highlightActiveLineGutter(),
        highlightSpecialChars(),
        history(),
        drawSelection(),
        indentOnInput(),
        syntaxHighlighting(classHighlighter),
        bracketMatching(),
        closeBrackets(),
        autocompletion({ override: [completions] }),
        highlightActiveLine(),
        highlightSelectionMatches(),
        // What is wrong stands above what is known: the findings are set as they come.
        linter(null),
        lintGutter(),
        javascript({ typescript: true }),
        hoverTooltip(hoverAt, { hoverTime: 250 }),
        shapeHints,
        narrow ? EditorView.lineWrapping : [],
        keymap.of([
          {
            key: 'Mod-Enter',
            run: () => {
              options.onRun();
              return true;
            },
          },
          ...closeBracketsKeymap,
          ...defaultKeymap,
          ...searchKeymap,
          ...historyKeymap,
          ...completionKeymap,
          ...lintKeymap,
          indentWithTab,
        ]),
        EditorView.contentAttributes.of({
          // It is focusable anyway, but what reads the page for people looks for this.
          tabindex: '0',
          'aria-label': `${options.label}. Tab leaves; after typing, it indents, and Escape, then Tab, leaves.`,
        }),
        tabLeaves,
        EditorView.updateListener.of((update) => {
          const typed = update.transactions.every((made) => made.annotation(replaced) !== true);
          if (update.docChanged && typed) options.onChange(update.state.doc.toString());
        }),
        helper.extension,
      ],
    }),
  });
  const giveUp = whenSeen(view.dom, () => helper.check(view));
  return {
    code: () => view.state.doc.toString(),
    setCode(code) {
      if (code === view.state.doc.toString()) return;
      const changes = { from: 0, to: view.state.doc.length, insert: code };
      view.dispatch({ changes, annotations: replaced.of(true) });
    },
    setTrouble: (trouble) => helper.setTrouble(view, trouble),
    check: () => helper.check(view),
    show(at) {
      const anchor = Math.min(at, view.state.doc.length);
      view.dispatch({ selection: { anchor }, scrollIntoView: true });
      view.focus();
    },
    destroy() {
      giveUp();
      view.destroy();
    },
  };
}
