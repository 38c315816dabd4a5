// What may be written at the cursor, from TypeScript's service, in CodeMirror's terms.
import {
  insertCompletionText,
  pickedCompletion,
  type Completion,
  type CompletionContext,
  type CompletionResult,
} from '@codemirror/autocomplete';
import type { EditorView } from '@codemirror/view';
import { openTypes } from './client.ts';
import { colored } from './hovers.ts';
import type { Choice } from './types/complete.ts';

/** CodeMirror's names for the kinds of things. */
const kinds: Readonly<Record<string, string>> = {
  function: 'function',
  method: 'method',
  property: 'property',
  getter: 'property',
  const: 'constant',
  let: 'variable',
  var: 'variable',
  parameter: 'variable',
  alias: 'function',
  interface: 'interface',
  type: 'type',
  class: 'class',
  keyword: 'keyword',
  module: 'namespace',
  string: 'text',
};

/** The choices at the cursor: after a dot, within a word, or when asked for. */
export async function completions(context: CompletionContext): Promise<CompletionResult | null> {
  const before = context.matchBefore(/[\w$]+|[.'"]/);
  if (!context.explicit && (!before || /^\d/.test(before.text))) return null;
  const types = await openTypes();
  const found = await types.complete(context.state.doc.toString(), context.pos);
  if (!found || context.aborted) return null;
  return {
    from: Math.min(found.from, context.pos),
    validFor: /^[\w$]*$/,
    options: found.choices.map((choice) => optionOf(choice, context)),
  };
}

function optionOf(choice: Choice, { state, pos }: CompletionContext): Completion {
  const details = async () => (await openTypes()).details(state.doc.toString(), pos, choice);
  return {
    label: choice.name,
    type: kinds[choice.kind] ?? 'variable',
    ...(choice.source !== undefined && { detail: choice.source.replace('@cotangent/', '') }),
    // TypeScript sorts by likelihood: 11 for what stands nearest, 16 for what would have to be imported.
    boost: 20 - Number.parseInt(choice.sortText, 10) * 2 || 0,
    info: async () => {
      const known = await details();
      if (!known) return null;
      const dom = document.createElement('div');
      dom.className = 'editor-hover';
      dom.append(colored(known.type), known.text);
      return dom;
    },
    apply(view, picked, from, to) {
      view.dispatch({
        ...insertCompletionText(view.state, choice.text, from, to),
        annotations: pickedCompletion.of(picked),
      });
      if (choice.source !== undefined) void importFor(view, choice);
    },
  };
}

/** Adds the import of what was taken. */
async function importFor(view: EditorView, choice: Choice): Promise<void> {
  const { doc, selection } = view.state;
  const types = await openTypes();
  const known = await types.details(doc.toString(), selection.main.head, choice);
  if (!known || view.state.doc !== doc) return;
  view.dispatch({ changes: known.edits.map(({ from, to, text }) => ({ from, to, insert: text })) });
}
