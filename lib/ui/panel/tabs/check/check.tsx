/** The examination of the venue: begun here, each answer as it comes, and a report to copy. */
import { useState, type ReactNode } from 'react';
import { GRAVITY } from '../../../../domain/finding';
import type { ExaminationView } from '../../../../protocol/examination';
import * as en from '../../../../words/en';
import { plainText } from '../../../../words/format';
import { usePorts, useTopic } from '../../../shell/context';
import { Trial } from './trial';

const LONG_SECONDS = 60;
const SHORT_SECONDS = 5;
const TONES = { good: '', note: 'judge', red: 'loss' } as const;

export function Check({ nowMs }: { readonly nowMs: number }): ReactNode {
  const { view } = useTopic('examination', null);
  if (view === null) return <p className="block soft">Reading…</p>;
  return (
    <>
      <Examination view={view} nowMs={nowMs} />
      <Trial view={view} />
    </>
  );
}

function Examination({ view, nowMs }: { readonly view: ExaminationView; readonly nowMs: number }): ReactNode {
  const { command, copyText } = usePorts();
  const [note, setNote] = useState('');
  const { running, findings, verdict } = view;
  const begin = async (listenSeconds: number): Promise<void> => {
    const reply = await command('examine', { listenSeconds });
    setNote(reply.ok ? '' : en.failure(reply.error));
  };
  const copy = async (): Promise<void> => {
    const at = new Date(view.atMs ?? nowMs).toISOString();
    const copied = await copyText(plainReport(en.doctor.report(findings, verdict, at)));
    setNote(copied ? en.doctor.copied : en.doctor.uncopied);
  };
  return (
    <section className="block" aria-label={en.doctor.title}>
      <h2>{en.doctor.title}</h2>
      <p className="soft">{en.doctor.about}</p>
      <div className="actions">
        {running === null ? (
          <>
            <button type="button" className="button" onClick={() => void begin(LONG_SECONDS)}>
              {en.doctor.long}
            </button>
            <button type="button" className="button" onClick={() => void begin(SHORT_SECONDS)}>
              {en.doctor.short}
            </button>
          </>
        ) : (
          <button type="button" className="button" onClick={() => void command('endExamination', {})}>
            {en.doctor.end}
          </button>
        )}
      </div>
      <ol className="findings">
        {findings.map((finding) => (
          <li key={finding.probe} className={TONES[GRAVITY[finding.code]]}>
            <strong>{en.doctor.probe(finding.probe)}</strong>{' '}
            <span className="soft">{en.doctor.mark(finding.code)}</span>
            <br />
            <span className="outside">{plainText(en.doctor.finding(finding), 1_500)}</span>
          </li>
        ))}
      </ol>
      <p role="status" className={verdict === 'red' ? 'loss' : ''}>
        {running !== null ? en.doctor.running(running) : verdict === null ? '' : en.doctor.verdict(verdict)}
      </p>
      {findings.length === 0 || running !== null ? null : (
        <button type="button" className="button" onClick={() => void copy()}>
          {en.doctor.copy}
        </button>
      )}
      <p className="note soft" role="status">
        {plainText(note)}
      </p>
    </section>
  );
}

/** What the venue wrote is in it: without what a text may hide, line by line. */
function plainReport(report: string): string {
  return report
    .split('\n')
    .map((line) => plainText(line, 2_000))
    .join('\n');
}
