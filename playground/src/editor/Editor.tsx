// The editor as the tabs use it: code with what is wrong in it, before it runs and when it ran.
// CodeMirror comes when an editor is first shown, and TypeScript when it is seen; until then the code can be read.
import { useEffect, useRef, useState } from 'preact/hooks';
import type { JSX } from 'preact';
import type { Trouble } from '../runtime/program.ts';
import './editor.css';
import type { TypesState } from './assist.ts';
import { Problems } from './Problems.tsx';
import type { Finding } from './types/check.ts';
import type { Hover } from './types/hover.ts';
import type { EditorHandle } from './view.ts';

/** What an editor is given. */
export interface EditorProps {
  /** What the code is, for those who do not see it. */
  readonly label: string;
  /** The code. When it is set to something else than was typed, it is replaced. */
  readonly value: string;
  readonly onChange: (code: string) => void;
  /** A module of types whose interface `Exports` says what the code must export; its comments are shown. */
  readonly contract?: string;
  /** What went wrong when the code ran. */
  readonly trouble?: Trouble | undefined;
  /** Ctrl-Enter. */
  readonly onRun?: () => void;
}

const keys = 'Tab indents; Esc, then Tab, leaves. Ctrl-Space completes, Ctrl-Enter runs.';
const touched = 'Tap a layer to see its shapes.';

/** What the service says of the code. */
interface Known {
  readonly state: TypesState;
  readonly findings: readonly Finding[];
  /** What stands at the cursor. */
  readonly here: Hover | undefined;
}

/** Code in a real editor. */
export function Editor(props: EditorProps): JSX.Element {
  const place = useRef<HTMLDivElement>(null);
  const handle = useRef<EditorHandle | null>(null);
  const latest = useRef(props);
  /** What was typed and has not yet come back as the value: it comes later than the next letter. */
  const typed = useRef(new Set<string>());
  latest.current = props;
  const [known, setKnown] = useState<Known>({ state: 'waiting', findings: [], here: undefined });
  const [shown, setShown] = useState(false);

  useEffect(() => {
    let gone = false;
    const begin = async (): Promise<void> => {
      const { createEditor } = await import('./view.ts');
      // The module has just been made: the page gets a turn before the editor is.
      await new Promise((resolve) => setTimeout(resolve));
      if (gone || !place.current) return;
      handle.current = createEditor(place.current, {
        label: latest.current.label,
        value: latest.current.value,
        contract: () => latest.current.contract,
        onChange: (code) => {
          typed.current.add(code);
          latest.current.onChange(code);
        },
        onRun: () => latest.current.onRun?.(),
        onState: (state) => setKnown((before) => ({ ...before, state })),
        onFindings: (findings) => setKnown((before) => ({ ...before, findings })),
        onHere: (here) => setKnown((before) => ({ ...before, here })),
      });
      handle.current.setTrouble(latest.current.trouble);
      setShown(true);
    };
    void begin();
    return () => {
      gone = true;
      handle.current?.destroy();
      handle.current = null;
    };
  }, []);
  useEffect(() => {
    if (!typed.current.has(props.value)) handle.current?.setCode(props.value);
    if (handle.current?.code() === props.value) typed.current.clear();
  }, [props.value]);
  useEffect(() => handle.current?.setTrouble(props.trouble), [props.trouble]);
  useEffect(() => handle.current?.check(), [props.contract]);

  return (
    <div class="editor">
      <div class="editor-code" ref={place}>
        {!shown && (
          <pre class="editor-waiting" tabIndex={0} aria-label={props.label}>
            {props.value}
          </pre>
        )}
      </div>
      <Here state={known.state} here={known.here} />
      <Problems findings={known.findings} onOpen={(at) => handle.current?.show(at)} />
    </div>
  );
}

/** What stands at the cursor, in a line: what a phone and a keyboard have for hovering. */
function Here({ state, here }: Pick<Known, 'state' | 'here'>): JSX.Element {
  if (state === 'loading') return <p class="editor-here">Loading TypeScript …</p>;
  if (state === 'failed')
    return <p class="editor-here">TypeScript could not be loaded: the code is not checked as you type.</p>;
  if (!here || here.type === 'any')
    return <p class="editor-here">{matchMedia('(hover: none)').matches ? touched : keys}</p>;
  return (
    <p class="editor-here" title={here.type}>
      {here.shape === undefined ? (
        <code>{here.type.split('\n', 1)[0]}</code>
      ) : (
        <code>{[here.shape, ...here.params].join('   ')}</code>
      )}
    </p>
  );
}
