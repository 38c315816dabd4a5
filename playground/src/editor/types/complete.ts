// What may be written at a place: names in sight, members, and what our packages export, which brings its import along.
import ts from 'typescript';
import { codePath, type Project } from './project.ts';
import { shorten } from './words.ts';

/** One thing that may be written. */
export interface Choice {
  readonly name: string;
  /** What is written for it. */
  readonly text: string;
  readonly kind: string;
  /** The package it would have to be imported from. */
  readonly source: string | undefined;
  readonly sortText: string;
}

/** What may be written in place of the word at `from`. */
export interface Choices {
  readonly from: number;
  readonly choices: readonly Choice[];
}

/** A change of the code. */
interface Edit {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

/** What is known of a choice, once one looks at it. */
export interface Details {
  readonly type: string;
  readonly text: string;
  /** What else must change when it is taken: its import. */
  readonly edits: readonly Edit[];
}

const preferences: ts.UserPreferences = {
  includeCompletionsForModuleExports: true,
  includeCompletionsWithInsertText: true,
  importModuleSpecifierPreference: 'non-relative',
  quotePreference: 'single',
};
const format: ts.FormatCodeSettings = { ...ts.getDefaultFormatCodeSettings('\n'), indentSize: 2 };

/** What may be written at `at`. */
export function complete({ service, program }: Project, at: number): Choices | undefined {
  const found = service.getCompletionsAtPosition(codePath, at, preferences, format);
  if (!found) return undefined;
  const { file } = program();
  const word = /[\w$]*$/.exec(file.text.slice(0, at))?.[0].length ?? 0;
  const span = found.optionalReplacementSpan;
  const choices = found.entries
    .filter(({ name, kind }) => kind !== ts.ScriptElementKind.warning && !name.startsWith('__'))
    .map(({ name, insertText, kind, source, sortText }) => ({
      name,
      text: insertText ?? name,
      kind,
      source,
      sortText,
    }));
  return { from: span && span.start <= at ? span.start : at - word, choices };
}

/** What is known of one of the choices at `at`. */
export function details(
  { service }: Project,
  at: number,
  { name, source }: Pick<Choice, 'name' | 'source'>,
): Details | undefined {
  const choice = service
    .getCompletionsAtPosition(codePath, at, preferences, format)
    ?.entries.find((entry) => entry.name === name && entry.source === source);
  const found = service.getCompletionEntryDetails(
    codePath,
    at,
    name,
    format,
    source,
    preferences,
    choice?.data,
  );
  if (!found) return undefined;
  const changes = (found.codeActions ?? []).flatMap((action) => action.changes);
  return {
    type: shorten(ts.displayPartsToString(found.displayParts)),
    text: ts.displayPartsToString(found.documentation).split('\n\n')[0] ?? '',
    edits: changes.flatMap(({ textChanges }) =>
      textChanges.map(({ span, newText }) => ({
        from: span.start,
        to: span.start + span.length,
        text: newText,
      })),
    ),
  };
}
