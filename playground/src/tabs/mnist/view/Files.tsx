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
  const open = async (file: File): Promise<void> => session.open(new Uint8Array(await file.arrayBuffer()));
  return (
    <Panel title="Files">
      <div class="bar">
        <button type="button" class="button" onClick={() => void save()}>
          Save safetensors
        </button>
        <FileButton label="Open …" accept=".safetensors" onFile={(file) => void open(file)} />
      </div>
    </Panel>
  );
}
