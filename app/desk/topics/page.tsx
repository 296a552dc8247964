import type { Metadata } from 'next'
import { mayManageCredits } from '#lib/articles/policy.ts'
import { topicList, type TopicRow } from '#lib/articles/topics.ts'
import { requestContext } from '#app/_server/context.ts'
import { refusedForm } from '#app/_server/refused-forms.ts'
import { requireStaff } from '#app/_server/staff.ts'
import { FormMessage } from '#app/_ui/fields.tsx'
import type { FormState } from '#app/_ui/form-state.ts'
import { DeskDone } from '../_ui/desk-state.tsx'
import { DeskCell, DeskRow, DeskTable } from '../_ui/desk-table.tsx'
import { MoveForm } from './_topics/move-form.tsx'

export const instant = false
export const metadata: Metadata = { title: 'Topics', robots: { index: false } }

interface Props {
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

/** What the magazine writes about: the masthead's topics in their order, and the others. */
export default async function TopicsPage({ searchParams }: Props) {
  await requireStaff('/desk/topics', mayManageCredits)
  const [all, start, { moved, by }] = await Promise.all([
    topicList(await requestContext()),
    refusedForm('move'),
    searchParams,
  ])
  const inMasthead = all.filter(({ position }) => position !== null)
  const others = all.filter(({ position }) => position === null)
  const last = all.find(({ id }) => id === moved)
  return (
    <>
      <div className="desk-row justify-between">
        <h1>Topics</h1>
        <a href="/desk/topics/new" className="button">
          New topic
        </a>
      </div>
      <p className="desk-intro">
        Those in the masthead stand at the head of every page, in this order, once something is published on them. The
        others are found at <a href="/topics">/topics</a>.
      </p>
      <FormMessage text={start.message} />
      {last && (
        <DeskDone>
          {last.position === null
            ? `${last.name} is not in the masthead now.`
            : `${last.name} is number ${inMasthead.indexOf(last) + 1} of ${inMasthead.length} in the masthead.`}
        </DeskDone>
      )}
      <section aria-labelledby="masthead" className="desk-section">
        <h2 id="masthead">In the masthead</h2>
        {inMasthead.length === 0 ? (
          <p className="desk-intro">None yet. Put those there that readers look for.</p>
        ) : (
          <Topics
            label="In the masthead"
            topics={inMasthead}
            moves={(topic, at) => (
              <>
                {(['up', 'down', 'out'] as const).map((way) => (
                  <MoveForm
                    key={way}
                    start={start}
                    id={topic.id}
                    name={topic.name}
                    by={way}
                    place={at}
                    isDisabled={(way === 'up' && at === 0) || (way === 'down' && at === inMasthead.length - 1)}
                    hasFocus={topic.id === moved && way === by}
                  />
                ))}
              </>
            )}
          />
        )}
      </section>
      <section aria-labelledby="others" className="desk-section">
        <h2 id="others">The others</h2>
        {others.length === 0 ? (
          <p className="desk-intro">None. Topics that come with imported articles stand here first.</p>
        ) : (
          <Topics label="Other topics" topics={others} moves={(topic) => moveIn(topic, start)} />
        )}
      </section>
    </>
  )
}

function moveIn({ id, name }: TopicRow, start: FormState) {
  return <MoveForm start={start} id={id} name={name} by="in" place={null} hasFocus={false} />
}

function Topics({
  label,
  topics,
  moves,
}: {
  label: string
  topics: TopicRow[]
  moves: (topic: TopicRow, at: number) => React.ReactNode
}) {
  const columns = [{ name: 'Name' }, { name: 'Articles', figures: true }, { name: 'Move' }]
  return (
    <DeskTable label={label} columns={columns}>
      {topics.map((topic, at) => (
        <DeskRow key={topic.id}>
          <DeskCell>
            <a href={`/desk/topics/${topic.id}`}>{topic.name}</a>
          </DeskCell>
          <DeskCell figures>{topic.articles}</DeskCell>
          <DeskCell>
            <div className="desk-row">{moves(topic, at)}</div>
          </DeskCell>
        </DeskRow>
      ))}
    </DeskTable>
  )
}
