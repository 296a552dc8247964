import 'server-only'
import NextAuth, { AuthError } from 'next-auth'
import { browserStorage } from '#lib/browser-storage/model.ts'
import { claimImported } from '#lib/comments/imported.ts'
import { postSignInMail } from '#lib/people/commands.ts'
import { noteMailArrives } from '#lib/people/mail-refusals.ts'
import { emailSchema, signInRules } from '#lib/people/model.ts'
import { clientAddress } from './address.ts'
import { currentContext } from './context.ts'
import { ownPath } from './paths.ts'
import { tellOfNewDevice } from './known-device.ts'
import { sessionAdapter } from './session-adapter.ts'

const days = 24 * 60 * 60

/**
 * Sign-in by a link sent by mail; sessions in the database, so many days from the last visit. The link leads to
 * /sign-in/confirm, whose button goes on to next-auth's own callback: a mail scanner that opens it uses nothing up.
 */
export const { handlers, auth, signIn, signOut } = NextAuth(async () => {
  const { config, db } = currentContext()
  return {
    adapter: sessionAdapter(db),
    secret: config.authSecret,
    trustHost: true,
    session: { strategy: 'database', maxAge: browserStorage.session.days * days, updateAge: 1 * days },
    pages: { signIn: '/sign-in', verifyRequest: '/sign-in/sent', error: '/sign-in' },
    providers: [
      {
        id: 'mail',
        type: 'email',
        name: 'Mail',
        from: config.mailFrom,
        maxAge: signInRules.linkMinutes * 60,
        normalizeIdentifier: (identifier) => emailSchema.parse(identifier),
        async sendVerificationRequest({ identifier, token, url }) {
          const callbackUrl = new URL(url).searchParams.get('callbackUrl') ?? config.publicUrl
          const to = new URL(callbackUrl, config.publicUrl)
          const link = `${config.publicUrl}/sign-in/confirm?${new URLSearchParams({ token, email: identifier, to: ownPath(`${to.pathname}${to.search}`) })}`
          await postSignInMail(currentContext(), { email: identifier, address: await clientAddress(), token, link })
        },
      },
    ],
    events: {
      async signIn({ user }) {
        if (user.id === undefined) return
        await noteMailArrives(currentContext(), user.id)
        await tellOfNewDevice(currentContext(), user.id)
        await claimImported(currentContext(), user.id)
      },
    },
    logger: {
      // The build shortens names of classes; an error of next-auth's says its kind beside.
      error: (error) =>
        currentContext().log.warn(
          { event: 'sign-in', reason: error instanceof AuthError ? error.type : error.name },
          'sign-in refused',
        ),
      warn: () => undefined,
    },
  }
})
