// Tab indents for those who write, and moves on for those who only pass through with the keyboard.
// Escape, then Tab, always moves on: CodeMirror itself sees to that.
import type { Extension } from '@codemirror/state';
import { EditorView } from '@codemirror/view';

/** Tab moves on from when the keyboard brought the focus here until something is typed or clicked. */
export const tabLeaves: Extension = [
  EditorView.domEventHandlers({
    focus: (_, view) => view.setTabFocusMode(true),
    pointerdown: (_, view) => view.setTabFocusMode(false),
    click: (_, view) => view.setTabFocusMode(false),
  }),
  EditorView.updateListener.of(({ view, docChanged }) => {
    if (docChanged && view.hasFocus) view.setTabFocusMode(false);
  }),
];
