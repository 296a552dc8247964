import { mayEdit, mayPublish } from '#lib/articles/policy.ts'
import { workingCopyOf } from '#lib/articles/working-copy.ts'
import { checklistOf } from '#lib/articles/workflow/checklist-of.ts'
import type { ChecklistItem } from '#lib/articles/workflow/checklist.ts'
import { stepsOf } from '#lib/articles/workflow/history.ts'
import { formatExactly, wallTimeOf } from '#lib/articles/workflow/local-time.ts'
import { blocksHold, mayBeAssigned, movesFor, rules, type Move } from '#lib/articles/workflow/moves.ts'
import { articleAtWork, editorsAtDesk } from '#lib/articles/workflow/people.ts'
import { calendarDay, dateIn, day, hour, after } from '#lib/clock.ts'
import type { Person } from '#lib/people/model.ts'
import type { Magazine } from '#lib/settings/model.ts'
import { requestContext } from '#app/_server/context.ts'
import { magazine } from '#app/_server/published.ts'
import { refusedForm } from '#app/_server/refused-forms.ts'
import { DeskState } from '../../../_ui/desk-state.tsx'
import { stateNames, stateTones } from '../../words.ts'
import { ChecklistView } from './checklist-view.tsx'
import { AssignForm, PlanForm } from './desk-forms.tsx'
import { HistoryView } from './history-view.tsx'
import { MoveForm, type OfferedMove } from './move-form.tsx'
import { ScheduleMove } from './schedule-move.tsx'
import { moveKeys } from './words.ts'
import './workflow.css'

/** How an article stands, what may be done with it next, what is missing of it, and how it came here. */
export async function WorkflowPanel({ articleId, staff }: { articleId: string; staff: Person }) {
  const ctx = await requestContext()
  const [article, copy, items, steps, editors, settings] = await Promise.all([
    articleAtWork(ctx, articleId),
    workingCopyOf(ctx, articleId),
    checklistOf(ctx, articleId, null),
    stepsOf(ctx, articleId),
    editorsAtDesk(ctx),
    magazine(),
  ])
  if (article === null || copy === null || items === null) return null
  const member = { personId: staff.id, roles: staff.roles }
  const isChanged = copy.stamp !== null
  const open = article.isThrownAway ? [] : movesFor(member, article).filter((move) => move !== 'update' || isChanged)
  const starts = new Map(
    await Promise.all(open.map(async (move) => [move, await refusedForm(`move-${move}`)] as const)),
  )
  const next = nextMove(open)
  const latest = steps.find(({ kind }) => kind === 'send_back')
  return (
    <section aria-labelledby="workflow-title" className="desk-section workflow">
      <h2 id="workflow-title">Workflow</h2>
      <p className="mt-1">
        <DeskState tone={stateTones[article.state]}>{stateNames[article.state]}</DeskState>
        {article.state === 'scheduled' && article.publishedAt && (
          <>
            {' '}
            for{' '}
            <time dateTime={article.publishedAt.toISOString()}>
              {formatExactly(article.publishedAt, settings.timeZone, settings.locale)}
            </time>
          </>
        )}
      </p>
      {article.state === 'draft' && latest !== undefined && (
        <p className="workflow-said">
          {latest.by ?? 'Somebody'} sent it back: <q>{latest.note}</q>
        </p>
      )}
      <div className="workflow-moves">
        {open.map((move) => {
          const shown = {
            start: starts.get(move) ?? { message: '', fields: {}, typed: {} },
            articleId,
            seen: article.state,
            onScreen: { stamp: copy.stamp, revision: copy.revision },
            offered: offer(move, article.state, items),
            isNext: move === next,
          }
          // Beside the text, where it is always in reach, stands the button for whoever has scripts.
          if (move === 'update')
            return (
              <noscript key={move}>
                <p className="workflow-said">Something was written since, which is not part of the article yet.</p>
                <MoveForm {...shown} />
              </noscript>
            )
          return move === 'schedule' ? (
            <ScheduleMove
              key={move}
              {...shown}
              at={wallTimeOf(
                article.state === 'scheduled' && article.publishedAt ? article.publishedAt : soon(ctx.now, settings),
                settings.timeZone,
              )}
              zone={{ timeZone: settings.timeZone, locale: settings.locale }}
            />
          ) : (
            <MoveForm key={move} {...shown} />
          )
        })}
        {open.length === 0 && <p className="text-soft">Nothing can be done with it by you as it stands.</p>}
      </div>
      {mayPublish(member) && mayBeAssigned(article.state) && (
        <div className="workflow-part">
          <AssignForm
            start={await refusedForm('assign')}
            articleId={articleId}
            assignedTo={article.assignedTo}
            editors={editors.map(({ id, name }) => ({ id, name }))}
          />
          {article.state !== 'scheduled' && (
            <PlanForm start={await refusedForm('plan')} articleId={articleId} plannedFor={article.plannedFor} />
          )}
        </div>
      )}
      <ChecklistView items={items} mayEdit={mayEdit(member, article)} />
      <HistoryView steps={steps} now={ctx.now} settings={settings} />
    </section>
  )
}

/** The step forward that most take from here; none where something else than going on comes first. */
function nextMove(open: readonly Move[]): Move | undefined {
  return (['update', 'submit', 'mark_ready', 'take_into_edit', 'publish'] as const).find((move) => open.includes(move))
}

function offer(move: Move, state: Parameters<typeof blocksHold>[1], items: readonly ChecklistItem[]): OfferedMove {
  const { name, note, isChecked } = rules[move]
  const count = (wanted: ChecklistItem['state']) => items.filter((one) => one.state === wanted).length
  const holds = blocksHold(move, state)
  return {
    move,
    name: move === 'schedule' && state === 'scheduled' ? 'Move to another time' : name,
    note,
    shortcut: moveKeys[move],
    warnings: isChecked ? count('warn') + (holds ? 0 : count('block')) : 0,
    blocks: holds ? count('block') : 0,
  }
}

/** Eight in the morning of the magazine's tomorrow: where a schedule begins that nobody has thought about. */
function soon(now: Date, { timeZone }: Magazine): Date {
  const tomorrow = calendarDay(dateIn(after(now, day), timeZone), timeZone)?.start ?? now
  return after(tomorrow, 8 * hour)
}
