import type { DeadLetter } from '#lib/jobs/queue.ts'
import type { Magazine } from '#lib/settings/model.ts'
import { DeskCell, DeskRow, DeskTable } from '../_ui/desk-table.tsx'
import { Ago } from '../_ui/desk-time.tsx'
import { ShownJson } from '../_ui/shown-json.tsx'
import { replayDead } from './actions.ts'

/** Jobs of every kind that failed at each try. Nothing when there are none. */
export function DeadLetters({ letters, now, settings }: { letters: DeadLetter[]; now: Date; settings: Magazine }) {
  if (letters.length === 0) return null
  return (
    <section aria-labelledby="dead" className="desk-section">
      <div className="desk-row justify-between">
        <h2 id="dead">Dead letters</h2>
        {letters.length > 1 && (
          <form action={replayDead}>
            {letters.map(({ id }) => (
              <input key={id} type="hidden" name="job" value={id} />
            ))}
            <button type="submit" className="button button-quiet">
              Try all {letters.length} again
            </button>
          </form>
        )}
      </div>
      <p className="desk-intro">
        Work of any kind that was given up. When what kept it from being done is put right, have it tried again.
      </p>
      <DeskTable
        label="Dead letters, the oldest first"
        columns={[
          { name: 'Work' },
          { name: 'Why it failed' },
          { name: 'Begun', minor: true },
          { name: 'Given up' },
          { name: '' },
        ]}
      >
        {letters.map((letter) => (
          <DeskRow key={letter.id}>
            <DeskCell>
              <details>
                <summary>{letter.kind}</summary>
                <ShownJson label="What it was to work on" value={letter.data} />
                {letter.requestId !== null && (
                  <p className="text-soft">
                    In the log, under request <span className="select-all break-all">{letter.requestId}</span>
                  </p>
                )}
              </details>
            </DeskCell>
            <DeskCell>{letter.problem}</DeskCell>
            <DeskCell minor>
              <Ago at={letter.sentAt} now={now} settings={settings} />
            </DeskCell>
            <DeskCell>
              <Ago at={letter.diedAt} now={now} settings={settings} />
            </DeskCell>
            <DeskCell>
              <form action={replayDead}>
                <input type="hidden" name="job" value={letter.id} />
                <button type="submit" className="button-plain">
                  Try again<span className="sr-only">: {letter.kind}</span>
                </button>
              </form>
            </DeskCell>
          </DeskRow>
        ))}
      </DeskTable>
    </section>
  )
}
