import { z } from 'zod'
import { Action, Letter, Paragraph } from '#lib/mail/emails/letter.tsx'
import { defineMail } from '#lib/mail/template.ts'
import { daysOfFailure } from '../model.ts'

const schema = z.object({
  magazine: z.string(),
  host: z.string(),
  because: z.enum(['failing', 'gone']),
  link: z.url(),
})

/** Tells administrators that an endpoint was turned off. */
export const webhookOffMail = defineMail<z.infer<typeof schema>>({
  kind: 'webhook-off',
  schema,
  sample: {
    magazine: 'Saltmarsh',
    host: 'hooks.partner.example',
    because: 'failing',
    link: 'https://magazine.example/desk/settings/webhooks/0198b7b2-0000-7000-8000-000000000000',
  },
  purpose: 'desk',
  subject: ({ host }) => `Nothing is sent to ${host} any more`,
  letter: ({ magazine, host, because, link }) => (
    <Letter
      magazine={magazine}
      preview={`The webhook endpoint at ${host} was turned off.`}
      title="A webhook endpoint was turned off"
      footer={<>You get this because you are an administrator of {magazine}.</>}
    >
      <Paragraph>
        {because === 'gone'
          ? `${host} answered that it is gone (410), so ${magazine} tells it nothing any more.`
          : `For ${daysOfFailure} days ${host} has taken nothing of what ${magazine} tells it, so nothing more is sent.`}
      </Paragraph>
      <Paragraph>
        What happens meanwhile is not sent later. When the other side is well again, turn it on; what failed before can
        be sent again from its log for 30 days.
      </Paragraph>
      <Action href={link}>Look at it</Action>
    </Letter>
  ),
})
