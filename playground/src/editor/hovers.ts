// What hovering shows: the shapes of a layer first, then its type in colors, then what its author says.
import { typescriptLanguage } from '@codemirror/lang-javascript';
import type { EditorView, Tooltip } from '@codemirror/view';
import { classHighlighter, highlightCode } from '@lezer/highlight';
import { openTypes } from './client.ts';
import type { Hover } from './types/hover.ts';

/** The tooltip for a place in the code; `null` where there is nothing to say. */
export async function hoverAt(view: EditorView, at: number): Promise<Tooltip | null> {
  const { doc } = view.state;
  const types = await openTypes();
  const found = await types.hover(doc.toString(), at);
  if (!found || view.state.doc !== doc) return null;
  return {
    pos: found.from,
    end: found.to,
    above: true,
    create: () => ({ dom: render(found) }),
  };
}

function render({ shape, params, type, text }: Hover): HTMLElement {
  const dom = element('div', 'editor-hover');
  if (shape !== undefined) {
    const head = element('p', 'editor-shape');
    head.append(shape);
    for (const param of params) {
      const part = element('span', 'editor-param');
      part.append(param);
      head.append(part);
    }
    dom.append(head);
  }
  dom.append(colored(type));
  if (text !== '') {
    const words = element('p', 'editor-text');
    // Every second part stands between backticks.
    for (const [i, part] of text.split('`').entries()) {
      const piece = document.createElement(i % 2 === 0 ? 'span' : 'code');
      piece.append(part);
      words.append(piece);
    }
    dom.append(words);
  }
  return dom;
}

/** TypeScript in the colors of the editor. */
export function colored(code: string): HTMLElement {
  const pre = element('pre', 'editor-type');
  highlightCode(
    code,
    typescriptLanguage.parser.parse(code),
    classHighlighter,
    (text, classes) => {
      const part = element('span', classes);
      part.append(text);
      pre.append(part);
    },
    () => pre.append('\n'),
  );
  return pre;
}

function element(tag: string, className: string): HTMLElement {
  const made = document.createElement(tag);
  made.className = className;
  return made;
}
