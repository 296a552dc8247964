import type { Metadata } from 'next'
import { mayManageCredits } from '#lib/articles/policy.ts'
import { refusedForm } from '#app/_server/refused-forms.ts'
import { requireStaff } from '#app/_server/staff.ts'
import { TopicForm } from '../_topics/topic-form.tsx'

export const instant = false
export const metadata: Metadata = { title: 'New topic', robots: { index: false } }

/** Makes a topic. */
export default async function NewTopicPage() {
  await requireStaff('/desk/topics/new', mayManageCredits)
  return (
    <>
      <p className="desk-crumbs">
        <a href="/desk/topics">Topics</a>
      </p>
      <h1>New topic</h1>
      <TopicForm start={await refusedForm('topic')} id={null} />
    </>
  )
}
