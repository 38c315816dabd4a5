// What is wrong with the code before it runs: the compiler's findings in readable words, and what the page misses in it.
import ts from 'typescript';
import { codePath, contractPath, type Project } from './project.ts';
import { shorten, wordsOf } from './words.ts';

/** Something to be underlined. */
export interface Finding {
  readonly from: number;
  readonly to: number;
  readonly severity: 'error' | 'warning';
  /** To be read first. */
  readonly message: string;
  /** The compiler's own words, where they say more. */
  readonly detail: string | undefined;
}

/** All that is wrong with the code, from its start to its end. */
export function check(project: Project): readonly Finding[] {
  const { service } = project;
  const syntax = service.getSyntacticDiagnostics(codePath).map(findingOf);
  if (syntax.length > 0) return syntax;
  const found = service.getSemanticDiagnostics(codePath).map(findingOf);
  return [...found, ...missing(project, found)].toSorted((a, b) => a.from - b.from);
}

function findingOf({ start = 0, length = 0, messageText, category }: ts.Diagnostic): Finding {
  const severity = category === ts.DiagnosticCategory.Error ? 'error' : 'warning';
  return { from: start, to: start + length, severity, ...wordsOf(messageText) };
}

/** What the contract's `Exports` asks for and the code does not export, or not as it should be. */
function missing({ program }: Project, found: readonly Finding[]): readonly Finding[] {
  const { program: whole, file, checker } = program();
  const contract = whole.getSourceFile(contractPath);
  const contractModule = contract && checker.getSymbolAtLocation(contract);
  const wanted =
    contractModule && checker.getExportsOfModule(contractModule).find(({ name }) => name === 'Exports');
  if (!wanted) return [];
  const module = checker.getSymbolAtLocation(file);
  const exported = new Map(
    (module ? checker.getExportsOfModule(module) : []).map((symbol) => [symbol.name, symbol]),
  );
  return checker
    .getDeclaredTypeOfSymbol(wanted)
    .getProperties()
    .flatMap((property): Finding[] => {
      const what = ts.displayPartsToString(property.getDocumentationComment(checker));
      const symbol = exported.get(property.name);
      if (!symbol) {
        if (property.flags & ts.SymbolFlags.Optional) return [];
        const message = `The page needs \`export const ${property.name}\`: ${what}`;
        return [
          { from: file.text.length, to: file.text.length, severity: 'error', message, detail: undefined },
        ];
      }
      const declaration = symbol.declarations?.[0];
      const statement = ts.findAncestor(declaration, ts.isStatement);
      const name = (declaration && ts.getNameOfDeclaration(declaration)) ?? declaration ?? file;
      const [from, to] = [statement?.getStart() ?? 0, statement?.end ?? 0];
      const type = checker.getTypeOfSymbolAtLocation(symbol, file);
      const fits = checker.isTypeAssignableTo(type, checker.getTypeOfSymbolAtLocation(property, file));
      if (fits || found.some((other) => other.from >= from && other.to <= to)) return [];
      const message = `\`${property.name}\` is not what the page needs: ${what}`;
      const detail = `It is ${shorten(checker.typeToString(type))}.`;
      return [{ from: name.getStart(), to: name.end, severity: 'error', message, detail }];
    });
}
