// What was learned, as files: saved and opened again.
import type { JSX } from 'preact';
import { FileButton } from '../../../ui/FileButton.tsx';
import { saveFile } from '../../../ui/files.ts';
import { Panel } from '../../../ui/Panel.tsx';
import type { Session } from '../session.ts';

/** Save and open. */
export function Files({ session }: { readonly session: Session }): JSX.Element {
  const save = async (): Promise<void> => {
    const bytes = await session.save();
    if (bytes) saveFile('digits.safetensors', bytes as Uint8Array<ArrayBuffer>, 'application/octet-stream');
  };
  const saveJSON = async (): Promise<void> => {
    const text = await session.saveJSON();
    if (text !== undefined) saveFile('digits.json', text, 'application/json');
  };
  const open = async (file: File): Promise<void> => {
    const bytes = new Uint8Array(await file.arrayBuffer());
    if (/\.json$/i.test(file.name)) await session.openJSON(new TextDecoder().decode(bytes));
    else await session.open(bytes);
  };
  return (
    <Panel title="Files">
      <div class="bar">
        <button type="button" class="button" onClick={() => void save()}>
          Save safetensors
        </button>
        <button type="button" class="button" onClick={() => void saveJSON()}>
          Save JSON
        </button>
        <FileButton label="Open …" accept=".safetensors,.json" onFile={(file) => void open(file)} />
      </div>
      <p class="note files">
        Safetensors hold the run, which goes on where it was. JSON is ConvNetJS’s: the network alone.
      </p>
    </Panel>
  );
}
