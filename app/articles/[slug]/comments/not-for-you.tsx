import type { Access } from '#lib/articles/model.ts'

/** Stands where comments would, for whoever may not read them. */
export function NotForYou({ view: { slug, access } }: { view: { slug: string; access: Access } }) {
  return (
    <p className="mt-6 text-lg text-pretty text-soft">
      {access === 'public' ? (
        <>
          Comments here are read by those who can write them.{' '}
          <a href={`/sign-in?to=/articles/${slug}/comments`}>Sign in</a> if you are one of them.
        </>
      ) : (
        <>
          Comments are for those who can read <a href={`/articles/${slug}#read-on`}>the article</a>.
        </>
      )}
    </p>
  )
}
