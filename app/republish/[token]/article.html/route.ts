import { fileOf } from '../file.ts'

interface Props {
  params: Promise<{ token: string }>
}

/** The text as HTML, without any document around it: it goes into one. */
export async function GET(_: Request, { params }: Props): Promise<Response> {
  const { token } = await params
  return fileOf(token, { ending: 'html', mediaType: 'text/html', content: ({ html }) => `${html}\n` })
}
