// What hovering shows: for a layer its shapes, for everything else its type, and what its author says of it.
import ts from 'typescript';
import { layersOf, type LayerPlace } from './layers.ts';
import { codePath, type Project } from './project.ts';
import { shorten } from './words.ts';

/** What is known of the code between `from` and `to`. */
export interface Hover {
  readonly from: number;
  readonly to: number;
  /** For a layer in a model: `[1, 24, 24] → [8, 24, 24]`; `[16, 4, 4] → ?` where it does not fit. */
  readonly shape: string | undefined;
  /** The shapes of the layer's parameters. */
  readonly params: readonly string[];
  /** Its type, as code. */
  readonly type: string;
  /** What its author says: a paragraph. */
  readonly text: string;
}

const longest = 600;

/** What is known of what stands at `at`. */
export function hover(project: Project, at: number): Hover | undefined {
  const info = project.service.getQuickInfoAtPosition(codePath, at, 4000);
  if (!info) return undefined;
  const layer = innermost(layersOf(project), info.textSpan.start);
  const type = shorten(ts.displayPartsToString(info.displayParts));
  return {
    from: info.textSpan.start,
    to: info.textSpan.start + info.textSpan.length,
    shape: layer?.input && `${layer.input} → ${layer.output ?? '?'}`,
    params: layer?.params ?? [],
    type: type.length > longest ? `${type.slice(0, longest)}…` : type,
    text: firstParagraphs(ts.displayPartsToString(info.documentation)),
  };
}

/** Two paragraphs at most, whose lines are as long as there is room. */
function firstParagraphs(text: string): string {
  const paragraphs = text.split('\n\n').slice(0, 2);
  return paragraphs.map((paragraph) => paragraph.replaceAll('\n', ' ')).join('\n\n');
}

/** The layer whose code holds `at`; of nested ones the inner. */
function innermost(layers: readonly LayerPlace[], at: number): LayerPlace | undefined {
  return layers
    .filter(({ from, to }) => from <= at && at < to)
    .toSorted((a, b) => a.to - a.from - (b.to - b.from))[0];
}
