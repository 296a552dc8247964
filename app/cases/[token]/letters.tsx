import { sizeOf } from '#lib/cases/attachments.ts'
import { detailLines } from '#lib/cases/model.ts'
import type { ReaderCase } from '#lib/cases/reader.ts'
import { magazine } from '#app/_server/published.ts'
import { Minute } from '#app/_ui/time.tsx'

const ownNames = {
  evidence: 'How you know',
  identity: 'Who you are',
  interest: 'What the article has to do with you',
}

/** The letters of a case in their order, the reader's and the magazine's. */
export async function Letters({ found, token }: { found: ReaderCase; token: string }) {
  const { name: magazineName, timeZone, locale } = await magazine()
  return (
    <section id="letters" aria-labelledby="letters-title" className="mt-9">
      <h2 id="letters-title" className="text-2xl">
        Letters
      </h2>
      <ol className="mt-3 divide-y divide-rule border-y border-rule">
        {found.letters.map((letter, index) => (
          <li key={letter.id} className={`py-5 ${letter.from === 'magazine' ? 'border-l-4 border-l-accent pl-4' : ''}`}>
            <p className="label text-soft">
              <span className="font-semibold">{letter.from === 'magazine' ? magazineName : found.name}</span>,{' '}
              <Minute at={letter.at} timeZone={timeZone} locale={locale} />
            </p>
            {letter.text !== '' && <p className="mt-2 break-words whitespace-pre-line">{letter.text}</p>}
            {letter.files.length > 0 && (
              <ul className="mt-2 space-y-1">
                {letter.files.map(({ id, name, bytes }) => (
                  <li key={id} className="break-words">
                    <a href={`/cases/${token}/files/${id}`} download>
                      {name}
                    </a>{' '}
                    <span className="label text-soft">{sizeOf(bytes)}</span>
                  </li>
                ))}
              </ul>
            )}
            {index === 0 && <Details details={found.details} />}
          </li>
        ))}
      </ol>
    </section>
  )
}

function Details({ details }: { details: Record<string, string> }) {
  const given = detailLines(details, ownNames)
  if (given.length === 0) return null
  return (
    <dl className="mt-3 space-y-2 text-[1.0625rem]">
      {given.map(({ name, label, text }) => (
        <div key={name}>
          <dt className="label text-soft">{label}</dt>
          <dd className="break-words whitespace-pre-line">{text}</dd>
        </div>
      ))}
    </dl>
  )
}
