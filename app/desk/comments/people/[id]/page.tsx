import type { Metadata } from 'next'
import { z } from 'zod'
import { after, dateIn, day } from '#lib/clock.ts'
import { moderationLogOf } from '#lib/comments/moderation/log.ts'
import { commentStates, sanctionNames } from '#lib/comments/moderation/model.ts'
import { glances, sanctionsOf, tallyOf, type Tally } from '#lib/comments/moderation/people.ts'
import { mayModerate } from '#lib/comments/moderation/policy.ts'
import { requestContext } from '#app/_server/context.ts'
import { magazine } from '#app/_server/published.ts'
import { refusedForm } from '#app/_server/refused-forms.ts'
import { requireStaff } from '#app/_server/staff.ts'
import { Day } from '#app/_ui/time.tsx'
import { DeskMissing } from '../../../_ui/desk-missing.tsx'
import { DeskState } from '../../../_ui/desk-state.tsx'
import { listAddress } from '../../../_ui/list-address.ts'
import { Done } from '../../_comments/done.tsx'
import { LogLines } from '../../_comments/log-lines.tsx'
import { EndForm, MeasureForm, NoteForm } from '../../_comments/measure-form.tsx'
import { stateNames } from '../../_comments/words.ts'

export const instant = false
export const metadata: Metadata = { title: 'Commenter', robots: { index: false } }

interface Props {
  params: Promise<{ id: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

/** Everything about one commenter: what they wrote, what was reported, what was done, and what to do now. */
export default async function CommenterPage({ params, searchParams }: Props) {
  const staff = await requireStaff('/desk/comments/people', mayModerate)
  const ctx = await requestContext()
  const id = z.uuid().safeParse((await params).id).data
  const person = id === undefined ? undefined : (await glances(ctx, [id])).get(id)
  if (!person) return <DeskMissing what="person" back="/desk/comments" backName="Comments" />
  const [query, settings, tally, sanctions, log, measureStart, endStart, noteStart] = await Promise.all([
    searchParams,
    magazine(),
    tallyOf(ctx, person.id),
    sanctionsOf(ctx, person.id),
    moderationLogOf(ctx, { personId: person.id, limit: 50 }),
    refusedForm('measure'),
    refusedForm('end-measure'),
    refusedForm('note'),
  ])
  const { timeZone, locale } = settings
  const name = person.name ?? 'No name'
  const back = `/desk/comments/people/${person.id}`
  return (
    <>
      <p className="desk-crumbs">
        <a href="/desk/comments">Comments</a>
      </p>
      <h1>{name}</h1>
      <Done query={query} back={back} />
      <dl className="desk-facts">
        <Fact name="Here since">
          <Day at={person.since} timeZone={timeZone} locale={locale} />
        </Fact>
        <Fact name="Comments">
          {commentStates.map((state) => (
            <a
              key={state}
              href={listAddress('/desk/comments', { queue: 'all', state, person: person.id })}
              className="mr-4 inline-block"
            >
              {tally.comments[state].toLocaleString(locale)} {stateNames[state].name.toLowerCase()}
            </a>
          ))}
        </Fact>
        <Fact name="Reports of their comments">{inWords(tally.reportsReceived)}</Fact>
        <Fact name="Reports they made">{inWords(tally.reportsMade)}</Fact>
      </dl>
      <section aria-labelledby="sanctions" className="desk-section">
        <h2 id="sanctions">Sanctions</h2>
        {sanctions.length === 0 && <p className="desk-intro">There never was one.</p>}
        <ul className="mt-2 space-y-3">
          {sanctions.map((sanction) => (
            <li key={sanction.id}>
              <DeskState tone={sanction.isInForce ? 'bad' : 'quiet'}>
                {sanctionNames[sanction.kind]}
                {sanction.isInForce ? ', in force' : ', over'}
              </DeskState>{' '}
              <span className="text-soft">
                from <Day at={sanction.startsAt} timeZone={timeZone} locale={locale} />
                {sanction.until && (
                  <>
                    {' '}
                    until <Day at={sanction.until} timeZone={timeZone} locale={locale} />
                  </>
                )}
                , by {sanction.by ?? 'a moderator'}
                {sanction.endedAt && (
                  <>
                    ; ended <Day at={sanction.endedAt} timeZone={timeZone} locale={locale} />
                    {sanction.endedBy && ` by ${sanction.endedBy}`}
                  </>
                )}
              </span>
              <p>
                {sanction.reason}
                {sanction.note !== '' && <span className="text-soft"> They were told: “{sanction.note}”</span>}
              </p>
              {sanction.isInForce && <EndForm start={endStart} id={sanction.id} back={back} />}
            </li>
          ))}
        </ul>
        <div className="mt-3">
          <MeasureForm
            start={measureStart}
            personId={person.id}
            commentId=""
            name={name}
            tomorrow={dateIn(after(ctx.now, day), timeZone)}
            back={back}
          />
        </div>
      </section>
      <section aria-labelledby="log" className="desk-section">
        <h2 id="log">What was done</h2>
        {log.length === 0 && <p className="desk-intro">Nothing yet.</p>}
        <LogLines lines={log} now={ctx.now} settings={settings} viewerId={staff.id} back={back} />
        {log.length === 50 && (
          <p className="mt-2">
            <a href={listAddress('/desk/comments/log', { person: person.id })}>All of it</a>
          </p>
        )}
        <NoteForm start={noteStart} personId={person.id} />
      </section>
    </>
  )
}

function Fact({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}

function inWords({ waiting, upheld, declined }: Tally['reportsMade']): string {
  if (waiting + upheld + declined === 0) return 'None.'
  return `${waiting} waiting, ${upheld} upheld, ${declined} declined`
}
