import type { Credit } from '#lib/articles/model.ts'

export function TopicList({ topics, label }: { topics: Credit[]; label: string }) {
  if (topics.length === 0) return null
  return (
    <ul aria-label={label} className="flex flex-wrap gap-x-5">
      {topics.map((topic) => (
        <li key={topic.slug}>
          <a href={`/topics/${topic.slug}`} className="topic-label inline-flex min-h-8 items-center">
            {topic.name}
          </a>
        </li>
      ))}
    </ul>
  )
}
