import type { ReactNode } from 'react';

/** A button that lets the user choose a file of ours; the same one may be chosen again. */
export function FileButton({
  label,
  take,
}: {
  readonly label: string;
  readonly take: (file: File) => void;
}): ReactNode {
  return (
    <label className="button file">
      {label}
      <input
        type="file"
        className="unseen"
        accept="application/json,.json"
        onChange={(event) => {
          const file = event.target.files?.[0];
          if (file) take(file);
          event.target.value = '';
        }}
      />
    </label>
  );
}
