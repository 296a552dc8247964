import type postgres from 'postgres'
import { readParagraphs } from './paragraphs.ts'
import { places, type Size } from './size.ts'

const topics = ['politics', 'world', 'economy', 'science', 'culture', 'places']
const furtherTopics = 34
const authors = 400
/** Some 1,300 words of the demonstration's. */
const paragraphsOfThreads = 20

/**
 * Writes articles of three to forty paragraphs, with authors, topics, revisions and old addresses, and the words search
 * corrects slips from. What is not public is indexed by its first three paragraphs, as lib/articles has it.
 */
export async function writeArticles(sql: postgres.Sql, { articles }: Size): Promise<void> {
  const texts = readParagraphs()
  await writeParagraphs(sql, texts)
  await sql`
    insert into authors (id, slug, name, biography)
    select bench.id('author', n, '2016-01-01'), 'author-' || n, bench.made_up(n * 7) || ' ' || bench.made_up(n * 1013), 'Writes about ' || bench.made_up(n * 31) || '.'
    from generate_series(1, ${authors}::int) n`
  await sql`
    insert into topics (id, slug, name, description, position)
    select bench.id('topic', n, '2016-01-01'), coalesce((${topics}::text[])[n], 'topic-' || n), initcap(coalesce((${topics}::text[])[n], 'topic ' || n)), 'What we print of it.',
      case when n <= ${topics.length}::int then n end
    from generate_series(1, ${topics.length + furtherTopics}::int) n`
  await sql`
    create unlogged table bench.plans as
    select n,
      bench.article_id(n) as id,
      bench.article_at(n) as at,
      case when n in (${places.longThread.number}, ${places.shortThread.number}) then ${paragraphsOfThreads}::int
        else least(40, 3 + floor(-8 * ln(1 - bench.chance('length', n))))::int end as length,
      case when n <= 100 or bench.chance('access', n) < 0.8 then 'public' else (array['metered','metered','metered','metered','metered','supporters','supporters','supporters','supporters','patrons'])[1 + floor(bench.chance('level', n) * 10)::int] end as access,
      case when n > 100 and bench.chance('state', n) < 0.02 then (array['draft','unpublished'])[1 + n % 2] else 'published' end as state,
      bench.made_up(floor(27000 * bench.chance('place', n) ^ 2)::bigint) || ', ' || bench.made_up(floor(27000 * bench.chance('other place', n) ^ 2)::bigint)
        || case when n <= 100 and n % 8 = 3 then ' and ' || ${places.rareWord}::text else '' end as names,
      1 + n % ${authors}::int as author,
      case when n % 3 = 0 then 1 else 2 + n % 5 end as topic,
      ${topics.length}::int + 1 + n * 7 % ${furtherTopics}::int as further_topic
    from generate_series(1, ${articles}::int) n`
  await sql`
    insert into articles (id, slug, headline, standfirst, body, public_text, word_count, access, state, published_at, updated_at, created_at, search)
    select plan.id, 'article-' || n, headline, standfirst,
      jsonb_build_object('type', 'doc', 'content', text.nodes || bench.paragraph_of('Reported from ' || names || '.')),
      public_text, words, access, state, at, at, at,
      setweight(to_tsvector('magazine', headline || ' ' || author.name), 'A') || setweight(to_tsvector('magazine', standfirst), 'B') || vector || setweight(to_tsvector('magazine', 'Reported from ' || names || '.'), 'C')
    from bench.plans plan
    join authors author on author.slug = 'author-' || plan.author
    cross join lateral (
      select jsonb_agg(node order by place) as nodes,
        string_agg(text, E'\n\n' order by place) filter (where access = 'public' or place <= 3) as public_text,
        bench.joined(vector order by place) filter (where access = 'public' or place <= 3) as vector,
        sum(words)::int as words,
        (array_agg(beginning order by place))[2] as standfirst
      from generate_series(1, length) place
      join bench.paragraphs on number = floor(bench.chance('paragraph ' || n, place) * ${texts.length}::int)::int
    ) text
    cross join lateral (select 'What became of ' || names as headline) heading`
  await sql`insert into article_authors (article_id, author_id, position) select id, bench.id('author', author, '2016-01-01'), 0 from bench.plans`
  await sql`
    insert into article_topics (article_id, topic_id, position, published_at)
    select id, bench.id('topic', case when position = 0 then topic else further_topic end, '2016-01-01'), position, case when state = 'published' then at end
    from bench.plans, generate_series(0, 1) position`
  await sql`
    insert into article_revisions (id, article_id, number, content, reason, created_at)
    select bench.id('revision', n, at), id, 1, '{}', 'imported', at from bench.plans`
  await sql`
    insert into corrections (id, article_id, number, kind, note, severity, under_headline, front_page_until, prominence_reason,
      revision_before, revision_after, submission_id, published_by, published_at, guidance)
    select bench.id('correction', n, at), id, 1, 'correction', 'The bridge is older.', 'minor', n % 30 = 0, case when n % 100 = 0 then at + interval '5 days' end,
      'A detail.', 1, 1, bench.id('correction form', n, at), bench.person_id(1), at + interval '1 day', '{}'
    from bench.plans where n % 10 = 0 and state <> 'draft'`
  await sql`insert into redirects (path, target) select '/' || n || '/old', '/articles/article-' || n from bench.plans`
  await sql`
    insert into search_words (word)
    select distinct lexeme
    from (select text from bench.paragraphs union all select bench.made_up(n) from generate_series(0, 26999) n union all select ${places.rareWord}::text) texts,
      unnest(to_tsvector('magazine_words', text))
    where lexeme ~ '^[[:alpha:]]{3,40}$'
    on conflict do nothing`
}

/** Each with what is made of it, so that an article is put together rather than worked out. */
async function writeParagraphs(sql: postgres.Sql, texts: string[]): Promise<void> {
  await sql.unsafe(`
    create function bench.paragraph_of(text text) returns jsonb language sql immutable as $$
      select jsonb_build_object('type', 'paragraph', 'content', jsonb_build_array(jsonb_build_object('type', 'text', 'text', text))) $$;
    create aggregate bench.joined(tsvector) (sfunc = tsvector_concat, stype = tsvector, initcond = '');
    create unlogged table bench.paragraphs (number int primary key, text text, node jsonb, vector tsvector, words int, beginning text);
  `)
  await sql`
    insert into bench.paragraphs
    select number - 1, text, bench.paragraph_of(text), setweight(to_tsvector('magazine', text), 'C'),
      array_length(regexp_split_to_array(text, '\s+'), 1), split_part(text, '. ', 1) || '.'
    from unnest(${texts}::text[]) with ordinality given (text, number)`
  await sql`analyze bench.paragraphs`
}
