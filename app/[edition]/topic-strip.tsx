import type { ArticleCard } from '#lib/articles/model.ts'
import type { Topic } from '#lib/articles/queries.ts'
import { ArticleItem } from '#app/_ui/article-item.tsx'

/**
 * A topic's newest on the front page, under a rule.
 * @param props.rhythm 0: one large and a column of words; 1: four abreast; 2: words first, large picture after
 */
export function TopicStrip({ topic, articles, rhythm }: { topic: Topic; articles: ArticleCard[]; rhythm: number }) {
  const [main, ...rest] = articles
  if (!main) return null
  return (
    <section aria-labelledby={`topic-${topic.slug}`} className="mt-12 border-t border-strong pt-3">
      <h2 id={`topic-${topic.slug}`} className="text-2xl">
        <a href={`/topics/${topic.slug}`} className="headline-link">
          {topic.name}
        </a>
      </h2>
      {rhythm === 1 ? (
        <div className="mt-5 grid gap-x-7 gap-y-8 sm:grid-cols-2 lg:grid-cols-4">
          {articles.slice(0, 4).map((card) => (
            <ArticleItem key={card.id} card={card} shape="stacked" level={3} topic={false} />
          ))}
        </div>
      ) : (
        <div
          className={`mt-5 grid gap-x-8 gap-y-6 ${rhythm === 0 ? 'lg:grid-cols-[minmax(0,1.3fr)_minmax(0,1fr)]' : 'lg:grid-cols-[minmax(0,1fr)_minmax(0,1.3fr)]'}`}
        >
          <ArticleItem
            card={main}
            shape="stacked"
            level={3}
            topic={false}
            className={rhythm === 2 ? 'lg:order-2' : ''}
          />
          <div className="divide-y divide-rule border-t border-rule lg:border-t-0">
            {rest.slice(0, 3).map((card) => (
              <ArticleItem
                key={card.id}
                card={card}
                shape="beside"
                level={3}
                topic={false}
                brief
                className="py-5 lg:first:pt-0"
              />
            ))}
          </div>
        </div>
      )}
    </section>
  )
}
